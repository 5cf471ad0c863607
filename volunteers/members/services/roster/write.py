"""Writing a planned roster: a fixed number of statements per batch, whatever its length."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from orgtree.acts import Noted, note_first, note_steps
from orgtree.sheets.declaring import Plan, Request
from volunteers.declare import report_ins_accepted
from volunteers.members.choices.pair import PairState
from volunteers.members.choices.report_in import ReportInOrigin, ReportInState
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Member
from volunteers.members.models.pair import MemberPair
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.consents import texts_in_force
from volunteers.members.services.pair_acts import pairs
from volunteers.members.services.report_in_acts import put, report_ins
from volunteers.members.services.roster.line import Line

BATCH = 500


@transaction.atomic
def write_roster(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Carry the plan out: people, report-ins, consents on paper, skills, and what follows from being accepted."""
    lines: list[Line] = plan.work
    _write_members(lines, request)
    progress(len(lines) // 3)
    accepted = [line.report_in for line in _write_report_ins(lines, request)]
    progress(len(lines) // 2)
    _write_consents(lines)
    _write_skills(lines)
    _write_apart(lines, request)
    report_ins_accepted.run(report_ins=accepted, by=request.by)
    progress(len(lines))


def _write_members(lines: list[Line], request: Request) -> None:
    new = [line for line in lines if line.member is None]
    known = [line for line in lines if line.member and (line.changes or line.joins)]
    for line in new:
        line.member = Member(name=line.name)
    for line in (*new, *known):
        _fill_member(line, request)
    Member.objects.bulk_create([line.member for line in new], batch_size=BATCH)
    columns = ["phone", "phone_hash", "unit_name", "free_times", "interests", "area"]
    Member.objects.bulk_update([line.member for line in known], columns, batch_size=BATCH)


def _fill_member(line: Line, request: Request) -> None:
    member = line.member
    if line.phone and not member.phone:
        member.set_phone(line.phone)
    if line.unit_name:
        member.unit_name = line.unit_name
    if line.free_times is not None:
        member.free_times = line.free_times
    if line.interests is not None:
        member.interests = line.interests
    if line.place:
        member.area = line.place
    elif line.joins:
        member.area = request.area


def _write_report_ins(lines: list[Line], request: Request) -> list[Line]:
    """The lines whose report-in becomes accepted by this roster."""
    now = timezone.now()
    new = [line for line in lines if line.joins]
    waiting = [line for line in lines if line.is_accepted]
    changed = [line for line in lines if not line.joins and line.changes]
    for line in new:
        line.report_in = _begun_report_in(line, request, now)
    placed = [line for line in (*new, *changed) if line.place and line.report_in.area_id != line.place.pk]
    steps = [*_accept_lines([*new, *waiting], request, now), *_place_lines(placed, request, now)]
    for line in (*new, *changed):
        line.report_in.residence = line.residence or line.report_in.residence
    ReportIn.objects.bulk_create([line.report_in for line in new], batch_size=BATCH)
    columns = ["state", "state_before", "accepted_at", "decided_by", "area", "gridded_at", "residence"]
    ReportIn.objects.bulk_update([line.report_in for line in changed], columns, batch_size=BATCH)
    note_steps(report_ins, steps)
    return [*new, *waiting]


def _begun_report_in(line: Line, request: Request, now: datetime) -> ReportIn:
    """The unsaved report-in of somebody who joins by this roster."""
    return ReportIn(
        member=line.member,
        community=request.area,
        area=request.area,
        origin=ReportInOrigin.ROSTER,
        submitted_at=now,
    )


def _accept_lines(lines: list[Line], request: Request, now: datetime) -> list[Noted]:
    """Accept the report-ins of the lines, unsaved; the steps to note."""
    steps = []
    for line in lines:
        report_in = line.report_in
        was = report_in.state if line.is_accepted else ""
        report_in.state, report_in.accepted_at, report_in.decided_by = ReportInState.ACCEPTED, now, request.by
        steps.append(Noted(report_in, "accept", was, ReportInState.ACCEPTED, request.by, now))
    return steps


def _place_lines(lines: list[Line], request: Request, now: datetime) -> list[Noted]:
    """Put the report-ins of the lines into their grid or building, unsaved; the steps to note."""
    steps = []
    for line in lines:
        was = line.report_in.state
        put(line.report_in, line.place, now)
        steps.append(Noted(line.report_in, "place", was, line.report_in.state, request.by, now, str(line.place)))
    return steps


def _write_consents(lines: list[Line]) -> None:
    """Note the paper consent to what registration needs, where the same words are not agreed to already."""
    texts = [text for text in texts_in_force() if text.required]
    ids = [line.member.pk for line in lines]
    given = set(
        Consent.objects.filter(member__in=ids, text__in=texts, withdrawn_at__isnull=True).values_list("member", "text")
    )
    now = timezone.now()
    Consent.objects.bulk_create(
        [
            Consent(member_id=member, text=text, on_paper=True, given_at=now)
            for member in ids
            for text in texts
            if (member, text.pk) not in given
        ],
        batch_size=BATCH,
    )


def _write_apart(lines: list[Line], request: Request) -> None:
    """Whom the uploader told apart is not asked about again."""
    now = timezone.now()
    said = [
        MemberPair(member=other, other=line.member, state=PairState.APART, entered_by=request.by, entered_at=now)
        for line in lines
        for other in line.apart
    ]
    note_first(pairs, "tell_apart", *MemberPair.objects.bulk_create(said, batch_size=BATCH), by=request.by)


def _write_skills(lines: list[Line]) -> None:
    changed = [
        line for line in lines if line.skills is not None and any(change[0] == "特长" for change in line.changes)
    ]
    links = Member.skills.through
    links.objects.filter(member__in=[line.member.pk for line in changed]).delete()
    links.objects.bulk_create(
        [links(member_id=line.member.pk, skill_id=skill.pk) for line in changed for skill in line.skills],
        batch_size=BATCH,
    )
