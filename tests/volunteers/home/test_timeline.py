"""The timeline of a community: what was done, by month, without names; photos only with consent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cocon.wishes.services.wishes import wishes
from orgtree.acts import perform_one
from orgtree.files.shown import file_url
from tests.cocon.wishes.test_wishes import fulfilled
from tests.volunteers.gatherings import announced, joined, put_back, there
from tests.volunteers.people import accepted, logged
from tests.volunteers.service.test_photos import picture
from volunteers.activities.services.rolls import submit_roll
from volunteers.choices import ConsentPurpose
from volunteers.members.services.members import give_consents, withdraw_consent
from volunteers.service.services.service_records import confirm_services
from volunteers.teams.services.teams import create_team

pytestmark = pytest.mark.django_db


def text(reply) -> str:
    return reply.content.decode()


def page(town) -> str:
    return reverse("timeline", args=[town.east.pk])


def test_what_was_done_is_told_and_by_whom_is_not(town, own, member):
    perform_one(wishes, "close", pk=fulfilled(town, member).pk, by=town.clerk)
    create_team(area=town.east_grid, name="红马甲", kind="general", founded_on=timezone.localdate(), by=town.clerk)
    session = announced(town.east, town.clerk)
    joined(session, member)
    session = put_back(session)
    there(session, member, by=town.clerk)
    submit_roll(session_id=session.pk, by=town.clerk)
    confirm_services(record_ids=[logged(member, 14, 15, good_deeds=2).pk], by=town.clerk)
    shown = text(own.get(page(town)))
    for words in ("换楼道灯泡，帮助1人", "红马甲成立", "楼道清扫，1名党员参加", "好事实事<b>2</b>件"):
        assert words in shown
    assert member.name not in shown


def test_only_neighbours_and_desks_see_it(town, own, client):
    assert own.get(page(town)).status_code == 200
    assert own.get(reverse("timeline", args=[town.west.pk])).status_code == 404
    for user, code in ((town.street_secretary, 200), (town.west_secretary, 404), (town.auditor, 404)):
        client.force_login(user)
        assert client.get(page(town)).status_code == code
    far = accepted(town.west, town.west_secretary)
    client.force_login(far.user)
    assert client.get(page(town)).status_code == 404


def test_photos_need_consent_and_go_with_it(town, own, member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    record = logged(member, photo=picture())
    address = file_url("timeline-photo", record.pk)
    give_consents(member=member, purposes=[ConsentPurpose.PHOTO], by=member.user)
    assert own.get(address).status_code == 404  # not confirmed
    confirm_services(record_ids=[record.pk], by=town.clerk)
    assert address in text(own.get(page(town)))
    assert own.get(address).getvalue().startswith(b"\xff\xd8")
    withdraw_consent(member=member, purpose=ConsentPurpose.PHOTO, by=member.user)
    assert own.get(address).status_code == 404
    assert address not in text(own.get(page(town)))


def test_it_costs_the_same_for_many(town, own, member):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert own.get(page(town)).status_code == 200
        return len(asked)

    perform_one(wishes, "close", pk=fulfilled(town, member).pk, by=town.clerk)
    before = cost()
    for number in range(5):
        perform_one(wishes, "close", pk=fulfilled(town, member, title=f"第{number}个").pk, by=town.clerk)
    assert cost() == before


def test_the_desk_leads_to_the_timelines(town, client):
    client.force_login(town.clerk)
    assert 'href="/timeline/"' in text(client.get("/desk/reading/"))
    assert client.get("/timeline/").url == page(town)  # the only one
    client.force_login(town.street_secretary)
    shown = text(client.get("/timeline/"))
    assert town.east.name in shown
    assert town.west.name in shown
    shown = text(client.get("/timeline/", {"q": town.west.name}))
    assert town.west.name in shown
    assert page(town) not in shown
    client.force_login(accepted(town.east, town.secretary).user)
    assert client.get("/timeline/").status_code == 404
