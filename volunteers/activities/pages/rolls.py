"""The roll on the leader's phone: big rows, saved step by step, also without a script; and the venue's code."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.files.pdf import qr_element
from orgtree.looks.services.access import record_rows, record_shown
from orgtree.sheets.documents import docx_response
from orgtree.text.namesakes import tell_apart
from orgtree.text.rules.numbers import row_id
from orgtree.web.downloads import workbook_reply
from volunteers.activities.choices import RollMethod, SignUpState
from volunteers.activities.forms.activity import MarkForm
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.rules.venue_code import seconds_left
from volunteers.activities.services import rolls as services
from volunteers.activities.services.activity_acts import session_acts
from volunteers.activities.services.roll_sheets import roll_workbook, sign_in_sheet
from volunteers.activities.services.session_photos import may_add_photos
from volunteers.activities.services.sign_up_acts import sign_up_acts
from volunteers.activities.services.venue_codes import code_now
from volunteers.members.pages.telling import do_told


def _mine_or_404(user, pk: int) -> ActivitySession:
    """A session whose roll the viewer may call."""
    found = services.sessions_to_lead(user).select_related("activity__area", "activity__kind", "leader")
    session = found.filter(pk=pk).first()
    if session is None:
        raise Http404
    return session


@login_required
@never_cache
def roll(request, pk: int):
    """Everyone on the roll with three buttons each, who else came, and the way to submit, which asks once more."""
    session = _mine_or_404(request.user, pk)
    rows = list(services.roll_of(session))
    found = services.find_for_roll(session, request.GET.get("q", "")) if session.roll_submitted_at is None else []
    tell_apart([*(row.member for row in rows), *found])
    subject, named = f"活动点名名单（场次编号{session.pk}）", [session, *rows, *found]
    record_shown(actor=request.user, rows=named, subject=subject, area=session.activity.area)
    context = {
        "tab": "activities",
        "session": session,
        "rows": rows,
        "counts": _counts(rows),
        "found": found,
        "query": request.GET.get("q", ""),
        "why_closed": _why_closed(session),
        "is_over": timezone.now() >= session.ends_at,
        "is_asked": request.GET.get("asked") == "1",
        "by_qr": session.activity.roll_method == RollMethod.QR,
        "may_export": _may_export(request.user, session),
        "may_add_photos": may_add_photos(session, request.user),
    }
    return render(request, "volunteers/activities/roll.html", context)


def _counts(rows) -> dict[str, int]:
    """How many are marked how; `unmarked` are still to be called."""
    states = [row.state for row in rows]
    return {
        "all": len(rows),
        "attended": states.count(SignUpState.ATTENDED),
        "absent": states.count(SignUpState.ABSENT),
        "excused": states.count(SignUpState.EXCUSED),
        "unmarked": states.count(SignUpState.SIGNED_UP),
    }


def _why_closed(session: ActivitySession) -> str:
    """Why no marks can be made now; "" when they can."""
    try:
        services.check_roll_open(session)
    except RuleBroken as broken:
        return broken.message
    return ""


@does(sign_up_acts, "mark")
@login_required
@require_POST
def mark(request, pk: int):
    """Mark one person; answers JSON to the script, and goes back to the row otherwise."""
    session = _mine_or_404(request.user, pk)
    form = MarkForm(request.POST)
    problem = ""
    if form.is_valid():
        try:
            services.mark(session_id=pk, by=request.user, **form.details(session))
        except RuleBroken as broken:
            problem = broken.message
    else:
        problem = next(iter(form.errors.values()))[0]
    if request.headers.get("Accept") == "application/json":
        counts = _counts(services.roll_of(session))
        return JsonResponse({"problem": problem, "counts": counts}, status=422 if problem else 200)
    if problem:
        messages.error(request, problem)
    return redirect(f"{reverse('roll', args=[pk])}#m{form.data.get('member', '')}")


@does(sign_up_acts, "mark")
@login_required
@require_POST
def rest(request, pk: int):
    """Mark everyone who is left."""
    session = _mine_or_404(request.user, pk)
    return _do(
        request,
        session,
        lambda: services.mark_rest(session_id=pk, state=request.POST.get("state", ""), by=request.user),
        "其余人员已标记。",
    )


@does(sign_up_acts, "walk_in")
@login_required
@require_POST
def walk_in(request, pk: int):
    """Add someone who came without a place."""
    session = _mine_or_404(request.user, pk)
    member_id = row_id(request.POST.get("member")) or 0
    return _do(
        request,
        session,
        lambda: services.add_walk_in(session_id=pk, member_id=member_id, by=request.user),
        "已加入名单，记为“到”。",
    )


@does(session_acts, "submit")
@login_required
@require_POST
def submit(request, pk: int):
    """Close the roll and record the hours."""
    session = _mine_or_404(request.user, pk)
    return _do(
        request,
        session,
        lambda: services.submit_roll(session_id=pk, by=request.user),
        "点名已提交，培训已记入到场人员的记录。" if session.activity.is_training else "点名已提交，时长已生成。",
    )


def _do(request, session: ActivitySession, act, done: str):
    do_told(request, act, done)
    return redirect("roll", session.pk)


@login_required
@never_cache
def venue(request, pk: int):
    """The code on the wall, anew every half minute by a refresh header: no script needed."""
    session = _mine_or_404(request.user, pk)
    if session.activity.roll_method != RollMethod.QR:
        raise Http404
    now = timezone.now()
    address = request.build_absolute_uri(reverse("venue-scan", args=[pk, code_now(session, now)]))
    context = {"session": session, "svg": qr_element(address), "why_closed": _why_closed(session)}
    reply = render(request, "volunteers/activities/venue.html", context)
    reply["Refresh"] = str(seconds_left(now))
    return reply


def _may_export(user, session: ActivitySession) -> bool:
    return ActivitySession.objects.allowed(user, P.EXPORT).filter(pk=session.pk).exists()


@login_required
@never_cache
def roll_xlsx(request, pk: int):
    """The roll as a workbook, for who may export; recorded."""
    session = _mine_or_404(request.user, pk)
    if not _may_export(request.user, session):
        raise Http404
    _record(request, session, "点名表")
    return workbook_reply(roll_workbook(session), f"点名表-{session.activity.title}.xlsx")


@login_required
@never_cache
def sign_in_docx(request, pk: int):
    """The sheet to sign at the door, on paper; recorded."""
    session = _mine_or_404(request.user, pk)
    _record(request, session, "签到表")
    return docx_response(request, f"签到表-{session.activity.title}.docx", sign_in_sheet(session))


def _record(request, session: ActivitySession, what: str) -> None:
    subject, rows = f"活动{what}（场次编号{session.pk}）", [session, *services.roll_of(session)]
    record_rows(request.user, rows, subject=subject, area=session.activity.area)
