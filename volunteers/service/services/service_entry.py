"""How a record of service comes to be: the same checks for one from a phone and for thousands from a workbook."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.prepared import Prepared
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.owned.models import covers
from orgtree.scope.models.keys import AmongKeys
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.points.services.rule_sets import RuleBook
from volunteers.service.choices import ServiceOrigin
from volunteers.service.models.service import COUNTING, ServiceKind, ServiceRecord
from volunteers.service.rules.service import Limits, Span, check_span
from volunteers.teams.models import TeamMember

BATCH = 1000
NOTE_LENGTH = 300
PROOF_LENGTH = 100
MOST_PEOPLE_SERVED = 10_000
MOST_GOOD_DEEDS = 50
DAY = timedelta(days=1)


# Of one member or of thousands, each by one statement that is put together once a process.
SPELLS = Prepared(
    lambda members: (
        ReportIn.objects.filter(AmongKeys(F("member"), members), accepted_at__isnull=False)
        .select_related("area")
        .order_by("accepted_at")
    ),
    members=[-1],
)
NEAR = Prepared(
    lambda members, first, last: (
        ServiceRecord.objects.filter(
            AmongKeys(F("member"), members), state__in=COUNTING, ended_at__gt=first, started_at__lt=last
        )
        .only("member", "started_at", "ended_at")
        .order_by()
    ),
    members=[-1],
    first=datetime.min.replace(tzinfo=UTC),
    last=datetime.max.replace(tzinfo=UTC),
)


@dataclass(frozen=True)
class ServiceRow:
    """One service to be recorded. `entered_at` and `decided_at` are given where an older system knows them.

    `corrects` is the record that the row would take the place of.
    """

    member_id: int
    kind: ServiceKind
    started_at: datetime
    ended_at: datetime
    note: str
    people_served: int = 0
    origin: str = ServiceOrigin.PAPER
    client_key: UUID | None = None
    entered_at: datetime | None = None
    decided_at: datetime | None = None
    good_deeds: int = 0
    team_id: int | None = None
    proof: str = ""
    corrects: ServiceRecord | None = None

    @property
    def span(self) -> Span:
        zone = timezone.get_current_timezone()
        return Span(self.started_at.astimezone(zone), self.ended_at.astimezone(zone))


def lock_members(member_ids: Collection[int], *, by, own: bool = False) -> dict[int, Member]:
    """The members by id, locked in the order of their ids, so that two services of one person are checked in turn.

    `own`: `by` must be the member; otherwise the desk with SERVICE_ENTER. Raises RuleBroken for one out of reach.
    """
    reach = Member.objects.mine(by) if own else Member.objects.allowed(by, P.SERVICE_ENTER)
    locked = reach.filter(pk__in=member_ids).select_for_update(of=("self",), no_key=True).order_by("pk")
    members = {member.pk: member for member in locked.select_related("area")}
    if len(members) < len(set(member_ids)):
        raise not_found(field="member")
    return members


def records_of(rows: Sequence[ServiceRow], members: dict[int, Member], *, by) -> list[ServiceRecord]:
    """Unsaved records of `rows`, each checked against the rules, the person's other services and the rows before it.

    Raises RuleBroken; with several rows its message names the row, counted from 1.
    """
    now, records, book = timezone.localtime(), [], RuleBook()
    for number, (row, span, area) in enumerate(judge_rows(rows, members, now, book), start=1):
        if isinstance(area, RuleBroken):
            raise _in_row(area, number, len(rows)) from area
        records.append(record_from(row, span, members[row.member_id], area, by, now, book))
    return records


def judge_rows(
    rows: Sequence[ServiceRow], members: dict[int, Member], now: datetime, book: RuleBook | None = None
) -> Iterator[tuple[ServiceRow, Span, Area | RuleBroken]]:
    """Each row with its span and the area that will own it, or with what is wrong; a refused row does not count for the next."""
    book = book or RuleBook()
    areas, taken, teams = _Belonging(members), _taken_spans(rows, members), _Teams(rows)
    for row in rows:
        span, others = row.span, taken[row.member_id]
        try:
            area = areas.at(row.member_id, row.started_at)
            teams.check(row, span.day)
            _check_kind(row, area)
            _check_row(row, span, book.set_with(row.kind.item_code, area, span.day), others, now)
        except RuleBroken as broken:
            yield row, span, broken
            continue
        others.append(span)
        yield row, span, area


def _check_kind(row: ServiceRow, area: Area) -> None:
    """A correction may keep the kind that the record had."""
    if row.corrects and row.corrects.kind_id == row.kind.pk:
        return
    if not row.kind.is_active:
        raise RuleBroken("kind_off", "这一服务类别已停用，请另选", field="kind")
    if not covers(row.kind.area, area):
        raise RuleBroken("kind_elsewhere", f"“{row.kind}”只用于{row.kind.keeper_label}，请另选", field="kind")


def _check_row(row: ServiceRow, span: Span, rule_set, others: list[Span], now: datetime) -> None:
    if not row.note.strip() or len(row.note.strip()) > NOTE_LENGTH:
        raise RuleBroken("note", f"请填写服务内容，不超过{NOTE_LENGTH}字", field="note")
    if not 0 <= row.people_served <= MOST_PEOPLE_SERVED:
        raise RuleBroken("people_served", f"服务人数应在0到{MOST_PEOPLE_SERVED}之间", field="people_served")
    if not 0 <= row.good_deeds <= MOST_GOOD_DEEDS:
        raise RuleBroken("good_deeds", f"一次服务办成的好事实事应在0到{MOST_GOOD_DEEDS}件之间", field="good_deeds")
    if len(row.proof.strip()) > PROOF_LENGTH:
        raise RuleBroken("proof", f"证明人或凭据不超过{PROOF_LENGTH}字", field="proof")
    # A record taken over from an older system is judged by the moment it was entered there.
    then = min(timezone.localtime(row.entered_at), now) if row.entered_at else now
    check_span(span, others=others, limits=_limits(row, Limits.of(rule_set), then), origin=row.origin, now=then)


def _limits(row: ServiceRow, limits: Limits, now: datetime) -> Limits:
    """A correction may name the day that the record had, however long ago that is."""
    if row.corrects is None:
        return limits
    back = max((now.date() - row.corrects.served_on).days, limits.days_back.get(row.origin, 0))
    return replace(limits, days_back={row.origin: back})


def _in_row(broken: RuleBroken, number: int, total: int) -> RuleBroken:
    message = broken.message if total == 1 else f"第{number}行：{broken.message}"
    return RuleBroken(broken.code, message, field=broken.field, conflict=broken.conflict)


def record_from(
    row: ServiceRow, span: Span, member: Member, area: Area, by, now: datetime, book: RuleBook
) -> ServiceRecord:
    """The unsaved record of a row that was judged, with whoever the rules of its day want to confirm it."""
    item = book.item_for(row.kind.item_code, area, span.day)
    return ServiceRecord(
        member=member,
        area=area,
        kind=row.kind,
        served_on=span.day,
        started_at=row.started_at,
        ended_at=row.ended_at,
        hours=span.hours,
        people_served=row.people_served,
        good_deeds=row.good_deeds,
        team_id=row.team_id,
        note=row.note.strip(),
        proof=row.proof.strip(),
        origin=row.origin,
        client_key=row.client_key,
        confirmer_role=item.confirmer_role,
        second_role=item.second_role,
        entered_by=by,
        entered_at=row.entered_at or now,
    )


def save_records(records: Sequence[ServiceRecord]) -> None:
    """Write new or changed records; a race lost to another writer is RuleBroken, and then nothing is written."""
    with constraints_as_rules():
        if len(records) == 1:
            records[0].save()
        else:
            ServiceRecord.objects.bulk_create(records, batch_size=BATCH)


def _taken_spans(rows: Sequence[ServiceRow], members: Iterable[int]) -> dict[int, list[Span]]:
    """The counting services of each member on the days around the rows."""
    taken: dict[int, list[Span]] = defaultdict(list)
    if rows:
        first, last = min(row.started_at for row in rows) - DAY, max(row.ended_at for row in rows) + DAY
        corrected = {row.corrects.pk for row in rows if row.corrects}
        for near in NEAR(members=list(members), first=first, last=last):
            if near.pk not in corrected:
                span = Span(timezone.localtime(near.started_at), timezone.localtime(near.ended_at))
                taken[near.member_id].append(span)
    return taken


class _Belonging:
    """Where each member belonged at a moment: a service stays with the community of its day."""

    def __init__(self, members: dict[int, Member]):
        self._spells = defaultdict(list)
        for spell in SPELLS(members=list(members)):
            self._spells[spell.member_id].append(spell)

    def at(self, member_id: int, moment: datetime) -> Area:
        """The area of the spell that holds `moment`, else of the first spell; raises RuleBroken without any."""
        spells = self._spells[member_id]
        begun = [spell for spell in spells if spell.accepted_at <= moment] or spells[:1]
        if not begun or (begun[-1].ended_at and begun[-1].ended_at <= moment):
            raise RuleBroken("not_accepted", "报到经社区接收后，才能记录服务")
        return begun[-1].area


class _Teams:
    """In which teams the members of `rows` served, and when: a service counts for a team only of those days."""

    def __init__(self, rows: Sequence[ServiceRow]):
        self._places = defaultdict(list)
        if named := [row for row in rows if row.team_id]:
            places = TeamMember.objects.filter(
                team__in={row.team_id for row in named},
                member__in={row.member_id for row in named},
                since__isnull=False,
            )
            for place in places:
                self._places[place.member_id, place.team_id].append(place)

    def check(self, row: ServiceRow, day: date) -> None:
        """Raise RuleBroken at `team` where the person was not of the team on `day`."""
        places = self._places[row.member_id, row.team_id]
        if row.team_id and not any(p.since <= day and (p.until is None or day <= p.until) for p in places):
            raise RuleBroken("not_in_team", "这一天不是该服务队的队员，请核对服务队或日期", field="team")
