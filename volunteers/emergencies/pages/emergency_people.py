"""The list of an emergency with its telephone numbers: seen by those who run it, while it runs; every look is recorded."""

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.looks.services.access import record_rows
from orgtree.models import AccessLog, Area
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook
from orgtree.text.free_text import ScannedForm
from orgtree.text.namesakes import tell_apart
from orgtree.text.rules.numbers import row_ids
from orgtree.web.downloads import workbook_reply
from volunteers.emergencies.choices import CallUpState
from volunteers.emergencies.forms import CallUpForm
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.pages.emergencies import Desk, working_desk
from volunteers.emergencies.services.answers import REASON_LENGTH, call_up_acts, record_answers
from volunteers.emergencies.services.call_ups import Wanted, call_up, call_up_rounds, count_wanted, spots_to_call
from volunteers.members.forms.fields import MemberForm
from volunteers.members.pages.telling import do_in

PER_PAGE = 100
MOST_EXPORTED = 20_000
HEADINGS = (
    Heading("姓名"),
    Heading("手机", width=18),
    Heading("工作单位", width=28),
    Heading("所在区域", width=30),
    Heading("回复"),
    Heading("回复时间", width=18),
    Heading("说明", width=24),
)


class ReasonForm(ScannedForm):
    reason = forms.CharField(
        label="导出事由",
        min_length=2,
        max_length=200,
        error_messages=dict.fromkeys(("required", "min_length", "max_length"), "请填写导出事由（2至200字）"),
    )


class AnswersForm(MemberForm):
    """What the chosen people said over the telephone."""

    reason = forms.CharField(
        label="说明",
        required=False,
        max_length=REASON_LENGTH,
        error_messages={"max_length": f"说明不超过{REASON_LENGTH}字"},
    )


def listed(request, desk: Desk):
    """The invitations on view, by place; `?state=` narrows them."""
    rows = CallUp.objects.listed(request.user, P.EMERGENCY_RUN).filter(emergency=desk.emergency).within(desk.area)
    if (state := request.GET.get("state")) in CallUpState.values:
        rows = rows.filter(state=state)
    return rows.select_related("member", "area__parent__parent").order_by("area__code", "member")


@login_required
@never_cache
@require_GET
def people(request, pk: int):
    """A page of the list, with telephone numbers, to call them one by one and note what they say."""
    return _shown(request, working_desk(request, pk))


def _shown(request, desk: Desk, *, answers: AnswersForm | None = None, export: ReasonForm | None = None):
    """The page; with a refused form on it, its words, its choice and what is wrong with them. Every look is recorded."""
    page = Paginator(listed(request, desk), PER_PAGE).get_page(request.GET.get("page"))
    tell_apart(row.member for row in page.object_list)
    if page.object_list:
        record_rows(
            request.user,
            page.object_list,
            action=AccessLog.Action.VIEW,
            subject=f"应急动员名单（{desk.emergency.number}）",
            area=desk.area,
        )
    context = {
        "desk": desk,
        "tab": "people",
        "page": page,
        "states": CallUpState.choices,
        "state": request.GET.get("state", ""),
        "answers_form": answers or AnswersForm(auto_id="answer-%s"),
        "chosen": _chosen(request),
        "reason_form": (export or ReasonForm()) if request.user.holds_at(P.EXPORT, desk.area) else None,
    }
    return render(
        request, "volunteers/emergencies/emergency_people.html", context, status=422 if answers or export else 200
    )


def _chosen(request) -> list[int]:
    """The ids of the lines that were ticked, at most a page of them."""
    return row_ids(request.POST.getlist("ids"))[:PER_PAGE]


@does(call_up_acts, "take_answer")
@login_required
@require_POST
def answers(request, pk: int):
    """Answers taken over the telephone, for the chosen lines."""
    desk = working_desk(request, pk)
    form = AnswersForm(request.POST, auto_id="answer-%s")
    chosen, accept = _chosen(request), request.POST.get("answer") == "accept"
    record = partial(record_answers, emergency_id=pk, call_up_ids=chosen, accept=accept, by=request.user)
    if do_in(request, form, record, lambda outcome: outcome.tell_result("记录")):
        return redirect(f"{reverse('emergency-people', args=[pk])}?{request.GET.urlencode()}")
    return _shown(request, desk, answers=form)


@login_required
@require_POST
def export(request, pk: int):
    """The list as .xlsx, for a reason that is recorded."""
    desk = working_desk(request, pk)
    if not request.user.holds_at(P.EXPORT, desk.area):
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, desk, export=form)
    rows = list(listed(request, desk)[:MOST_EXPORTED])
    record_rows(
        request.user,
        rows,
        subject=f"应急动员名单（{desk.emergency.number}）",
        area=desk.area,
        reason=form.cleaned_data["reason"],
    )
    about = f"{desk.emergency}　区域：{desk.area.path_label()}　动员结束后请销毁本表"
    sheet = Sheet("动员名单", "应急动员名单", about, HEADINGS, (_line(row) for row in rows), total=[""] * len(HEADINGS))
    return workbook_reply(write_workbook([sheet]), f"应急动员名单_{desk.emergency.number}.xlsx")


def _line(row: CallUp) -> list:
    return [
        row.member.name,
        row.member.phone,
        row.member.unit_name,
        row.area.place_label,
        row.get_state_display(),
        row.answered_at,
        row.reason,
    ]


@does(call_up_rounds, "start")
@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def calls(request, pk: int):
    """Call people up in the area on view, and watch the rounds go out."""
    desk = working_desk(request, pk)
    spots = spots_to_call(desk.emergency, desk.area, request.user)
    form = CallUpForm(request.POST or None, spots=spots)
    found = None
    if form.is_valid():
        try:
            found = _call(request, desk, form, spots)
        except RuleBroken as error:
            form.refuse(error)
        if found is None and not form.errors:
            return redirect(f"{reverse('emergency-calls', args=[pk])}?area={desk.area.pk}")
    runs = list(desk.emergency.runs.filter(created_by=request.user)[:5])
    context = {
        "desk": desk,
        "tab": "calls",
        "form": form,
        "found": found,
        "runs": runs,
        "spots": spots,
        "working": any(run.is_waiting for run in runs),
        "below": form.fields["places"].queryset,
    }
    part = (
        "volunteers/emergencies/parts/emergency_runs.html"
        if request.htmx
        else "volunteers/emergencies/emergency_calls.html"
    )
    return render(request, part, context, status=422 if form.errors else 200)


def _call(request, desk: Desk, form: CallUpForm, spots: list[Area]) -> int | None:
    """How many would be called, where that was the question; None after the round has been handed to a worker."""
    data = form.cleaned_data
    places = list(data["places"]) or spots
    wanted = Wanted(places, [skill.pk for skill in data["skills"]], data["free_times"], data["duties"])
    if request.POST.get("act") == "count":
        return count_wanted(emergency=desk.emergency, wanted=wanted, by=request.user)
    call_up(emergency_id=desk.emergency.pk, wanted=wanted, by=request.user)
    messages.success(request, "已开始发出动员，可以离开本页。")
    return None
