"""Cases for the contract of acts and of makings: rows in every state, each begun by somebody of the street."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from grids.cases.choices import CaseState, LegState, RequestState
from grids.cases.services.opening import Told
from grids.cases.services.requests import request_acts
from grids.models import Case, OutsideMatter
from orgtree.acts import make, perform_one
from orgtree.models import Area, Institution
from tests.grids.cases import world

TOLD = Told(source="resident", asker="张女士", phone="13812345678", channel="phone")
OTHER = "另一个部门"
ANOTHER = "另一件事"


def case(town):
    """Beside another case and another unit, which acts name."""
    world.case(town, title=ANOTHER)
    world.department(town, OTHER)
    return world.case(town, told=TOLD)


def at(town) -> world.Department:
    return world.department(town)


def taken(town):
    return world.do("take", world.accepted(town, case(town)), town.street_secretary)


def returned(town):
    unit = at(town)
    row = world.signed(town, unit, case(town))
    world.do_leg("give_back", world.lead_of(row), unit.clerk, return_kind="other", reason="不属职责")
    row.refresh_from_db()
    return row


def rated(town):
    row = world.replied(town, at(town), case(town))
    for report in row.reports.all():
        report.was_contacted, report.stars, report.rated_at = True, 5, timezone.now()
        report.save()
    Case.objects.filter(pk=row.pk).update(state=CaseState.RATED)
    row.refresh_from_db()
    return row


def merged(town):
    row = case(town)
    return world.do("merge", row, town.street_secretary, into=Case.objects.get(title=ANOTHER))


def leg_in(state: str):
    def build(town, member):
        unit = world.department(town, holder=member.user)
        make_row = {LegState.GIVEN: world.assigned, LegState.SIGNED: world.signed}[state]
        return world.lead_of(make_row(town, unit, world.case(town)))

    return build


def report_told(town, member):
    return case(town).reports.get()


def report_replied(town, member):
    return world.replied(town, at(town), case(town)).reports.get()


def asked(town, member):
    """A case of the grid: its community decides."""
    row = world.accepted(town, world.case(town, code="0105"))
    said = {"case": row, "kind": "wait", "number": None, "words": "等待产权单位确认"}
    return make(request_acts, "ask", by=town.street_secretary, **said).row


def approved(town, member):
    return perform_one(request_acts, "approve", pk=asked(town, member).pk, by=town.clerk)


MAKERS = {
    "grids.case": {
        CaseState.REPORTED: lambda town, member: case(town),
        CaseState.ACCEPTED: lambda town, member: world.accepted(town, case(town)),
        CaseState.ASSIGNED: lambda town, member: world.assigned(town, at(town), case(town)),
        CaseState.HANDLING: lambda town, member: taken(town),
        CaseState.RETURNED: lambda town, member: returned(town),
        CaseState.DONE: lambda town, member: world.done(town, at(town), case(town)),
        CaseState.VERIFIED: lambda town, member: world.verified(town, at(town), case(town)),
        CaseState.RATED: lambda town, member: rated(town),
        CaseState.CLOSED: lambda town, member: world.closed(town, at(town), case(town)),
        CaseState.MERGED: lambda town, member: merged(town),
    },
    "grids.leg": {state: leg_in(state) for state in (LegState.GIVEN, LegState.SIGNED)},
    "grids.report": {"told": report_told, "replied": report_replied},
    "grids.caserequest": {RequestState.ASKED: asked, RequestState.APPROVED: approved},
}
WORDS = {
    "grids.case.not_ours": lambda: {"outside": OutsideMatter.objects.get(code="police")},
    "grids.case.assign": lambda: {"lead": Institution.objects.get(name=OTHER)},
    "grids.case.assist": lambda: {"unit": Institution.objects.get(name=OTHER)},
    "grids.case.reclassify": lambda: {"category": world.category("0206")},
    "grids.case.move": lambda: {"area": Area.objects.get(name="东园二网格")},
    "grids.case.merge": lambda: {"into": Case.objects.get(title=ANOTHER)},
    "grids.report.rate": {"was_contacted": True, "is_solved": True, "stars": 5},
}
BEGINNINGS = {
    "grids.case.enter": lambda town, member: {
        "category": world.category(),
        "area": town.east,
        "client_key": UUID(int=7),
        "told_at": timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=5),
        "phone": "",
        **world.WORDS,
    },
    "grids.caserequest.ask": lambda town, member: {
        "case": world.accepted(town),
        "kind": "wait",
        "words": "等待产权单位确认",
    },
    "grids.case.split": lambda town, member: {
        "parent": world.accepted(town),
        "category": world.category("0207"),
        "title": "补好灯杆下的路面",
        "words": "灯杆下路面塌陷，请一并修补",
    },
    "grids.sending.send": lambda town, member: {
        "leg": leg_in(LegState.SIGNED)(town, member),
        "words": "请街道配合到现场",
    },
    "grids.caserequest.ask_for_unit": lambda town, member: {
        "leg": leg_in(LegState.SIGNED)(town, member),
        "kind": "wait",
        "words": "等待配件到货",
    },
}
