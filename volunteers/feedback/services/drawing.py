"""The sheets of a community and a stretch of time, drawn from the confirmed records."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.acts import follow
from orgtree.database.locks import hold_for
from orgtree.models import Area
from volunteers.feedback.choices import FeedbackState
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.rules import OPEN, Stretch
from volunteers.feedback.services.course import feedback_sheets
from volunteers.feedback.services.facts import facts_of, unanswered
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.unit_members import agreed_to_feedback

BATCH = 200


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
    if sheet is not None:
        drawn.cancelled += follow(feedback_sheets, "cancel", [sheet])


def _renew(sheet: FeedbackSheet, member: Member, facts: dict, drawn: Drawn) -> None:
    if sheet.state not in OPEN | {FeedbackState.CANCELLED}:
        drawn.signed += 1
    elif sheet.state in OPEN and sheet.facts == facts and sheet.unit_id == member.unit_id:
        drawn.same += 1
    else:
        _drawn(sheet, member, facts, sheet.community, sheet.stretch)
        drawn.redrawn += follow(feedback_sheets, "redraw", [sheet])


def _drawn(sheet: FeedbackSheet, member: Member, facts: dict, community: Area, stretch: Stretch) -> FeedbackSheet:
    """The sheet with new facts, unanswered: whoever replied to other facts is asked again."""
    sheet.community, sheet.period_kind, sheet.period_start = community, stretch.kind, stretch.start
    sheet.unit, sheet.unit_name, sheet.facts = member.unit, member.unit_name, facts
    sheet.drawn_at = timezone.now()
    return unanswered(sheet)
