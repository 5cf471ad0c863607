"""Who reads what of a case: the department that leads, one that helps, one that gave it back and one of no concern, the other street,
the community next door, the worker of another grid, a resident with the code of another matter.

Each asks every address of 网格治理 for the planted rows, by their id and in lists; what they are shown is compared word by word
with what is theirs to read.
"""

import pytest
from django.test import Client
from django.utils import timezone

from config.api import router
from grids.cases.services.opening import Told
from grids.doors.services import following
from grids.models import Case, CaseRequest, Leg, Report, Whistle, WhistleLeg
from orgtree.choices import PostKind
from orgtree.models import Institution, ScopedQuerySet, User
from orgtree.people.services.people import appoint, create_user
from tests.canary import CANARY
from tests.grids.canaries import NAMES
from tests.grids.cases import world
from tests.visits import join, signed_in, visits
from tests.walk import text_of

pytestmark = pytest.mark.django_db
# What stands on the rows of the units that help and that gave the case back, beside the words of tests/grids/*/canaries.py.
HELP, HELP_ASKED, FORMER, GIVEN_BACK = "协助要求", "协助申请", "前次要求", "前次退回"
WORDS = (*NAMES, HELP, HELP_ASKED, FORMER, GIVEN_BACK)
OURS = (
    "/u/cases/",
    "/u/whistles/",
    "/g/cases/",
    "/cases/",
    "/whistles/",
    "/grid-index/",
    "/grids/",
    "/tell/",
    "/open311/",
)
OF_THE_LEAD = {"案情", "承办", "吹哨"}
ON_THE_CARD = {"四至"}  # of a grid: anybody's to read


@pytest.fixture
def unit(planted) -> Institution:
    return Institution.objects.get(pk=planted["orgtree.institution"])


@pytest.fixture
def case(planted) -> Case:
    return Case.objects.get(pk=planted["grids.case"])


def clerk_of(unit: Institution) -> User:
    clerk = create_user(account=f"bumen-{unit.pk}", name=f"{unit.name}经办", home=unit.area, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.DEPARTMENT, institution=unit, by=None)
    return clerk


def department(town, name: str) -> Institution:
    return Institution.objects.create(name=name, kind="authority", area=town.district)


def leg_of(unit, case, town, **fields) -> Leg:
    """A part of the planted case that lies with the unit, or lay."""
    now = timezone.now()
    return Leg.objects.create(
        case=case, institution=unit, given_by=town.secretary, given_at=now, **{"holder": unit} | fields
    )


@pytest.fixture
def helper(town, case) -> User:
    """Of a department that helps, and has asked for time."""
    unit = department(town, "区住建局")
    leg = leg_of(unit, case, town, role="assist", state="given", asked=f"{CANARY}{HELP}")
    words = f"{CANARY}{HELP_ASKED}"
    CaseRequest.objects.create(
        case=case, leg=leg, kind="wait", words=words, asked_by=town.clerk, asked_at=timezone.now()
    )
    return clerk_of(unit)


@pytest.fixture
def former(town, case) -> User:
    """Of a department that led and gave it back."""
    unit, now = department(town, "区水务局"), timezone.now()
    words = {"asked": f"{CANARY}{FORMER}", "reason": f"{CANARY}{GIVEN_BACK}"}
    leg_of(unit, case, town, state="returned", holder=None, ended_by=town.clerk, ended_at=now, **words)
    return clerk_of(unit)


def foreign(town) -> User:
    return clerk_of(department(town, "区税务局"))


def other_street(town) -> User:
    return seated(town, "beiguan", PostKind.STREET_COMMITTEE, town.other_street)


def next_door(town) -> User:
    return town.west_secretary


def other_grid(town) -> User:
    return seated(town, "erwangge", PostKind.GRID_WORKER, town.east_grid_two)


def seated(town, account, kind, area) -> User:
    user = create_user(account=account, name=account, home=town.district, by=None)
    appoint(holder_id=user.pk, kind=kind, area=area, by=None)
    return user


STRANGERS = {make.__name__: make for make in (foreign, other_street, next_door, other_grid)}


def addresses(planted, *, only: tuple[str, ...] = ()) -> list[str]:
    """Every address of this app, filled in for each part of the case, or those that begin so."""
    api = [f"/api/v1/{name}/" for name, view, _ in router.registry if view.__module__.startswith("grids.")]
    ours = only or (*OURS, "/desk/grids/", *api)
    parts = [planted | {"grids.leg": pk} for pk in Leg.objects.values_list("pk", flat=True)]
    parts += [planted | {"grids.caserequest": pk} for pk in CaseRequest.objects.values_list("pk", flat=True)]
    return sorted({url for part in parts for url, _ in visits(part) if url.startswith(ours)})


