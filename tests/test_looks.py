"""Whoever is named to somebody stands in the record of looks: every address, opened by everybody who may.

Rows that hang on one member of 东园社区 are planted (tests/canaries.py); where a reply names that person, the line that it
left must name them too.
"""

import pytest
from django.test import Client

from orgtree.api import base
from orgtree.choices import PostKind
from orgtree.desk import looks
from orgtree.looks.services import access
from orgtree.models import AccessLog, Institution, User
from orgtree.people.services.people import appoint, create_user
from tests.canaries import CANARY, PHONE
from tests.visits import every_visit
from tests.walk import text_of
from volunteers.activities.pages import rolls
from volunteers.members.services.audited import member_keys
from volunteers.models import Member, TeamMember

pytestmark = pytest.mark.django_db
NAME = f"{CANARY}党员"
MARKS = (NAME, f"{CANARY}公示", PHONE)


def insider(town, planted) -> User:
    """A member of the same team, who sees who is in it, and the clerk of the unit, which receives sheets about its members."""
    user = create_user(name="东园党员", phone="13922224444", by=None)
    member = Member.objects.create(user=user, name="东园党员", unit_name="东园单位", area=town.east_grid)
    place = TeamMember.objects.get(pk=planted["volunteers.teammember"])
    TeamMember.objects.create(
        team=place.team, member=member, place=place.place, asked_at=place.asked_at, since=place.since
    )
    unit = Institution.objects.get(pk=planted["orgtree.institution"])
    appoint(holder_id=user.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    return user


READERS = {
    "secretary": lambda town, planted: town.secretary,
    "insider": insider,
}


def unrecorded(client, planted, urls) -> list[str]:
    """The addresses whose reply names the planted member and whose line in the record does not."""
    member = Member.objects.get(pk=planted["volunteers.member"])
    keys, found = member_keys(member), []
    for url in urls:
        last = AccessLog.objects.order_by("-id").values_list("id", flat=True).first()
        if any(mark in text_of(client.get(url)) for mark in MARKS):
            seen = AccessLog.objects.filter(id__gt=last, persons__overlap=keys)
            found += [] if seen.exists() else [url]
    return found


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", READERS)
def test_whoever_is_named_stands_in_the_record(name, town, planted):
    client = signed_in(READERS[name](town, planted))
    found = unrecorded(client, planted, every_visit(planted))
    assert not found, "\n".join(found)


# --- Negative controls: pages that name somebody and record nobody, planted for the walk to find -----------------------


def in_silence(monkeypatch, *places) -> None:
    for place in places:
        monkeypatch.setattr(place, "record_shown", lambda **line: None)


def test_the_walk_finds_pages_that_record_nobody(town, planted, monkeypatch):
    client, member = signed_in(town.secretary), planted["volunteers.member"]
    desk = ["/desk/volunteers/member/", f"/desk/volunteers/member/{member}/change/"]
    desk += [f"/desk/volunteers/member/{member}/history/"]
    api = ["/api/v1/members/", f"/api/v1/members/{member}/"]
    roll = f"/roll/{planted['volunteers.activitysession']}/"
    urls = [*desk, *api, roll]
    assert unrecorded(client, planted, urls) == []
    in_silence(monkeypatch, looks, base, rolls)
    assert unrecorded(client, planted, urls) == urls


def test_the_walk_finds_a_line_that_names_another(town, planted, monkeypatch):
    client, urls = signed_in(town.secretary), ["/desk/volunteers/member/"]
    monkeypatch.setattr(access, "persons_in", lambda rows: {"member:999999"})
    assert unrecorded(client, planted, urls) == urls
