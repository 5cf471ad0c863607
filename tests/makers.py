"""What the contract of acts needs: rows of each noun in each state that an act may leave, who decides, which answers.

A subject with many of them has a file of its own beside its tests.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.utils import timezone

import assessments.rooms
import cocon.rooms
import grids.rooms
from orgtree.acts import make, perform, perform_one
from orgtree.choices import InstitutionKind, PostKind, RunState, TaskState
from orgtree.models import Area, Run, Task
from orgtree.people.services.people import appoint
from orgtree.runs.models import UNFINISHED
from orgtree.units.services.institutions import create_institution
from tests.orgtree import makers as orgtree
from tests.subjects import parts_of
from tests.town import Town
from tests.volunteers.activities import makers as activities
from tests.volunteers.duties import makers as duties
from tests.volunteers.emergencies import makers as emergencies
from tests.volunteers.feedback import makers as feedback
from tests.volunteers.home import makers as home
from tests.volunteers.members import makers as members
from tests.volunteers.people import accepted, at, kind, logged
from tests.volunteers.recognition import makers as recognition
from tests.volunteers.standing import makers as standing
from tests.volunteers.teams import makers as teams
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import (
    CertificateState,
    CheckInState,
    HourChangeState,
    ServiceState,
    UnitReportInState,
)
from volunteers.members.services.unit_report_ins import unit_report_ins
from volunteers.models import Certificate, HourChange, Member
from volunteers.recognition.services.certificates import certificates
from volunteers.service.services.hour_changes import hour_changes
from volunteers.service.services.service_records import confirm_services, service_acts


def confirmed(town, member):
    record = logged(member, 9, 11)
    confirm_services(record_ids=[record.pk], by=town.clerk)
    return record


def proposed(town, member, **changes) -> HourChange:
    asked = {"started_at": at(9), "ended_at": at(12), "reason": "少记了一小时"} | changes
    return make(hour_changes, "propose", record=confirmed(town, member), by=member.user, **asked).row


def requested(town, member) -> Certificate:
    return make(certificates, "ask", **stretch_of(confirmed(town, member)), by=member.user).row


def issued(town, member) -> Certificate:
    sheet = requested(town, member)
    perform(certificates, "issue", ids=[sheet.pk], by=town.clerk)
    sheet.refresh_from_db()
    return sheet


def sent_back(town, member):
    record = logged(member, 9, 11)
    perform(service_acts, "reject", ids=[record.pk], by=town.clerk, reason="请写明地点")
    record.refresh_from_db()
    return record


def confirmed_now(town, member):
    record = confirmed(town, member)
    record.refresh_from_db()
    return record


def filed(town, member, act: str = "", **said):
    """A unit's report-in; after the act, if one is named."""
    unit = create_institution(name=f"单位{member.pk}", kind=InstitutionKind.SCHOOL, area=town.street, by=None)
    fields = {"party_org": "党支部", "head": "赵试", "liaison": "钱试"}
    row = make(unit_report_ins, "file", unit=unit, community=town.east, by=town.clerk, **fields).row
    return perform_one(unit_report_ins, act, pk=row.pk, by=town.clerk, **said) if act else row


def said(town, member, act: str = "", **words):
    """A check-in of the half-year; after the act, if one is named."""
    row = make(check_in_acts, "submit", kind="half_year", by=member.user).row
    return perform_one(check_in_acts, act, pk=row.pk, by=town.clerk, **words) if act else row


def run_of(state: str):
    """A run of the member's own in this state."""

    def make(town, member) -> Run:
        ended = {} if state in UNFINISHED else {"ended_at": timezone.now()}
        return Run.objects.create(kind="upstairs.keeping", area=town.east, created_by=member.user, state=state, **ended)

    return make


# {noun: {state: make(town, member)}}
def task_in(state: str):
    """A task of the community for its grid, whose worker the member is."""

    def make(town, member) -> Task:
        appoint(holder_id=member.user_id, kind=PostKind.GRID_WORKER, area=town.east_grid, by=None)
        now = timezone.now()
        stood = {"due_at": now + timedelta(days=9), "state": state}
        if state in (TaskState.REPORTED, TaskState.CONFIRMED):
            stood |= {"result": "已逐户走访", "reported_by": member.user, "reported_at": now}
        if state == TaskState.CONFIRMED:
            stood |= {"decided_by": town.secretary, "decided_at": now}
        return Task.objects.create(
            title="走访独居老人",
            asked="逐户走访，登记需求",
            owner_kind=PostKind.GRID_WORKER,
            area=town.east_grid,
            giver_area=town.east,
            given_by=town.street_secretary,
            **stood,
        )

    return make


