"""Reminders, each once: to the desk of the community by what fell due, to members about what is theirs.

A reminder changes nothing else. Whoever is paused hears nothing. The task may run twice a day, or not at all for some
days: keys are of the due date, not of the run.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.models import Notice, Post
from orgtree.notices.services import notify, notify_each
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.services.settling import community_of
from volunteers.check_ins.choices import CheckInKind
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import slug_in_words
from volunteers.home.choices import DataRequestState
from volunteers.home.models import DataRequest
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.choices.report_in import CloseReason
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.members.rules.deadlines import end_of_half, half_slug
from volunteers.members.services.deadlines import STEPS, Step, overdue
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import ServiceRecord

LOOK_BACK = timedelta(days=30)  # due dates before that are told no more: a first run does not tell of years
MEMBER_PAGE = "member-report-in"


def send_reminders(today: date | None = None) -> None:
    """Tell everybody what has fallen due by yesterday, and what the half-year and the year still ask."""
    today, book = today or timezone.localdate(), DeadlineBook()
    for step in STEPS:
        _remind_of(step, book, today)
    _remind_of_requests(today)
    notify_each(_to_rejoin(book, today))
    notify_each(_half_year_ahead(book, today))
    notify_each(_year_ahead(book, today))


def _remind_of(step: Step, book: DeadlineBook, today: date) -> None:
    """One notice per community and due date for the desk, one per report-in for its member."""
    late = ReportIn.objects.filter(overdue(book, step, today)).select_related("community", "member")
    counts: Counter = Counter()
    to_members = []
    for report_in in late:
        due = book.due(step.key, timezone.localdate(getattr(report_in, step.since)), report_in.community)
        if due >= today - LOOK_BACK:
            counts[report_in.community, due] += 1
            to_members += _to_member(step, report_in, due)
    notify_each(to_members)
    desks = _desks({community.pk for community, _ in counts})
    for (community, due), count in counts.items():
        notify(
            users=desks.get(community.pk, ()),
            key=f"late:{step.key}:{community.pk}:{due}",
            title=f"{step.label}：{count}人",
            text=f"{community.name}有{count}人的期限为{due:%Y-%m-%d}。{step.hint}。",
            url=f"{reverse('admin:volunteers_reportin_changelist')}?due={step.key}",
        )


def _remind_of_requests(today: date) -> None:
    """One notice per community and due date for its desk: requests about personal data that nobody has answered."""
    late = DataRequest.objects.overdue(today).filter(due_on__gte=today - LOOK_BACK).select_related("area")
    counts = Counter((community_of(request.area), request.due_on) for request in late)
    desks = _desks({community for community, _ in counts})
    for (community, due), count in counts.items():
        notify(
            users=desks.get(community, ()),
            key=f"late:{DeadlineKey.DATA}:{community}:{due}",
            title=f"超期未答复个人信息申请：{count}份",
            text=f"答复期限为{due:%Y-%m-%d}，请尽快办理；不予办理的也须说明理由。",
            url=f"{reverse('admin:volunteers_datarequest_changelist')}?state__exact={DataRequestState.WAITING}",
        )


def _desks(community_ids: set[int]) -> dict[int, list[int]]:
    """community -> accounts of those who decide on report-ins at its own desk."""
    posts = Post.objects.live().filter(area__in=community_ids, kind__in=post_kinds_with(P.REPORT_IN_DECIDE))
    desks: dict[int, list[int]] = {}
    for area, holder in posts.values_list("area", "holder"):
        desks.setdefault(area, []).append(holder)
    return desks


MEMBER_WORDS = {
    DeadlineKey.ACCEPT: ("报到还在审核", "已超过一般的审核期限，我们已提醒社区尽快办理。"),
    DeadlineKey.POST: (
        "还没有认领岗位",
        "报到已有一段时间，欢迎选一个适合自己的岗位；认岗自愿，不认领也没有任何影响。",
    ),
}


def _to_member(step: Step, report_in: ReportIn, due: date) -> list[Notice]:
    if step.key not in MEMBER_WORDS or report_in.member.user_id is None:
        return []
    title, text = MEMBER_WORDS[step.key]
    key = f"late:{step.key}:{report_in.pk}:{due}"
    return [Notice(user_id=report_in.member.user_id, key=key, title=title, text=text, url=reverse(MEMBER_PAGE))]


def _to_rejoin(book: DeadlineBook, today: date) -> Iterator[Notice]:
    """Members who moved away and have not reported in where they live now."""
    moved = ReportIn.objects.filter(
        close_reason=CloseReason.MOVED_AWAY, ended_at__gte=timezone.now() - LOOK_BACK * 3, member__user__isnull=False
    ).exclude(member__report_ins__ended_at__isnull=True)
    for report_in in moved.select_related("member", "community"):
        due = book.due(DeadlineKey.REJOIN, timezone.localdate(report_in.ended_at), report_in.community)
        if due and due < today:
            yield Notice(
                user_id=report_in.member.user_id,
                key=f"late:rejoin:{report_in.pk}",
                title="搬家后还没有重新报到",
                text="可以向现在居住的社区报到，以前的服务时长和积分都会接续；是否报到由您决定。",
                url=reverse("member-report-in-choose"),
            )


def _half_year_ahead(book: DeadlineBook, today: date) -> Iterator[Notice]:
    """Towards the end of a half-year: members on the roll, not paused, whose check-in of it is not there."""
    slug, until, near = half_slug(today), end_of_half(today), Q(pk__in=[])
    for ground, (ahead,) in book.numbers((DeadlineKey.CHECK_IN,), today, "community"):
        if ahead is not None and today >= until - timedelta(days=ahead):
            near |= ground or Q(pk__isnull=False)
    there = CheckIn.objects.live().filter(kind=CheckInKind.HALF_YEAR, slug=slug).values("member")
    missing = ReportIn.objects.active().filter(near, member__user__isnull=False).exclude(member__in=there)
    for user_id in missing.values_list("member__user", flat=True).iterator():
        yield Notice(
            user_id=user_id,
            key=f"check-in:{slug}",
            title=f"{slug_in_words(slug)}还没有回社区报到",
            text=f"{until:%-m月%-d日}前点一下即可，也可以到社区当面报到。",
            url=reverse("member-check-ins"),
        )


def _year_ahead(book: DeadlineBook, today: date) -> Iterator[Notice]:
    """Towards the end of the year: members on the roll all year who are below both of its goals."""
    year, keys = today.year, (DeadlineKey.YEAR, DeadlineKey.YEAR_TIMES, DeadlineKey.YEAR_HOURS)
    for ground, (ahead, times, hours) in book.numbers(keys, today, "area"):
        if ahead is None or today < date(year, 12, 31) - timedelta(days=ahead):
            continue
        below = below_goals(year, times, hours).filter(ground).exclude(user=None)
        for user_id in below.values_list("user_id", flat=True).iterator():
            yield Notice(
                user_id=user_id,
                key=f"year:{year}",
                title=f"{year}年的服务还差一点",
                text=f"一年参加{times}次活动或服务{hours}小时即可。能安排就安排，量力而行。",
                url=reverse("member-services"),
            )


def below_goals(year: int, times: int | None, hours: int | None):
    """Members on the roll and not paused since before `year`, with fewer services and fewer hours than the goals."""
    confirmed = ServiceRecord.objects.filter(
        member=OuterRef("pk"), state=ServiceState.CONFIRMED, served_on__year=year
    ).order_by()
    by_member = confirmed.values("member")
    since_before = ReportIn.objects.active().filter(accepted_at__year__lt=year).values("member")
    return (
        Member.objects.filter(pk__in=since_before)
        .annotate(
            done=Coalesce(Subquery(by_member.annotate(n=Count("pk")).values("n")), 0),
            spent=Subquery(by_member.annotate(n=Sum("hours")).values("n")),
        )
        .filter(Q(spent__isnull=True) | Q(spent__lt=hours or 0), done__lt=times or 0)
        .order_by(F("pk"))
    )
