"""What is typed too long comes back at its field, in Chinese, with the words still there: every act of the desk, and the pages beside it."""

import re
from datetime import timedelta
from functools import cache
from html import unescape

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from orgtree.desk.base import ScopedAdmin
from orgtree.models import Notice
from orgtree.notices.services import notify
from tests.canaries import PLANTED
from tests.volunteers.calls import in_days, invitation, invited, opened
from tests.volunteers.gatherings import announced, joined
from tests.volunteers.people import accepted, logged
from tests.volunteers.team_people import signed_in
from volunteers.choices import ServiceState, TeamPlace
from volunteers.models import CallUp, Emergency, ServiceRecord, TeamMember
from volunteers.teams.services.teams import ask_to_join

pytestmark = pytest.mark.django_db


def typed_fields(form: forms.Form) -> dict[str, forms.CharField]:
    """The fields in which a person writes words."""
    return {name: field for name, field in form.fields.items() if type(field) is forms.CharField}


ACTS = [
    (model, act)
    for model, model_admin in sorted(admin.site._registry.items(), key=lambda item: item[0].__name__)
    for act in getattr(model_admin, "object_actions", ())
    if act.build_form or typed_fields(act.form(None))
]
BULK = [
    (model, act)
    for model, model_admin in sorted(admin.site._registry.items(), key=lambda item: item[0].__name__)
    for act in getattr(model_admin, "bulk_acts", ())
    if act.form
]
TYPED = "这段话太长了不能丢"


def kind_of(fields: dict[str, forms.CharField], act) -> tuple:
    """What the page draws differently: the widgets of its fields, and a form of the act's own."""
    own = getattr(act, "build_form", None)
    return frozenset(type(field.widget) for field in fields.values()), own is not None


def is_new(seen: set, kind: tuple) -> bool:
    before = len(seen)
    seen.add(kind)
    return len(seen) > before


def too_long(field: forms.CharField) -> str:
    assert field.max_length, "words without a longest length are refused by the database, as an error page"
    return (TYPED * field.max_length)[: field.max_length + 1]


def wrong(page: str, words: str) -> None:
    """The page says in Chinese that the words are too long, and still has them; its links lead to pages, not to the act."""
    text = unescape(page)
    _, ours, main = text.partition('<main id="main"')
    assert not ours or not [href for href in re.findall(r'href="([^"]*)"', main) if href.startswith("?")]
    assert words in text, "the words are lost"
    told = text.split('role="alert"')[1:]
    assert any("字" in words_after[:200] for words_after in told), "nothing said at the field"
    assert "Ensure" not in text


class TestActsOfTheDesk:
    @pytest.fixture
    def planted(self, recorded_canaries, town, monkeypatch):
        """A row of everything; acts are on offer whatever the row's state: what is refused never runs."""
        rows = PLANTED.play(town)
        monkeypatch.setattr(ScopedAdmin, "_is_offered", lambda self, request, action, obj: True)
        monkeypatch.setattr(ScopedAdmin, "may", lambda self, request, permission, obj=None: True)
        return rows

    @pytest.fixture
    def rows(self, town, planted):
        """The planted row of a model that the secretary's page shows, or None."""
        request = RequestFactory().get("/")
        request.user = town.secretary

        @cache
        def row_of(model):
            shown = admin.site._registry[model].get_queryset(request)
            return shown.filter(pk=planted.get(model._meta.label_lower)).first()

        return request, row_of

    def test_an_act_on_one_row(self, town, rows):
        """No act takes words without end; what becomes of too many is drawn once for each kind of form, by one template."""
        client, (request, row_of), drawn = signed_in(town.secretary), rows, set()
        for model, act in ACTS:
            if (row := row_of(model)) is None:
                continue
            form = act.build_form(request, row) if act.build_form else act.form
            fields = typed_fields(form(None))
            data = {name: too_long(field) for name, field in fields.items()}
            if not fields or not is_new(drawn, kind_of(fields, act)):
                continue
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_act", args=[row.pk, act.key])
            reply = client.post(address, data)
            assert reply.status_code == 200, address
            for words in data.values():
                wrong(reply.content.decode(), words)
        assert len(drawn) > 1

    def test_an_act_on_many_rows(self, town, rows):
        client, (request, row_of), drawn = signed_in(town.secretary), rows, set()
        for model, act in BULK:
            if (row := row_of(model)) is None:
                continue
            fields = typed_fields(act.form(None, request, [row.pk]))
            data = {name: too_long(field) for name, field in fields.items()}
            if not fields or not is_new(drawn, kind_of(fields, act)):
                continue
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            reply = client.post(address, data | {"action": act.key, "apply": "1", ACTION_CHECKBOX_NAME: [row.pk]})
            assert reply.status_code == 200, address
            for words in data.values():
                wrong(reply.content.decode(), words)
            assert f'value="{row.pk}"' in reply.content.decode(), "the choice is lost"
        assert drawn

    def test_control_words_without_a_longest_length_are_found(self):
        with pytest.raises(AssertionError, match="longest length"):
            too_long(forms.CharField())

    def test_control_there_are_acts_to_walk(self):
        assert len(ACTS) > 40
        assert len(BULK) > 5


@pytest.fixture
def waiting(town):
    member = accepted(town.east, town.secretary)
    return logged(member, 8, 9), logged(member, 10, 11)


