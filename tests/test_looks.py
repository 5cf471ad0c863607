"""Whoever is named to somebody stands in the record of looks: every address, opened by everybody who may, and every look by POST.

Rows that hang on one member of 东园社区 are planted (tests/canaries.py); where a reply names that person, the line that it
left must name them too.
"""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction

from orgtree.api import base
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.desk import find, looks
from orgtree.looks.services import access
from orgtree.models import AccessLog, Institution, User
from orgtree.people.services.people import appoint, create_user
from tests.canaries import CANARY, PHONE
from tests.visits import every_visit, hold, signed_in
from tests.walk import text_of
from volunteers.activities.pages import rolls
from volunteers.members.services.audited import member_keys
from volunteers.models import Member, TeamMember

pytestmark = pytest.mark.django_db
NAME = f"{CANARY}党员"
MARKS = (NAME, f"{CANARY}公示", PHONE)


DESK = "/desk/"


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


def office(town, planted) -> User:
    """A secretary, a street, an auditor and the unit's clerk in one person: one walk for all, for what a page names and records is
    asked of the page.
    """
    user = create_user(account="office", name="街道人", home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    appoint(holder_id=user.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
    hold(user, PostKind.AUDITOR, area=town.district)  # nobody would appoint this one to all
    hold(user, PostKind.UNIT_ORG, institution=Institution.objects.get(pk=planted["orgtree.institution"]))
    return user


READERS = {
    "insider": insider,
    "office": office,
}


def unrecorded(client, planted, urls, bodies=()) -> list[str]:
    """The addresses whose reply names the planted member and whose line in the record does not.

    `bodies` are pairs of an address and what is posted to it; what a post writes is taken back.
    """
    keys, found = keys_of(planted), []
    for url, body in [*((url, None) for url in urls), *bodies]:
        client.cookies.pop("messages", None)  # what an act said of the row ticked before, on a list that is recorded
        last = AccessLog.objects.order_by("-id").values_list("id", flat=True).first() or 0
        with transaction.atomic():
            shown = text_of(client.get(url) if body is None else client.post(url, body))
            named = any(mark in shown for mark in MARKS)
            if named and not AccessLog.objects.filter(id__gt=last, persons__overlap=list(keys)).exists():
                found.append(url)
            transaction.set_rollback(body is not None)
    return found


def keys_of(planted) -> set[str]:
    """Whose line must name the planted member; their number also stands for the liaison's and a wish's, which are those's own."""
    others = {f"liaison:{planted['volunteers.unitreportin']}", f"wish:{planted['cocon.wish']}"}
    others |= {f"booking:{planted['cocon.booking']}", f"unit_contact:{planted['cocon.unitcontact']}"}
    others |= {f"grid_staff:{planted['grids.staffterm']}", f"reviewed:{planted['assessments.reviewed']}"}
    return {*member_keys(Member.objects.get(pk=planted["volunteers.member"])), *others}


def posts(planted) -> Iterator[tuple[str, dict]]:
    """(address, body) of whatever shows persons by POST: numbers looked at, exports, choices of many rows, the desk's search."""
    why = {"reason": "核实情况"}
    for model, desk in admin.site._registry.items():
        pk, url = planted.get(model._meta.label_lower), f"/desk/{model._meta.app_label}/{model._meta.model_name}/"
        if pk is None:
            continue
        yield from ((f"{url}{pk}/act/{act.key}/", why) for act in desk.object_actions if shows(act))
        yield from ((url, {"action": act.key, ACTION_CHECKBOX_NAME: [pk]}) for act in getattr(desk, "bulk_acts", ()))
    yield "/desk/find/", {"q": NAME[:-1]}  # the page repeats what was looked for
    yield from ((f"{root}wishes/{planted['cocon.wish']}/phone/", why) for root in ("/m/", "/api/v1/"))


def shows(act) -> bool:
    return act.shows_result or act.permission in {P.PHONE_REVEAL, P.EXPORT}


@pytest.mark.parametrize("name", READERS)
def test_whoever_is_named_stands_in_the_record(name, town, planted, quick_refusals):
    """The insider's pages of the desk are the clerk's, which the office opens."""
    client, left_out = signed_in(READERS[name](town, planted)), DESK if name == "insider" else "nothing"
    urls = [url for url in every_visit(planted) if not url.startswith(left_out)]
    found = unrecorded(client, planted, urls, [one for one in posts(planted) if not one[0].startswith(left_out)])
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


def test_the_walk_finds_posts_that_record_nobody(town, planted, monkeypatch):
    client, bodies = signed_in(town.secretary), list(posts(planted))
    found = unrecorded(client, planted, [], bodies)
    assert not found, "\n".join(found)
    for place in (access, find):
        monkeypatch.setattr(place, "record_access", lambda **line: None)
    found = unrecorded(client, planted, [], bodies)
    assert {f"/desk/volunteers/member/{planted['volunteers.member']}/act/reveal/", "/desk/find/"} <= set(found)


def test_the_walk_finds_a_line_that_names_another(town, planted, monkeypatch):
    client, urls = signed_in(town.secretary), ["/desk/volunteers/member/"]
    monkeypatch.setattr(access, "persons_in", lambda rows: {"member:999999"})
    assert unrecorded(client, planted, urls) == urls
