"""Hours from a roll: one record for each who was there, all or none, confirmed at once where the rules allow it."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from orgtree.acts import note_first
from orgtree.errors import RuleBroken
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules.activity import Presence, confirmed_at_once, presence_span
from volunteers.members.models.member import Member
from volunteers.points.choices import ConfirmerRole
from volunteers.points.services.rule_sets import RuleBook
from volunteers.service.choices import ServiceOrigin
from volunteers.service.models.service import ServiceRecord
from volunteers.service.rules.service import Span
from volunteers.service.services.service_entry import ServiceRow, judge_rows, record_from, save_records
from volunteers.service.services.service_records import confirm_rolled, service_acts
from volunteers.teams.models import TeamMember


def record_hours(session: ActivitySession, rows: Sequence[SignUp], *, by) -> list[ServiceRecord]:
    """The records of `rows` (who attended), saved; those that need no second look are confirmed and credited.

    Raises RuleBroken `conflicts` that names everyone whose hours cannot be recorded and why; then nothing is written.
    """
    members = _locked_members(rows)
    planned, now, book = planned_span(session), timezone.localtime(), RuleBook()
    entries, problems = _entries(session, rows, planned)
    records = []
    for entry, span, area in judge_rows(entries, members, now, book):
        if isinstance(area, RuleBroken):
            problems.append((members[entry.member_id], area.message))
        else:
            records.append(record_from(entry, span, members[entry.member_id], area, by, now, book))
    if problems:
        told = "；".join(f"{member.name}：{why}" for member, why in problems)
        raise RuleBroken("conflicts", f"以下人员的时长不能记录，请先处理：{told}", conflict=True)
    _give_reasons(session, records, {row.member_id: row for row in rows}, planned, by, book)
    for record in records:
        record.session = session
    save_records(records)
    note_first(service_acts, "roll", *records, by=by)
    confirm_rolled([record for record in records if record.confirm_reason], by=by)
    return records


def _locked_members(rows: Sequence[SignUp]) -> dict[int, Member]:
    """The members by id, locked in the order of their ids, as everyone does who records hours."""
    ids = [row.member_id for row in rows]
    locked = Member.objects.filter(pk__in=ids).select_for_update(of=("self",), no_key=True).order_by("pk")
    return {member.pk: member for member in locked.select_related("area")}


def planned_span(session: ActivitySession) -> Span:
    return Span(timezone.localtime(session.starts_at), timezone.localtime(session.ends_at))


def _presence(row: SignUp) -> Presence:
    arrived_at, left_at = (moment and timezone.localtime(moment) for moment in (row.arrived_at, row.left_at))
    return Presence(arrived_at, left_at, row.by_qr)


def _entries(session: ActivitySession, rows: Sequence[SignUp], planned: Span) -> tuple[list[ServiceRow], list]:
    """(what is to be recorded, [(member, why not)])."""
    entries, problems, in_team = [], [], _team_members(session)
    for row in rows:
        try:
            span = presence_span(_presence(row), planned)
        except RuleBroken as broken:
            problems.append((row.member, broken.message))
        else:
            team_id = session.activity.team_id if row.member_id in in_team else None
            entries.append(_entry(session, row, span, team_id))
    return entries, problems


def _team_members(session: ActivitySession) -> set[int]:
    """Who was of the activity's team on the day; the hours of everybody else who came count for no team."""
    team, day = session.activity.team_id, timezone.localdate(session.starts_at)
    places = TeamMember.objects.serving_on(day).filter(team=team) if team else TeamMember.objects.none()
    return set(places.values_list("member", flat=True))


def _entry(session: ActivitySession, row: SignUp, span: Span, team_id: int | None) -> ServiceRow:
    return ServiceRow(
        member_id=row.member_id,
        kind=session.activity.kind,
        started_at=span.start,
        ended_at=span.end,
        team_id=team_id,
        note=f"活动：{session.activity.title}",
        origin=ServiceOrigin.QR if row.by_qr else ServiceOrigin.ROLL,
        client_key=uuid5(NAMESPACE_URL, f"roll:{session.pk}:{row.member_id}"),
    )


def _give_reasons(
    session: ActivitySession, records, rows: dict[int, SignUp], planned: Span, by, book: RuleBook
) -> None:
    """Set `confirm_reason` on the records that need no further confirmation."""
    announced = session.activity.published_at <= session.starts_at
    for record in records:
        record.confirm_reason = confirmed_at_once(
            Span(record.started_at, record.ended_at),
            planned,
            allowed=_may_confirm_at_once(book, record),
            caller=by.pk,
            member_user=record.member.user_id,
            presence=_presence(rows[record.member_id]),
            announced=announced,
        )


def _may_confirm_at_once(book: RuleBook, record: ServiceRecord) -> bool:
    """Whether the rules in force let a roll confirm: switched on, and neither a second confirmer nor the street demanded for the item."""
    item = book.item_for(record.kind.item_code, record.area, record.served_on)
    by_street = item.confirmer_role == ConfirmerRole.STREET
    return item.rule_set.auto_confirm_roll and not item.second_role and not by_street
