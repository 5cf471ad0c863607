"""Activities for members: what is on near me and when, one session in full, signing up and leaving."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from orgtree.acts import does, make
from orgtree.errors import RuleBroken
from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules.activity import LIVE
from volunteers.activities.services.activity_reach import open_to
from volunteers.activities.services.coming import coming_for
from volunteers.activities.services.session_photos import may_add_photos, photos_seen_by
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.activities.services.sign_ups import leave
from volunteers.members.choices.people import ActivityCategory
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.members.pages.access import member_page
from volunteers.members.pages.refused import Refused
from volunteers.service.forms.service import day_in_words

PAST_SHOWN = 30


@member_page
def activities(request):
    """Coming sessions by day, the nearest first within a day; filters by type and by own community."""
    category = request.GET.get("category", "")
    near = request.GET.get("near") == "1"
    sessions = coming_for(request.member, near=near)
    if category in ActivityCategory.values:
        sessions = [session for session in sessions if session.activity.category == category]
    context = {
        "tab": "activities",
        "days": _by_day(sessions),
        "near": near,
        "category": category,
        "categories": ActivityCategory.choices,
        "belongs": ReportIn.objects.mine(request.user).belonging().exists(),
    }
    return render(request, "volunteers/activities/activities.html", context)


def _by_day(sessions: list[ActivitySession]) -> list[tuple[str, list[ActivitySession]]]:
    days = groupby(sessions, key=lambda session: timezone.localdate(session.starts_at))
    return [(day_in_words(day), list(rows)) for day, rows in days]


@member_page
def session(request, pk: int):
    """One session in full, with what the member can do about it."""
    return _shown(request, pk)


def _shown(request, pk: int, refused: Refused | None = None):
    """The page; with an excuse that was refused, if there is one."""
    found = session_or_404(request.member, pk)
    own = found.sign_ups.filter(member=request.member).first()
    now = timezone.now()
    coming = not found.cancelled_at and not found.roll_submitted_at and found.activity.state == "published"
    context = {
        "tab": "activities",
        "session": found,
        "activity": found.activity,
        "skills": found.activity.skills.all(),
        "own": own,
        "is_live": own is not None and own.state in LIVE,
        "line_number": _line_number(own),
        "may_join": coming and now <= found.sign_up_until,
        "may_leave": own is not None and own.state in ("signed_up", "waiting") and now < found.starts_at,
        "leave_needs_excuse": own is not None and own.state == "signed_up" and now > found.sign_up_until,
        "leads": ActivitySession.objects.led_by(request.user).filter(pk=pk).exists(),
        "photos": photos_seen_by(request.user).filter(session=pk).select_related("session__activity"),
        "may_add_photos": may_add_photos(found, request.user),
        "refused": refused,
    }
    return render(request, "volunteers/activities/activity.html", context, status=422 if refused else 200)


def session_or_404(member: Member, pk: int) -> ActivitySession:
    """A session that the member may see: open to them, led by them, or one that they signed up for."""
    shown = ActivitySession.objects.shown().counted().select_related("activity__area", "activity__kind", "leader")
    found = shown.filter(pk=pk).first()
    if found and (
        open_to(member).filter(pk=pk).exists()
        or found.sign_ups.filter(member=member).exists()
        or ActivitySession.objects.led_by(member.user).filter(pk=pk).exists()
    ):
        return found
    raise Http404


def _line_number(own: SignUp | None) -> int | None:
    """The member's number in the wait list, from 1."""
    if own is None or own.state != SignUpState.WAITING:
        return None
    line = list(own.session.sign_ups.in_line().values_list("pk", flat=True))
    return line.index(own.pk) + 1


@does(sign_up_acts, "sign_up")
@member_page
@require_POST
def join(request, pk: int):
    """Sign up."""
    session = session_or_404(request.member, pk)
    try:
        row = make(sign_up_acts, "sign_up", session=session, by=request.user).row
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        if row.state == SignUpState.WAITING:
            messages.info(request, f"名额已满，您排在候补第{_line_number(row)}位，有人退出时自动递补并通知您。")
        else:
            messages.success(request, "报名成功。")
    return redirect("member-session", pk)


@does(sign_up_acts, "leave")
@member_page
@require_POST
def quit_session(request, pk: int):
    """Take the sign-up back, or ask for leave."""
    session_or_404(request.member, pk)
    excuse = request.POST.get("excuse", "")
    try:
        row = leave(session_id=pk, member_id=request.member.pk, excuse=excuse, by=request.user)
    except RuleBroken as error:
        if error.field == "excuse":
            return _shown(request, pk, Refused(pk, excuse, error.message))
        messages.error(request, error.message)
    else:
        messages.success(
            request, "已请假，名额已让给候补的党员。" if row.state == SignUpState.EXCUSED else "已退出报名。"
        )
    return redirect("member-session", pk)


@member_page
def mine(request):
    """Own sign-ups, coming and past, and the sessions whose roll is the member's to call."""
    now = timezone.now()
    own = SignUp.objects.mine(request.user).select_related("session__activity__area")
    led = ActivitySession.objects.led_by(request.user).standing().filter(roll_submitted_at__isnull=True)
    context = {
        "tab": "activities",
        "coming": own.live().filter(session__ends_at__gt=now).order_by("session__starts_at"),
        "past": own.filter(session__ends_at__lte=now).order_by("-session__starts_at")[:PAST_SHOWN],
        "led": led.select_related("activity").order_by("starts_at"),
    }
    return render(request, "volunteers/activities/activities_mine.html", context)