MAKERS = {
    "orgtree.task": {state: task_in(state) for state in TaskState},
    "orgtree.run": {state: run_of(state) for state in RunState},
    "volunteers.checkin": {
        CheckInState.SUBMITTED: said,
        CheckInState.ACCEPTED: partial(said, act="accept"),
        CheckInState.RETURNED: partial(said, act="return", reason="请写具体"),
    },
    "volunteers.unitreportin": {
        UnitReportInState.SUBMITTED: filed,
        UnitReportInState.RETURNED: partial(filed, act="return", reason="请补充联络员"),
        UnitReportInState.ACCEPTED: partial(filed, act="accept"),
    },
    "volunteers.servicerecord": {
        ServiceState.SUBMITTED: lambda town, member: logged(member, 9, 11),
        ServiceState.REJECTED: sent_back,
        ServiceState.CONFIRMED: confirmed_now,
    },
    "volunteers.hourchange": {HourChangeState.PROPOSED: proposed},
    "volunteers.certificate": {CertificateState.REQUESTED: requested, CertificateState.ISSUED: issued},
}

MAKERS |= activities.MAKERS | duties.MAKERS | emergencies.MAKERS | feedback.MAKERS | home.MAKERS | members.MAKERS
MAKERS |= orgtree.MAKERS | recognition.MAKERS | standing.MAKERS | teams.MAKERS
# The subjects of the apps above bring their own.
UPPER = [
    part
    for app in (cocon, grids, assessments)
    for part in parts_of(f"tests.{app.__name__}", app.rooms.SUBJECTS, "makers")
]
for part in UPPER:
    MAKERS |= part.MAKERS

# {noun, or noun.act: two at the desk who may decide}, where they are not the secretary and the clerk of the community.
DESKS: dict = {**emergencies.DESKS, **feedback.DESKS, **orgtree.DESKS, **standing.DESKS}
for part in UPPER:
    DESKS |= getattr(part, "DESKS", {})

# {noun.act: the row on which it is judged}, where it cannot share that of its state with other acts.
ROWS: dict[str, Callable[[Town, Member], Any]] = {
    "volunteers.servicerecord.vouch": lambda town, member: logged(member, 9, 11, code="S02"),
    "volunteers.hourchange.vouch": lambda town, member: proposed(town, member, kind=kind("S02")),
    **standing.ROWS,
}
for part in UPPER:
    ROWS |= getattr(part, "ROWS", {})

# {noun.act: answers, or what gives them}, where any answer will not do.
WORDS: dict[str, dict | Callable[[], dict]] = {
    "orgtree.task.tell_progress": {"told": "12"},
    "orgtree.task.assist": lambda: {
        "assist_area": Area.objects.get(name="东园社区"),
        "assist_kind": PostKind.POINTS_CLERK,
    },
    "orgtree.task.extend": {"due_on": timezone.localdate() + timedelta(days=30)},
    "volunteers.unitreportin.resubmit": {"phone": ""},
    **duties.WORDS,
    **emergencies.WORDS,
    **feedback.WORDS,
    **members.WORDS,
    **orgtree.WORDS,
    **standing.WORDS,
}


def pair_with(town: Town, member: Member) -> dict:
    """The member, and somebody of their name in the same community."""
    return {"member": member, "other": accepted(town.east, town.street_secretary, name=member.name)}


# {noun.act: the answers with which a row begins}, where a declared making asks for them (tests/test_making.py).
BEGINNINGS: dict[str, Callable[[Town, Member], dict]] = {
    "volunteers.checkin.submit": lambda town, member: {"member": member, "kind": "half_year"},
    "volunteers.servicerecord.log": lambda town, member: {
        "member": member,
        "kind": kind(),
        "started_at": at(9),
        "ended_at": at(11),
        "note": "整理社区图书室",
        "client_key": uuid4(),
    },
    "volunteers.hourchange.propose": lambda town, member: {
        "record": confirmed(town, member),
        "started_at": at(9),
        "ended_at": at(12),
        "reason": "少记了一小时",
    },
    "volunteers.unitreportin.file": lambda town, member: {
        "unit": create_institution(name="第一中学", kind=InstitutionKind.SCHOOL, area=town.street, by=None),
        "community": town.east,
        "party_org": "第一中学党支部",
        "head": "赵试",
        "liaison": "钱试",
        "phone": "",
    },
    "volunteers.memberpair.propose": pair_with,
    "volunteers.memberpair.tell_apart": pair_with,
    "volunteers.datarequest.ask": lambda town, member: {"kind": "correct", "text": "手机号要换成新号码"},
    "volunteers.certificate.ask": lambda town, member: stretch_of(confirmed(town, member)),
    "volunteers.certificate.issue_for": lambda town, member: {
        "member": member,
        "since": confirmed(town, member).served_on,
        "until": timezone.localdate(),
    },
    **activities.BEGINNINGS,
    **duties.BEGINNINGS,
    **orgtree.BEGINNINGS,
    **recognition.BEGINNINGS,
}
for part in UPPER:
    WORDS |= getattr(part, "WORDS", {})
    BEGINNINGS |= getattr(part, "BEGINNINGS", {})


def stretch_of(record) -> dict:
    return {"since": record.served_on, "until": record.served_on, "purpose": "评优"}