def seen(client, urls) -> dict[str, set[str]]:
    """{planted word: the addresses that show it}."""
    found: dict[str, set[str]] = {}
    for url in urls:
        shown = text_of(client.get(url))
        for word in WORDS:
            if f"{CANARY}{word}" in shown:
                found.setdefault(word, set()).add(url)
    return found


def test_each_department_reads_what_is_its_own_and_whom_it_does_not_concern_reads_nothing(
    town, planted, unit, helper, former
):
    """One person with the posts of all; what they are shown each alone is asked for. What the community answers is said in all its grids."""
    people = {name: make(town) for name, make in STRANGERS.items()}
    people |= {"lead": clerk_of(unit), "helper": helper, "former": former}
    who = join(people, town.district)
    found = seen(who.client, addresses(planted))
    shown = sorted({url for urls in found.values() for url in urls})
    read = {name: set(seen(client, shown)) for name, client in who.parts.items()}
    departments = {"lead": OF_THE_LEAD, "helper": {"案情", HELP, HELP_ASKED}, "former": set()}
    assert read == dict.fromkeys(STRANGERS, set()) | {"other_grid": {"口径"}} | departments


def test_a_department_that_was_whistled_for_reads_the_whistle_and_its_own_answer(town, planted, case):
    """It is called to a place: it reads why and what the case is about, neither the part of the lead nor who asked."""
    unit = department(town, "区应急局")
    called = WhistleLeg.objects.create(
        whistle=Whistle.objects.get(case=case), unit=unit, called_at=timezone.now(), answer=f"{CANARY}{HELP}"
    )
    found = seen(signed_in(clerk_of(unit)), addresses(planted | {"grids.whistleleg": called.pk}))
    assert set(found) <= {"案情", "吹哨", HELP}, found
    assert {"吹哨", HELP} <= set(found)
    assert all(url.startswith(("/u/whistles/", "/api/v1/whistle")) for urls in found.values() for url in urls), found


def test_the_community_itself_reads_all_of_it(town, planted, helper, former):
    """Else the walk above would find nothing because there is nothing to find."""
    assert set(WORDS) - set(seen(signed_in(town.secretary), addresses(planted))) == set()


def test_a_resident_with_the_code_of_another_matter_reads_their_own_alone(town, planted, case):
    own = world.case(
        town, area=town.west_grid, title="西园路灯", told=Told(source="resident", channel="page")
    ).reports.get()
    urls = addresses(planted, only=("/cases/", "/tell/", "/open311/", "/grids/"))
    asker = Client()
    page = asker.get(following.page_of(own)).url
    assert set(seen(asker, [page, *urls])) <= ON_THE_CARD
    code = following.code_of(own)
    for number, given in ((case.number, code), (own.case.number, following.code_of(planted_report(planted)))):
        reply = Client().post("/cases/find/", {"number": number, "code": given})
        assert reply.status_code == 200
        assert CANARY not in text_of(reply)
    assert Client().post("/cases/find/", {"number": own.case.number, "code": code})["Location"] == page


def planted_report(planted) -> Report:
    return Report.objects.get(pk=planted["grids.report"])


# --- Negative controls: planted leaks ------------------------------------------------------------------------------------

OF_UNITS = ("/u/cases/", "/api/v1/case-legs/", "/api/v1/case-requests/")


def test_control_a_part_that_is_read_after_it_was_given_back_is_found(planted, former, monkeypatch):
    urls = addresses(planted, only=OF_UNITS)
    assert seen(signed_in(former), urls) == {}
    monkeypatch.setattr(Leg, "scope_institution", "institution")
    assert {"案情", FORMER, GIVEN_BACK} <= set(seen(signed_in(former), urls))


def test_control_parts_of_every_unit_on_a_departments_pages_are_found(town, planted, helper, monkeypatch):
    urls, client = addresses(planted, only=OF_UNITS), signed_in(foreign(town))
    assert seen(client, urls) == {}
    monkeypatch.setattr(ScopedQuerySet, "allowed", lambda self, user, permission: self.all())
    assert {"案情", "承办", HELP} <= set(seen(client, urls))


def test_control_one_code_for_all_reports_is_found(town, case, monkeypatch):
    monkeypatch.setattr(following, "code_of", lambda report: "1234 5678")
    reply = Client().post("/cases/find/", {"number": case.number, "code": "1234 5678"})
    assert reply.status_code == 302
