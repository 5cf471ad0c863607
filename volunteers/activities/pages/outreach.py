"""A session to the outside: the public page, calendars, the poster, and what residents say."""

from collections.abc import Iterable
from functools import partial

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from orgtree.answers.pages import answer_page
from orgtree.answers.rules import LEAST
from orgtree.choices import Permission as P
from orgtree.files.pdf import pdf_reply, qr_svg, render_pdf
from orgtree.links import link_page
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.models.outreach import SessionEcho
from volunteers.activities.pages.activities import session_or_404
from volunteers.activities.services import outreach as services
from volunteers.members.forms.fields import MemberForm
from volunteers.members.models.member import Member
from volunteers.members.pages.access import member_page
from volunteers.members.pages.telling import do_in

ICS = "text/calendar; charset=utf-8"


class ResidentsForm(MemberForm):
    """How many residents were served."""

    residents = forms.IntegerField(
        label="服务居民（人）",
        min_value=0,
        max_value=services.MOST_RESIDENTS,
        error_messages={"invalid": "请填写整数", "min_value": "人数不能小于0", "max_value": "人数太大，请核对"},
    )


# --- Public -------------------------------------------------------------------------------------------------------------


@link_page(services.shared_session)
def public(request, session: ActivitySession, token: str):
    """What, when, where, who holds it, how to sign up: no person on it."""
    context = {"session": session, "activity": session.activity, "token": token}
    return render(request, "volunteers/activities/public_session.html", context)


@link_page(services.shared_session)
def public_ics(request, session: ActivitySession, token: str):
    """The session for a calendar."""
    return _ics([session], session.activity.title)


# A resident's answer: one tap, no name.
answer = answer_page(
    "answer",
    SessionEcho,
    services.answerable_session,
    question="您对这次服务",
    template="volunteers/activities/answer.html",
    closed="volunteers/activities/answer_closed.html",
)


@link_page(services.sessions_of_feed)
def feed(request, sessions: Iterable[ActivitySession], token: str):
    """A member's own sessions, for the calendar of their phone."""
    return _ics(sessions, "我的社区活动")


@link_page(services.sessions_of_community)
def community_feed(request, found: tuple, token: str):
    """A community's published sessions."""
    area, sessions = found
    return _ics(sessions, f"{area.name}活动")


def _ics(sessions, name: str) -> HttpResponse:
    reply = HttpResponse(services.calendar_of(sessions, name=name), content_type=ICS)
    reply["Cache-Control"] = "private, no-store"
    return reply


# --- Signed in ----------------------------------------------------------------------------------------------------------


@member_page
def calendars(request):
    """The addresses to subscribe to; a new one where the old one got into wrong hands."""
    renew = request.method == "POST"
    own = services.feed_token(member=request.member, renew=renew, by=request.user)
    if renew:
        messages.success(request, "已换新地址，原来的地址不再有效。")
        return redirect("member-calendars")
    report_in = request.member.report_ins.belonging().select_related("community").first()
    address = request.build_absolute_uri(reverse("member-feed", args=[own]))
    context = {"tab": "activities", "own": address, "own_subscription": _subscription(address)}
    if report_in:
        token = services.COMMUNITY.token(report_in.community_id)
        address = request.build_absolute_uri(reverse("community-feed", args=[token]))
        context |= {
            "community": report_in.community,
            "community_address": address,
            "community_subscription": _subscription(address),
        }
    return render(request, "volunteers/activities/calendars.html", context)


def _subscription(address: str) -> str:
    """The address as phones and calendars take it for a subscription."""
    return "webcal://" + address.partition("://")[2]


@login_required
def share(request, pk: int):
    """The link, the poster and the QR code of a session, to print or to send."""
    session = _shown_or_404(request, pk)
    context = _share(request, session) | {"session": session, "activity": session.activity}
    context["qr"] = segno.make(context["address"], error="m").svg_data_uri(scale=6, border=1)
    context["sees_echo"] = services.may_see_echo(pk, request.user)
    return render(request, "volunteers/activities/share.html", context)


@login_required
def poster(request, pk: int):
    """The poster on A4."""
    session = _shown_or_404(request, pk)
    activity, link = session.activity, _share(request, session)
    data = {
        "title": activity.title,
        "when": session.when_in_words,
        "place": session.place,
        "organiser": activity.area.name,
        "description": activity.description[:300],
        "until": f"{timezone.localtime(session.sign_up_until):%Y-%m-%d %H:%M}",
        "address": link["address"],
        "qr": qr_svg(link["address"]),
    }
    return pdf_reply(render_pdf("poster.typ", data), f"{activity.title}-海报.pdf")


def _share(request, session: ActivitySession) -> dict:
    token = services.SHARE.token(session.pk)
    return {"token": token, "address": request.build_absolute_uri(reverse("public-session", args=[token]))}


def _shown_or_404(request, pk: int) -> ActivitySession:
    """A published session that the person may see, as a member or at a desk."""
    rows = ActivitySession.objects.filter(activity__published_at__isnull=False).select_related("activity__area")
    found = rows.allowed(request.user, P.ACTIVITY_VIEW).filter(pk=pk).first()
    if found:
        return found
    member = Member.objects.mine(request.user).select_related("user", "area").first()
    if member is None:
        raise Http404
    found = session_or_404(member, pk)
    if found.activity.published_at is None:
        raise Http404
    return found


@login_required
def echo(request, pk: int):
    """For the leader and the desk: the QR code for residents, how many were served, and what residents said."""
    if not services.may_see_echo(pk, request.user):
        raise Http404
    session = ActivitySession.objects.select_related("activity__area").get(pk=pk)
    form = ResidentsForm(request.POST or None)
    if do_in(request, form, partial(services.set_residents, session_id=pk, by=request.user), "已保存。"):
        return redirect("session-echo", pk)
    shown = SessionEcho.objects.filter(session=session).first()
    address = request.build_absolute_uri(reverse("session-answer", args=[services.ANSWER.token(session.pk)]))
    context = {
        "session": session,
        "activity": session.activity,
        "echo": shown,
        "least": LEAST,
        "form": form,
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=6, border=1),
    }
    return render(request, "volunteers/activities/echo.html", context)
