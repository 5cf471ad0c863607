"""Publication of points and objections: frozen lines, masked names, terms, who decides, what becomes of an entry."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.models import Notice
from tests.api import Api
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from volunteers.choices import ConsentPurpose, EntryStanding, ObjectionState, Remedy
from volunteers.members.rules.consents import UNNAMED
from volunteers.members.services.members import give_consents, withdraw_consent
from volunteers.models import Member, NoticeLine, Objection, PointEntry, PublicNotice
from volunteers.points.services.points import Deed, credit_deed, reverse_deed
from volunteers.standing.services.objections import object_to_list, objection_acts, remind_of_objections
from volunteers.standing.services.publications import publish_quarter, standings
from volunteers.standing.services.standing_sheets import notice_sheet

pytestmark = pytest.mark.django_db

QUARTER = {"year": 2026, "quarter": 3}


def earned(member, by, day=date(2026, 8, 3), *, item="G04", source=None, quantity=1) -> PointEntry:
    moment = timezone.make_aware(datetime.combine(day, time(12)))
    deed = Deed(member.pk, item, Decimal(quantity), moment, member.area, source or f"test:{member.pk}:{day}")
    return credit_deed(deed=deed, by=by)


def published(town, **changes) -> PublicNotice:
    details = {"area": town.east, "by": town.secretary, **QUARTER}
    return publish_quarter(**details | changes)


def decide(filed, by, **verdict) -> Objection:
    return perform_one(objection_acts, "decide", pk=filed.pk, by=by, **verdict)


def line_of(notice, member) -> NoticeLine:
    return notice.lines.get(member=member)


def test_the_list_holds_the_quarter_and_the_year_by_number(town, member):
    other = accepted(town.east, town.secretary, name="李试")
    earned(other, town.clerk)
    earned(other, town.clerk, date(2026, 2, 3))
    earned(other, town.clerk, date(2026, 10, 1))
    west = accepted(town.west, town.west_secretary)
    notice = published(town)
    assert [line.member for line in notice.lines.all()] == [member, other]  # by number, though the other has more
    assert (line_of(notice, other).points, line_of(notice, other).year_points) == (2, 4)
    assert not notice.lines.filter(member=west).exists()
    assert Notice.objects.filter(user=other.user, key=f"publication:{notice.pk}").exists()


def test_nobody_is_named_who_has_not_agreed(town, member):
    named = accepted(town.east, town.secretary, name="王公开")
    give_consents(member=named, purposes=[ConsentPurpose.NAMED_NOTICE], by=named.user)
    gone = accepted(town.east, town.secretary, name="赵撤回")
    give_consents(member=gone, purposes=[ConsentPurpose.NAMED_NOTICE], by=gone.user)
    withdraw_consent(member=gone, purpose=ConsentPurpose.NAMED_NOTICE, by=gone.user)
    notice = published(town)
    assert [line.shown_name for line in notice.lines.all()] == [UNNAMED, "王公开", UNNAMED]


def test_terms_are_working_days(town, member):
    notice = published(town)
    assert notice.opens_on == timezone.localdate()
    assert notice.closes_on >= notice.opens_on + timedelta(days=5)
    assert notice.objections_until > notice.closes_on


def test_a_quarter_is_published_once_after_its_end_by_its_community(town, member):
    with refused("not_found", "area"):
        published(town, area=town.west)
    with refused("not_found", "area"):
        publish_quarter(area=town.east_grid, by=town.secretary, **QUARTER)
    with refused("quarter", "quarter"):
        publish_quarter(area=town.east, year=timezone.localdate().year + 1, quarter=1, by=town.secretary)
    published(town)
    with refused("published", "quarter"):
        published(town)


def test_the_lines_are_frozen(town, member):
    entry = earned(member, town.clerk)
    notice = published(town)
    reverse_deed(source=entry.source, note="有误", by=town.secretary)
    assert line_of(notice, member).points == 2
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        connection.cursor().execute("UPDATE volunteers_noticeline SET points = 99")


def test_control_a_name_can_still_be_taken_off(town, member):
    notice = published(town)
    notice.lines.update(shown_name="*")
    assert line_of(notice, member).shown_name == "*"


def state(entry) -> str:
    return standings([entry])[entry.pk]


def test_an_entry_goes_from_confirmed_to_published_to_final(town, member):
    entry = earned(member, town.clerk)
    assert state(entry) == EntryStanding.CONFIRMED
    notice = published(town)
    assert state(entry) == EntryStanding.PUBLISHED
    late = earned(member, town.clerk, date(2026, 8, 9))
    assert state(late) == EntryStanding.CONFIRMED  # it came after the list was made
    PublicNotice.objects.filter(pk=notice.pk).update(objections_until=timezone.localdate() - timedelta(days=1))
    assert state(entry) == EntryStanding.FINAL


def test_an_objection_upheld_takes_the_entry_back(town, member):
    entry = earned(member, town.clerk)
    notice = published(town)
    filed = object_to_list(notice_id=notice.pk, entry_id=entry.pk, text="当天我没有参加", by=member.user)
    assert state(entry) == EntryStanding.OBJECTED
    assert filed.due_on > timezone.localdate()
    assert Notice.objects.filter(user=town.street_secretary, key=f"objection:{filed.pk}").exists()
    decided = decide(filed, town.street_secretary, upheld=True, remedy=Remedy.REVERSE, reason="核实无误")
    assert decided.reversal.reverses_id == entry.pk
    assert state(entry) == EntryStanding.REVERSED
    assert Notice.objects.filter(user=member.user, title="您提出的积分异议成立").exists()


def test_an_objection_declined_leaves_the_entry(town, member):
    entry = earned(member, town.clerk)
    filed = object_to_list(notice_id=published(town).pk, entry_id=entry.pk, text="少计了一次", by=member.user)
    decided = decide(filed, town.street_secretary, upheld=False, reason="记录完整")
    assert (decided.state, state(entry)) == (ObjectionState.DECLINED, EntryStanding.PUBLISHED)


def test_who_may_object_and_until_when(town, member):
    notice, west = published(town), accepted(town.west, town.west_secretary)
    line = line_of(notice, member)
    with refused("not_found"):
        object_to_list(notice_id=notice.pk, line_id=line.pk, text="不对", by=west.user)
    with refused("object", "line"):
        object_to_list(notice_id=notice.pk, text="不对", by=member.user)
    foreign = earned(west, town.west_secretary)
    with refused("not_found", "entry"):
        object_to_list(notice_id=notice.pk, entry_id=foreign.pk, text="不对", by=member.user)
    object_to_list(notice_id=notice.pk, line_id=line.pk, text="少计了", by=member.user)
    with refused("twice", "text"):
        object_to_list(notice_id=notice.pk, line_id=line.pk, text="少计了", by=member.user)
    PublicNotice.objects.filter(pk=notice.pk).update(objections_until=timezone.localdate() - timedelta(days=1))
    with refused("late"):
        object_to_list(notice_id=notice.pk, line_id=line.pk, text="又一次", by=member.user)


def test_who_may_decide(town, member):
    entry = earned(member, town.street_secretary)
    filed = object_to_list(notice_id=published(town).pk, entry_id=entry.pk, text="不对", by=member.user)
    with refused("not_found"):
        decide(filed, town.secretary, upheld=False, reason="理由")
    with refused("own_entry"):
        decide(filed, town.street_secretary, upheld=False, reason="理由")


def test_an_upheld_objection_names_its_remedy(town, member):
    notice = published(town)
    filed = object_to_list(notice_id=notice.pk, line_id=line_of(notice, member).pk, text="少计了", by=member.user)
    with refused("remedy", "remedy"):
        decide(filed, town.street_secretary, upheld=True, reason="属实")
    with refused("remedy", "remedy"):
        decide(filed, town.street_secretary, upheld=True, remedy=Remedy.REVERSE, reason="属实")
    decided = decide(filed, town.street_secretary, upheld=True, remedy=Remedy.CORRECT, reason="由社区补录")
    assert decided.state == ObjectionState.UPHELD


def test_reminders_come_before_the_term_and_once(town, member):
    notice = published(town)
    filed = object_to_list(notice_id=notice.pk, line_id=line_of(notice, member).pk, text="少计了", by=member.user)
    assert remind_of_objections() == 0
    Objection.objects.filter(pk=filed.pk).update(due_on=timezone.localdate())
    assert (remind_of_objections(), remind_of_objections()) == (1, 1)
    assert Notice.objects.filter(key__startswith=f"objection:{filed.pk}:reminder").count() == 1


# --- Pages ------------------------------------------------------------------------------------------------------------


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_list_on_the_phone_and_an_objection_from_it(own, member, town):
    entry = earned(member, town.clerk)
    notice = published(town)
    page = own.get(reverse("member-publication", args=[notice.pk])).content.decode()
    assert "（本人）" in page
    body = {"about": f"entry-{entry.pk}", "text": "当天我没有参加"}
    reply = own.post(reverse("member-publication-object", args=[notice.pk]), body, follow=True)
    assert "异议已提交" in reply.content.decode()
    assert Objection.objects.get().entry == entry
    empty = own.post(reverse("member-publication-object", args=[notice.pk]), {"text": ""})
    assert set(empty.context["form"].errors) == {"about", "text"}


def test_strangers_do_not_see_a_list(town, member):
    notice = published(town)
    west = accepted(town.west, town.west_secretary)
    assert signed_in(west.user).get(reverse("member-publication", args=[notice.pk])).status_code == 404
    assert signed_in(town.west_secretary).get(f"/desk/volunteers/publicnotice/{notice.pk}/list.xlsx").status_code == 404


def test_the_desk_publishes_prints_and_decides(town, member):
    client = signed_in(town.secretary)
    body = {"area": town.east.pk, **QUARTER}
    assert client.post("/desk/volunteers/publicnotice/add/", body).status_code == 302
    notice = PublicNotice.objects.get()
    for ending in ("xlsx", "docx"):
        reply = client.get(f"/desk/volunteers/publicnotice/{notice.pk}/list.{ending}")
        assert (reply.status_code, reply.getvalue()[:2]) == (200, b"PK")
    filed = object_to_list(notice_id=notice.pk, line_id=line_of(notice, member).pk, text="少计了", by=member.user)
    act = f"/desk/volunteers/objection/{filed.pk}/act/decide/"
    body = {"upheld": "False", "reason": "记录完整"}
    assert client.post(act, body).status_code == 403
    assert signed_in(town.street_secretary).post(act, body).status_code == 302
    filed.refresh_from_db()
    assert filed.state == ObjectionState.DECLINED


def test_everyone_of_the_list_is_a_member(town, member):
    assert set(published(town).lines.values_list("member", flat=True)) == set(
        Member.objects.values_list("pk", flat=True)
    )


def test_others_read_of_somebody_what_their_consent_names(town, member):
    """On every surface: the page, the program, the paper on the wall. Control: one's own line says all of it."""
    named, silent = (accepted(town.east, town.secretary, name=name) for name in ("王公开", "欧阳不"))
    give_consents(member=named, purposes=[ConsentPurpose.NAMED_NOTICE], by=named.user)
    for person in (named, silent):
        earned(person, town.clerk)
        earned(person, town.clerk, date(2026, 2, 3), quantity=3)
    notice = published(town)
    assert set(NoticeLine.objects.filter(notice=notice).values_list("year_points", flat=True)) == {0, 8}
    page = signed_in(member.user).get(reverse("member-publication", args=[notice.pk])).content.decode()
    paper = str(notice_sheet(notice).rows)
    lines = {line["id"]: line for line in Api(member.user).get(f"publications/{notice.pk}/lines/").json()["results"]}
    for text in (page, paper, str(list(lines.values()))):
        assert ("王公开" in text, "欧阳" in text, UNNAMED in text) == (True, False, True)
    assert "<td>8</td>" not in page
    assert "8" not in paper.replace("Decimal", "")
    assert {line["year_points"] for line in lines.values()} == {None, 0}
    own = signed_in(silent.user).get(reverse("member-publication", args=[notice.pk])).content.decode()
    assert "欧阳不（本人）" in own
    assert "<td>8</td>" in own
    mine = Api(silent.user).get(f"publications/{notice.pk}/lines/").json()["results"]
    assert [line["year_points"] for line in mine] == [None, None, 8]
