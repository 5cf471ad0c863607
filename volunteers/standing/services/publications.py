"""Publication of points: each quarter a community's list, nobody named who has not agreed, lines frozen, nobody ranked."""

from collections.abc import Iterable
from datetime import datetime, time
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from orgtree.acts import Act, Acts, declare_acts, note_first
from orgtree.calendar.services.calendar import Calendar
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.notices.services import notify
from orgtree.scope.models.rows import inside
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.members.rules.consents import UNNAMED
from volunteers.members.services.consents import named_in_notices
from volunteers.points.models.points import PointCredit, PointEntry
from volunteers.points.services.rule_sets import RuleBook
from volunteers.standing.choices.standing import EntryStanding, NoticeState
from volunteers.standing.models.publication import NoticeLine, Objection, PublicNotice

ZERO = Decimal(0)
BATCH = 1000


@transaction.atomic
def publish_quarter(*, area: Area, year: int, quarter: int, by) -> PublicNotice:
    """The list of a community for a quarter that has ended, open from today.

    Raises RuleBroken: `not_found` out of reach, `quarter` while it runs, `published` a second time, `nobody`.
    """
    if not by.holds_at(P.POINTS_PUBLISH, area) or area.kind not in (AreaKind.COMMUNITY, AreaKind.VILLAGE):
        raise not_found("社区", field="area")
    notice = _new_notice(area, Period.parse(f"{year}Q{quarter}"), by)
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)  # two at once: the second sees the first
    if PublicNotice.objects.filter(area=area, year=year, quarter=quarter).exists():
        raise RuleBroken("published", "这一季度已经公示", field="quarter", conflict=True)
    check_valid(notice)
    notice.save()
    lines = _lines(notice)
    if not lines:
        raise RuleBroken("nobody", "这一季度没有可公示的党员", field="quarter")
    NoticeLine.objects.bulk_create(lines, batch_size=BATCH)
    note_first(public_notices, "publish", notice, by=by)
    _tell(notice, lines)
    return notice


# Source: docs/rules.md, "Publication and objections". A list comes down by the calendar; nobody changes it.
public_notices = declare_acts(
    Acts(
        PublicNotice,
        called="公示",
        derived=tuple(NoticeState.choices),
        acts=(
            Act(
                "publish",
                "发布公示",
                "发布",
                frozenset(),
                None,
                leads=NoticeState.OPEN.label,
                permission=P.POINTS_PUBLISH,
                by_form=True,
            ),
        ),
    )
)


def published_now(member: Member) -> list[PublicNotice]:
    """The lists that show the member's points to others today, each with how many others as `others`."""
    standing = PublicNotice.objects.for_member(member).filter(objections_until__gte=timezone.localdate())
    return list(
        PublicNotice.objects.filter(pk__in=standing.values("pk"))
        .annotate(others=Count("lines") - 1)
        .select_related("area")
    )


def _new_notice(area: Area, period: Period, by) -> PublicNotice:
    today = timezone.localdate()
    if today < period.end:
        raise RuleBroken("quarter", f"{period.label}还没有结束，不能公示", field="quarter")
    limits, calendar = RuleBook().set_for(area, today), Calendar(area)
    closes = calendar.workdays_after(today, limits.notice_days)
    return PublicNotice(
        area=area,
        year=period.start.year,
        quarter=(period.start.month + 2) // 3,
        opens_on=today,
        closes_on=closes,
        objections_until=calendar.workdays_after(closes, limits.objection_days),
        published_by=by,
        published_at=timezone.now(),
    )


def _lines(notice: PublicNotice) -> list[NoticeLine]:
    """A line for everyone on the community's roll, and for everyone who earned there in the quarter."""
    quarter = _sums(_between(notice.period) & inside(notice.area, "entry__area"))
    on_roll = ReportIn.objects.belonging().within(notice.area).values_list("member", flat=True)
    people = Member.objects.filter(pk__in={*quarter, *on_roll}).order_by("pk")
    in_year = Period.parse(str(notice.year))
    until = Q(entry__occurred_at__lt=_moment(notice.period.end))
    year = _sums(_between(in_year) & until & Q(entry__account__member__in=people))
    named = named_in_notices([member.pk for member in people])
    return [
        NoticeLine(
            notice=notice,
            member=member,
            shown_name=member.name if member.pk in named else UNNAMED,
            points=quarter.get(member.pk, ZERO),
            year_points=year.get(member.pk, ZERO),
        )
        for member in people
    ]


def _moment(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _between(period: Period) -> Q:
    return Q(entry__occurred_at__gte=_moment(period.start), entry__occurred_at__lt=_moment(period.end))


def _sums(condition: Q) -> dict[int, Decimal]:
    """Member → points credited for entries that meet the condition."""
    rows = PointCredit.objects.filter(condition).values(member=F("entry__account__member"))
    return {row["member"]: row["points"] for row in rows.annotate(points=Sum("credited"))}


def _tell(notice: PublicNotice, lines: Iterable[NoticeLine]) -> None:
    notify(
        users=[line.member.user_id for line in lines],
        key=f"publication:{notice.pk}",
        title=f"{notice}积分公示",
        text=f"公示至{notice.closes_on:%-m月%-d日}，有异议可在{notice.objections_until:%-m月%-d日}前提出。",
        url=f"/m/publications/{notice.pk}/",
    )


def standings(entries: Iterable[PointEntry]) -> dict[int, str]:
    """Entry id → EntryStanding, derived. Three queries for any number of entries of one member."""
    listed = list(entries)
    member = listed[0].account.member_id if listed else None
    notices = list(PublicNotice.objects.filter(lines__member=member))
    open_now = set(
        Objection.objects.waiting().filter(entry__in=[entry.pk for entry in listed]).values_list("entry", flat=True)
    )
    taken_back = set(
        PointEntry.objects.filter(reverses__in=[entry.pk for entry in listed]).values_list("reverses", flat=True)
    )
    return {entry.pk: _standing(entry, notices, open_now, taken_back) for entry in listed}


def _standing(entry: PointEntry, notices: list[PublicNotice], open_now: set[int], taken_back: set[int]) -> str:
    if entry.pk in taken_back:
        return EntryStanding.REVERSED
    if entry.pk in open_now:
        return EntryStanding.OBJECTED
    day = timezone.localdate(entry.occurred_at)
    covering = [one for one in notices if one.period.holds(day) and entry.recorded_at <= one.published_at]
    if not covering:
        return EntryStanding.CONFIRMED
    return EntryStanding.PUBLISHED if any(one.takes_objections for one in covering) else EntryStanding.FINAL
