"""What the confirmed records say of a member in a community and a stretch of time, and the sheets drawn from it."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import datetime, time
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.models import Area
from orgtree.models.scope import inside
from orgtree.services.locks import hold_for
from volunteers.duties.models import DutyClaim
from volunteers.feedback.choices import FeedbackState
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.rules import OPEN, Stretch, differences, typed_code
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.members.rules.numbers import plain
from volunteers.members.services.unit_members import agreed_to_feedback
from volunteers.service.models.service import ServiceRecord

S = FeedbackState
BATCH = 200
CODE_NEEDED = 16


@dataclass
class Drawn:
    """What a drawing did: `made` new, `redrawn` because records changed, `same`, `signed` before and left alone.

    `refused` counts members without consent; `cancelled` open sheets whose consent was taken back.
    """

    made: int = 0
    redrawn: int = 0
    same: int = 0
    signed: int = 0
    refused: int = 0
    cancelled: int = 0

    def as_counts(self) -> dict[str, int]:
        return asdict(self)


def members_of(community: Area, stretch: Stretch):
    """Members who belonged to the community on some day of the stretch."""
    begins, ends = (timezone.make_aware(datetime.combine(day, time())) for day in (stretch.start, stretch.end))
    spells = ReportIn.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=begins), community=community, accepted_at__lt=ends
    )
    return Member.objects.filter(pk__in=spells.values("member")).order_by("pk")


def facts_of(member_ids: Collection[int], community: Area, stretch: Stretch) -> dict[int, dict]:
    """Member id -> {"times", "hours", "kinds", "records", "posts"} of confirmed services under the community. Two queries.

    `kinds` is [[name, times, hours]], `records` [[day, kind, hours]], hours as text; what was served elsewhere
    in the stretch is that community's to tell.
    """
    records: dict[int, list[ServiceRecord]] = defaultdict(list)
    confirmed = ServiceRecord.objects.confirmed().filter(inside(community, "area"), member__in=member_ids)
    days = confirmed.filter(served_on__gte=stretch.start, served_on__lt=stretch.end).select_related("kind")
    for record in days.order_by("started_at", "pk"):
        records[record.member_id].append(record)
    posts = _posts_of(member_ids, community, stretch)
    return {pk: _facts(records[pk], posts[pk]) for pk in member_ids}


def _facts(records: list[ServiceRecord], posts: list[str]) -> dict:
    kinds: dict[str, list] = {}
    for record in records:
        line = kinds.setdefault(record.kind.name, [0, Decimal(0)])
        line[0] += 1
        line[1] += record.hours
    return {
        "times": len(records),
        "hours": plain(sum((record.hours for record in records), Decimal(0))),
        "kinds": [[name, times, plain(hours)] for name, (times, hours) in kinds.items()],
        "records": [[record.served_on.isoformat(), record.kind.name, plain(record.hours)] for record in records],
        "posts": posts,
    }


def _posts_of(member_ids: Collection[int], community: Area, stretch: Stretch) -> dict[int, list[str]]:
    """Titles of the duty posts that each member was appointed to at some time of the stretch."""
    claims = DutyClaim.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__date__gte=stretch.start),
        inside(community, "post__area"),
        member__in=member_ids,
        appointed_at__date__lt=stretch.end,
    ).order_by("appointed_at", "pk")
    posts: dict[int, list[str]] = defaultdict(list)
    for member, title in claims.values_list("member", "post__title"):
        posts[member].append(title)
    return posts


@transaction.atomic
def draw_sheets(*, community: Area, stretch: Stretch, report: Callable[[int], None] = lambda done: None, by) -> Drawn:
    """Make or renew the sheets of everyone who agreed; a second run changes nothing that has not changed.

    Signed sheets are left as they are. An open sheet is drawn anew when the records or the unit changed, and then
    the member is asked again. `report(done)` says how many members are done.
    """
    hold_for(f"feedback:{community.pk}:{stretch.slug}")
    members, drawn = members_of(community, stretch), Drawn()
    agreed = set(members.filter(agreed_to_feedback()).values_list("pk", flat=True))
    ids = list(members.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        _draw_batch(ids[start : start + BATCH], agreed, community, stretch, drawn)
        report(min(start + BATCH, len(ids)))
    return drawn


def _draw_batch(ids: list[int], agreed: set[int], community: Area, stretch: Stretch, drawn: Drawn) -> None:
    known = _known(ids, community, stretch)
    willing = [pk for pk in ids if pk in agreed]
    facts = facts_of(willing, community, stretch)
    people = Member.objects.select_related("unit").in_bulk(willing)
    new = []
    for pk in ids:
        sheet = known.get(pk)
        if pk not in agreed:
            _refuse(sheet, drawn)
        elif sheet is None:
            new.append(_drawn(FeedbackSheet(member_id=pk), people[pk], facts[pk], community, stretch))
        else:
            _renew(sheet, people[pk], facts[pk], drawn)
    FeedbackSheet.objects.bulk_create(new)
    drawn.made += len(new)


def _known(ids: list[int], community: Area, stretch: Stretch) -> dict[int, FeedbackSheet]:
    sheets = FeedbackSheet.objects.filter(
        member__in=ids, community=community, period_kind=stretch.kind, period_start=stretch.start
    )
    return {sheet.member_id: sheet for sheet in sheets.select_for_update(no_key=True).order_by("pk")}


def _refuse(sheet: FeedbackSheet | None, drawn: Drawn) -> None:
    """No consent: nothing is drawn, and what was open is cancelled."""
    drawn.refused += 1
    if sheet is not None and sheet.state in OPEN:
        sheet.state = S.CANCELLED
        sheet.save()
        drawn.cancelled += 1


def _renew(sheet: FeedbackSheet, member: Member, facts: dict, drawn: Drawn) -> None:
    if sheet.state not in OPEN | {S.CANCELLED}:
        drawn.signed += 1
    elif sheet.state in OPEN and sheet.facts == facts and sheet.unit_id == member.unit_id:
        drawn.same += 1
    else:
        _drawn(sheet, member, facts, sheet.community, sheet.stretch).save()
        drawn.redrawn += 1


def _drawn(sheet: FeedbackSheet, member: Member, facts: dict, community: Area, stretch: Stretch) -> FeedbackSheet:
    """The sheet with new facts, back at its beginning: whoever replied to other facts is asked again."""
    sheet.community, sheet.period_kind, sheet.period_start = community, stretch.kind, stretch.start
    sheet.unit, sheet.unit_name, sheet.facts = member.unit, member.unit_name, facts
    sheet.state, sheet.drawn_at = S.DRAFTED, timezone.now()
    return unanswered(sheet)


def unanswered(sheet: FeedbackSheet) -> FeedbackSheet:
    """The sheet as if the member had not seen it yet."""
    sheet.shown_at = sheet.reply_by = sheet.agreed = sheet.replied_at = None
    sheet.reply_text = ""
    return sheet


def corrections(sheet: FeedbackSheet) -> list[str]:
    """What the records say now otherwise than the signed sheet (此后有更正); the sheet itself stays. Two queries."""
    if not sheet.frozen:
        return []
    now = facts_of([sheet.member_id], sheet.community, sheet.stretch)[sheet.member_id]
    return differences(sheet.frozen["facts"], now)


def find_sheet(*, number: str, code: str) -> FeedbackSheet | None:
    """The signed sheet of this number and code, for anyone who holds the paper; None for a wrong pair."""
    digits, typed = number.strip().upper().removeprefix("FK"), typed_code(code)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18) or len(typed) < CODE_NEEDED:
        return None
    return FeedbackSheet.objects.filter(pk=int(digits), digest__startswith=typed).exclude(frozen={}).first()