class TestRealActs:
    """The same with rows in the right state: nothing is written, and words of the longest length pass."""

    def test_many_at_once(self, town, waiting):
        client, ids = signed_in(town.clerk), [record.pk for record in waiting]
        post = {"action": "reject", "apply": "1", ACTION_CHECKBOX_NAME: ids}
        wrong(
            client.post("/desk/volunteers/servicerecord/", post | {"reason": "长" * 201}).content.decode(), "长" * 201
        )
        assert ServiceRecord.objects.filter(state=ServiceState.SUBMITTED).count() == 2
        # Control: one less is taken, whole.
        client.post("/desk/volunteers/servicerecord/", post | {"reason": "长" * 200})
        assert set(ServiceRecord.objects.values_list("state", "reason")) == {(ServiceState.REJECTED, "长" * 200)}

    def test_one_row(self, town, waiting):
        client, record = signed_in(town.clerk), waiting[0]
        address = f"/desk/volunteers/servicerecord/{record.pk}/act/reject/"
        wrong(client.post(address, {"reason": "长" * 201}).content.decode(), "长" * 201)
        assert client.post(address, {"reason": "长" * 200}).status_code == 302
        record.refresh_from_db()
        assert record.reason == "长" * 200

    def test_a_notice_longer_than_its_column_is_cut_and_never_stops_the_act(self, town):
        notify(users=[town.clerk], key="long", title="题" * 61, text="理" * 500)
        notice = Notice.objects.get(key="long")
        assert (len(notice.title), notice.text[-2:], len(notice.text)) == (60, "理…", 300)
        notify(users=[town.clerk], key="fits", title="题" * 60, text="理" * 300)
        assert "…" not in Notice.objects.get(key="fits").text


class TestEmergency:
    @pytest.fixture
    def flood(self, town) -> Emergency:
        emergency = opened(town.street, by=town.street_secretary)
        self.member = accepted(town.east, town.secretary, name="甲一")
        invited(emergency, town.street, by=town.street_secretary)
        return emergency

    def test_an_answer_by_telephone_keeps_words_and_choice(self, town, flood):
        client, mine = signed_in(town.secretary), invitation(flood, self.member)
        address = f"/emergencies/{flood.pk}/people/answers/?area={town.east.pk}&state=&page=1"
        reply = client.post(address, {"ids": [mine.pk], "answer": "decline", "reason": "远" * 101})
        assert reply.status_code == 422
        page = reply.content.decode()
        wrong(page, "远" * 101)
        assert f'value="{mine.pk}" checked' in page
        assert CallUp.objects.get(pk=mine.pk).state == "invited"
        assert client.post(address, {"ids": [mine.pk], "answer": "decline", "reason": "远" * 100}).status_code == 302
        assert CallUp.objects.get(pk=mine.pk).reason == "远" * 100

    def test_an_export(self, town, flood):
        address = f"/emergencies/{flood.pk}/people/export/?area={town.east.pk}"
        reply = signed_in(town.secretary).post(address, {"reason": "查" * 201})
        assert reply.status_code == 422
        wrong(reply.content.decode(), "查" * 201)

    def test_an_extension(self, town, flood):
        address, client = f"/emergencies/{flood.pk}/order/extend/", signed_in(town.street_secretary)
        later = in_days(20).isoformat()
        reply = client.post(address, {"planned_end": later, "reason": "雨" * 201})
        assert reply.status_code == 422
        wrong(reply.content.decode(), "雨" * 201)
        assert later in reply.content.decode()
        # What the service refuses comes back in the same way.
        early = client.post(address, {"planned_end": timezone.localdate().isoformat(), "reason": "雨未停"})
        assert early.status_code == 422
        assert "雨未停" in early.content.decode()
        assert client.post(address, {"planned_end": later, "reason": "雨" * 200}).status_code == 302

    def test_the_members_own_answer(self, town, flood):
        client, mine = signed_in(self.member.user), invitation(flood, self.member)
        address = f"/m/call-ups/{mine.pk}/answer/"
        reply = client.post(address, {"answer": "decline", "reason": "远" * 101})
        assert reply.status_code == 422
        wrong(reply.content.decode(), "远" * 101)
        assert client.post(address, {"answer": "decline", "reason": "远" * 100}).status_code == 302


def test_a_leaders_reason_on_the_phone(town, make_team):
    leader, asks = accepted(town.east, town.secretary), accepted(town.east, town.secretary)
    team = make_team(leader=leader)
    place = ask_to_join(team_id=team.pk, member=asks, by=asks.user)
    address = reverse("member-team-decide", args=[team.pk, place.pk])
    reply = signed_in(leader.user).post(address, {"verb": "refuse", "reason": "满" * 201})
    assert reply.status_code == 422
    wrong(reply.content.decode(), "满" * 201)
    assert TeamMember.objects.get(pk=place.pk).place == TeamPlace.ASKED


def test_an_excuse_on_the_phone(town):
    member = accepted(town.east, town.secretary)
    session = announced(town.east, town.clerk)
    joined(session, member)
    type(session).objects.filter(pk=session.pk).update(sign_up_until=timezone.now() - timedelta(minutes=1))
    reply = signed_in(member.user).post(reverse("member-session-leave", args=[session.pk]), {"excuse": "病" * 101})
    assert reply.status_code == 422
    wrong(reply.content.decode(), "病" * 101)
