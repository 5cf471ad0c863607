"""A member's own services: list, log, correct, take back."""

from datetime import date, timedelta
from functools import partial
from itertools import groupby

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from orgtree.acts import does, make
from orgtree.acts.pages import page_to_do
from orgtree.errors import RuleBroken
from volunteers.members.models.report_in import ReportIn
from volunteers.members.pages.access import member_page
from volunteers.members.pages.telling import do_in
from volunteers.members.pages.years import chosen_year
from volunteers.points.services.rule_sets import RuleBook
from volunteers.points.services.years import without_closed
from volunteers.service.choices import HourChangeState, ServiceState
from volunteers.service.forms.hour_change import as_initial
from volunteers.service.forms.service import ServiceForm
from volunteers.service.models.service import ServiceRecord
from volunteers.service.services.quick_ways import quick_ways
from volunteers.service.services.service_records import revise_service, service_acts
from volunteers.teams.services.teams import teams_to_serve_with


@member_page
def services(request):
    """One year of records by month, newest first, each month with its confirmed hours; a number elsewhere narrows them."""
    mine = ServiceRecord.objects.mine(request.user)
    years = [day.year for day in mine.dates("served_on", "year", order="DESC")]
    year = chosen_year(request.GET.get("year"), years)
    narrowed, words = _narrowed(request)
    records = mine.filter(narrowed).select_related("kind")
    if not words or "year" in request.GET:
        records = records.filter(served_on__year=year)
        words = words and [f"{year}年", *words]
    listed = list(records)
    context = {
        "tab": "services",
        "years": years,
        "year": year,
        "months": _months(listed),
        "may_serve": ReportIn.objects.mine(request.user).belonging().exists(),
        "narrowed": "、".join(words),
        "times": len(listed),
        "hours": sum(record.hours for record in listed),
    }
    return render(request, "volunteers/service/services.html", context)


def _narrowed(request) -> tuple[Q, list[str]]:
    """(the condition that `?state=` and `?kind=` make, the same in words); no words where nothing is narrowed."""
    condition, words = Q(), []
    if (state := request.GET.get("state")) in ServiceState.values:
        condition &= Q(state=state)
        words.append(ServiceState(state).label)
    if kind := request.GET.get("kind", "")[:40]:
        condition &= Q(kind__name=kind)
        words.append(kind)
    return condition, words


def _months(records) -> list[dict]:
    """[{"first", "hours", "records"}]: hours counts confirmed records only."""
    months = []
    for first, rows in groupby(records, key=lambda record: record.served_on.replace(day=1)):
        listed = list(rows)
        hours = sum(row.hours for row in listed if row.state == ServiceState.CONFIRMED)
        months.append({"first": first, "hours": hours, "records": listed})
    return months


@does(service_acts, "log")
@member_page
def log(request):
    """Log one service. The client key in the form makes a second sending find the first record."""
    if not ReportIn.objects.mine(request.user).belonging().exists():
        return render(request, "volunteers/service/service_not_yet.html", {"tab": "services"})
    teams = teams_to_serve_with(request.member)
    days = days_to_choose(request.member)
    form = ServiceForm(request.POST or None, request.FILES or None, days=days, area=request.member.area, teams=teams)
    if form.is_valid():
        record = _log(form, request)
        if record:
            return redirect("member-service", record.pk)
    return render(
        request,
        "volunteers/service/service_form.html",
        {
            "tab": "services",
            "form": form,
            "photo_lost": _photo_lost(request),
            "quick": quick_ways(request.member, form.fields["kind"].queryset),
        },
    )


def days_to_choose(member) -> list[date]:
    """Today and the days before it that the rules in force let a member fill in, the newest first."""
    today = timezone.localdate()
    try:
        back = RuleBook().set_for(member.area, today).self_days
    except RuleBroken:  # nothing is in force: sending the form says so
        back = 0
    return [today - timedelta(days=ago) for ago in range(back + 1)]


def _log(form: ServiceForm, request) -> ServiceRecord | None:
    """The record, new or found again; None with the refusal in the form."""
    try:
        made = make(service_acts, "log", by=request.user, client_key=form.cleaned_data["client_key"], **form.said())
    except RuleBroken as error:
        form.renew_key() if error.code == "key_reused" else form.refuse(error)
        return None
    if made.is_new:
        messages.success(request, service_acts.tell_done(service_acts["log"], made.row))
    else:
        messages.info(request, "这次服务先前已经保存，没有重复记录。")
    return made.row


def _photo_lost(request) -> bool:
    """Browsers do not send a file twice: the page has to ask for it again."""
    return "photo" in request.FILES


def mine_or_404(request, pk: int) -> ServiceRecord:
    return get_object_or_404(ServiceRecord.objects.mine(request.user).select_related("kind", "area", "team"), pk=pk)


@member_page
def service(request, pk: int):
    """One record in full, with what the member can do about it."""
    record = mine_or_404(request, pk)
    changes = list(record.hour_changes.select_related("old_kind", "new_kind"))
    waiting = any(change.state == HourChangeState.PROPOSED for change in changes)
    late = record.state == ServiceState.CONFIRMED and not without_closed([record]) and not record.point_entry()
    context = {"tab": "services", "record": record, "changes": changes, "waiting": waiting, "without_points": late}
    return render(request, "volunteers/service/service.html", context)


@does(service_acts, "resubmit")
@member_page
def revise(request, pk: int):
    """Correct a record that came back, and send it again."""
    record = mine_or_404(request, pk)
    if record.state != ServiceState.REJECTED:
        messages.error(request, "只有被退回的记录可以修改")
        return redirect("member-service", pk)
    days = sorted({*days_to_choose(request.member), record.served_on}, reverse=True)
    form = ServiceForm(
        request.POST or None,
        request.FILES or None,
        initial=as_initial(record),
        days=days,
        area=request.member.area,
        teams=teams_to_serve_with(request.member),
    )

    revise = partial(revise_service, record_id=pk, by=request.user)
    if do_in(request, form, revise, "已重新提交，等待社区确认。"):
        return redirect("member-service", pk)
    context = {"tab": "services", "form": form, "record": record, "photo_lost": _photo_lost(request)}
    return render(request, "volunteers/service/service_form.html", context)


withdraw = page_to_do(
    service_acts,
    "withdraw",
    seen=ServiceRecord.objects.mine,
    leads=lambda record: ("member-service", record.pk),
    done="记录已撤回，不再等待确认。",
    access=member_page,
)
