"""Rounds, subjects, reports, extras and panels for the contract of acts and of makings."""

from datetime import timedelta

from django.utils import timezone

from assessments.models import Extra, PanelMember, RoundSubject
from assessments.rounds.choices import MemberState, ReportState, RoundState, SheetState
from assessments.rounds.models.rounds import LEFT_OUT, STANDS
from assessments.rounds.services.extras import extra_acts
from assessments.rounds.services.subjects import subject_acts
from orgtree.acts import make, perform_one
from orgtree.choices import AreaKind, PostKind
from orgtree.models import Area
from orgtree.people.services.people import appoint
from orgtree.tree.services.tree import create_area
from tests.assessments.results.world import let_publicity_pass
from tests.assessments.rounds import world
from tests.assessments.schemes.world import office


def in_round(*keys: str):
    """The street in a plain round after these acts."""
    return lambda town, member: world.subject(world.run_to(town, *keys), town.street)


def left_out(town, member) -> RoundSubject:
    row = world.subject(world.run_to(town), town.street)
    return perform_one(subject_acts, "leave_out", pk=row.pk, by=office(town), reason="新设街道")


def marking(town) -> dict:
    row = world.reporting(town)
    return {
        "subject": world.subject(row, town.street),
        "extra": Extra.objects.get(scheme=row.scheme, code="E1"),
        "times": 1,
        "document": "潍发〔2026〕3号",
    }


def marked(town, member):
    return make(extra_acts, "mark", by=office(town), **marking(town)).row


def of_member(*keys: str):
    """A sheet of the member's own, who comes from 城关街道 and checks 北关街道."""

    def build(town, member):
        appoint(holder_id=member.user_id, kind=PostKind.BUILDING_HEAD, area=town.east_building, by=None)
        return world.sheet(town, type(member.user).objects.get(pk=member.user_id), *keys)

    return build


def appointed(town, member) -> PanelMember:
    return world.on_panel(town, world.created(town), town.organisation)


def new_street(town) -> Area:
    """A street that came after the round was prepared."""
    said = {"kind": AreaKind.STREET, "code": "370702003000", "name": "西关街道"}
    return create_area(parent_id=town.district.pk, by=None, **said)


def adding(town, member) -> dict:
    row = world.created(town)
    return {"round": row, "area": new_street(town), "institution": None, "group": "街道"}


def decided_and_shown(town, member):
    """Its grades were shown long enough to be published."""
    row = world.run_to(town, "open", "close", "decide")
    let_publicity_pass(town, row)
    return row


MAKERS = {
    "assessments.round": {
        RoundState.CREATED: lambda town, member: world.run_to(town),
        RoundState.OPEN: lambda town, member: world.run_to(town, "open"),
        RoundState.CLOSED: lambda town, member: world.run_to(town, "open", "close"),
        RoundState.DECIDED: decided_and_shown,
        RoundState.PUBLISHED: lambda town, member: world.run_to(town, "open", "close", "decide", "publish"),
    },
    "assessments.roundsubject": {
        RoundState.CREATED: in_round(),
        RoundState.OPEN: in_round("open"),
        RoundState.CLOSED: in_round("open", "close"),
        LEFT_OUT: left_out,
    },
    "assessments.subjectextra": {STANDS: marked},
    "assessments.subjectreport": {
        ReportState.DUE: lambda town, member: world.report(town),
        ReportState.HANDED_IN: lambda town, member: world.report(town, "hand_in"),
        ReportState.RETURNED: lambda town, member: world.report(town, "hand_in", "send_back"),
    },
    "assessments.panelmember": {MemberState.ON: appointed},
    "assessments.panelsheet": {SheetState.DRAFT: of_member(), SheetState.SIGNED: of_member("sign")},
}
OFFICES = ("round", "roundsubject", "subjectextra", "panelmember", "panelsheet")
DESKS = {f"assessments.{noun}": lambda town: (office(town, "3"), office(town, "4")) for noun in OFFICES} | {
    "assessments.subjectreport": lambda town: (world.both(town, "1"), world.both(town, "2"))
}
WORDS = {
    "assessments.round.edit": {"title": "三级联创考评"},
    "assessments.round.arrange": {"meeting_place": "区委会议室"},
    "assessments.roundsubject.regroup": {"group": "城区街道"},
    "assessments.roundsubject.place": {"position": 2},
    "assessments.roundsubject.hear": {"questions": "网格力量怎样配强？"},
    "assessments.subjectreport.hand_in": {"text": world.TEXT, "file": None},
}
BEGINNINGS = {
    "assessments.round.begin": lambda town, member: world.said(town),
    "assessments.round.repeat": lambda town, member: {
        "before": world.run_to(town, "open", "close", "decide", "publish"),
        "year": world.YEAR + 1,
        "title": "",
        "reports_due": timezone.localdate() + timedelta(days=30),
        "fill": None,
    },
    "assessments.roundsubject.add": adding,
    "assessments.subjectextra.mark": lambda town, member: marking(town),
    "assessments.panelmember.appoint": lambda town, member: {"round": world.created(town), "user": town.organisation},
}
