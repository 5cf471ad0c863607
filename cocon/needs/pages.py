"""Needs on the unit's own pages: choose one, take it on, report its milestones, accept; phone first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cocon.needs.choices import AskState, ClaimState, ResourceState, Side
from cocon.needs.declared.unit_home import needs_for
from cocon.needs.forms import ClaimForm, JudgeForm, OutcomeForm, ResultForm, WithdrawForm
from cocon.needs.lists import ask_list, dress_claims, dress_needs, resource_list
from cocon.needs.models import Claim, Need
from cocon.needs.rules import OPEN
from cocon.needs.services.asks import ask_acts, own_asks
from cocon.needs.services.claim_paper import claim_document
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.milestones import milestones_of, report_milestone
from cocon.needs.services.resources import own_resources, resource_acts
from cocon.needs.services.taking_on import claim_need
from cocon.units.pages import unit_page
from orgtree.acts import does, perform_one
from orgtree.acts.pages import Group, Phone
from orgtree.assigned.acts import task_acts
from orgtree.choices import TaskState
from orgtree.errors import RuleBroken
from orgtree.sheets.documents import docx_response

ON_A_PAGE = 30
FORMS = {"submit": OutcomeForm, "accept_for_unit": JudgeForm, "withdraw": WithdrawForm}


@unit_page
@require_GET
def needs(request):
    """Everything that the unit may take on."""
    page = Paginator(needs_for(request.unit), ON_A_PAGE).get_page(request.GET.get("page"))
    dress_needs(list(page))
    return render(request, "cocon/needs/needs.html", {"unit": request.unit, "page": page})


@unit_page
@require_GET
def need(request, pk: int):
    """One need, with the form to take it on; where the unit has done so, its own page of it."""
    own = Claim.objects.live().filter(unit=request.unit, need=pk).first()
    if own:
        return redirect("unit-claim", own.pk)
    return _show_need(request, pk)


def _show_need(request, pk: int, form: ClaimForm | None = None, status: int = 200):
    shown = get_object_or_404(Need.objects.open_to(request.unit).with_taken().select_related("area", "matter"), pk=pk)
    form = form or ClaimForm(initial={"quantity": shown.left})
    context = {"unit": request.unit, "need": shown, "form": form}
    return render(request, "cocon/needs/need.html", context, status=status)


@does(claim_acts, "claim")
@unit_page
@require_POST
def claim_here(request, pk: int):
    """Take it on; a second tap finds the first."""
    form = ClaimForm(request.POST)
    if not form.is_valid():
        return _show_need(request, pk, form, status=422)
    try:
        claim = claim_need(need_id=pk, unit=request.unit, by=request.user, **form.cleaned_data)
    except RuleBroken as error:
        if error.code == "not_found":
            raise Http404 from error
        form.refuse(error)
        return _show_need(request, pk, form, status=422)
    messages.success(request, "已认领，等社区确认。")
    return redirect("unit-claim", claim.pk)


@unit_page
@require_GET
def claims(request):
    """All that the unit has taken on: what is under way by the day of its end, then the others, newest first."""
    rows = Claim.objects.filter(unit=request.unit).select_related("need__area", "need__matter", "unit")
    soonest = Case(When(state__in=OPEN, then="need__until")).asc(nulls_last=True)
    page = Paginator(rows.order_by(soonest, "-claimed_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    dress_claims(list(page))
    return render(request, "cocon/needs/claims.html", {"unit": request.unit, "page": page})


@unit_page
@require_GET
def claim(request, pk: int):
    """One claim of the unit: what waits for it now, its milestones, what both sides say."""
    return _show_claim(request, _own_claim(request, pk))


def _own_claim(request, pk: int) -> Claim:
    rows = Claim.objects.filter(unit=request.unit).select_related("need__area", "need__matter", "unit")
    return get_object_or_404(rows, pk=pk)


@unit_page
@require_GET
def paper(request, pk: int):
    """What the unit takes on, to be printed and signed."""
    shown = _own_claim(request, pk)
    return docx_response(request, f"认领书-{shown.need.title}.docx", claim_document(shown))


def _offered(claim: Claim, said: set[str]) -> list[str]:
    """The acts that the unit may do now."""
    done, number = claim.progress
    too_early = {"submit"} if done < number else set()
    over = {"accept_for_unit"} if Side.UNIT in said else set()
    left_out = too_early | over
    return [act.key for act in claim_acts if act.key in FORMS and claim.state in act.leaves and act.key not in left_out]


def _show_claim(request, claim: Claim, refused: str = "", form=None, status: int = 200):
    """`refused` is the key of an act, or the id of a milestone, whose `form` comes back."""
    dress_claims([claim])
    acceptances = list(claim.acceptances.order_by("at"))
    forms = {key: FORMS[key](auto_id=f"{key}_%s") for key in _offered(claim, {one.side for one in acceptances})}
    tasks = list(milestones_of(claim))
    for task in tasks:
        task.form = ResultForm(auto_id=f"task{task.pk}_%s") if task.state in _to_report(claim) else None
        if refused == str(task.pk):
            task.form = form
    context = {
        "unit": request.unit,
        "claim": claim,
        "need": claim.need,
        "tasks": tasks,
        "acceptances": acceptances,
        "forms": forms | ({refused: form} if refused in FORMS else {}),
    }
    return render(request, "cocon/needs/claim.html", context, status=status)


def _to_report(claim: Claim) -> tuple[str, ...]:
    return (TaskState.GIVEN, TaskState.ACCEPTED) if claim.state == ClaimState.RUNNING else ()


@does(task_acts, "accept", "report")
@unit_page
@require_POST
def report(request, pk: int, task_pk: int):
    """A milestone is done: said in a few words."""
    shown, form = _own_claim(request, pk), ResultForm(request.POST, auto_id=f"task{task_pk}_%s")
    if form.is_valid():
        try:
            report_milestone(claim=shown, task_id=task_pk, by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            if error.code == "not_found":
                raise Http404 from error
            form.refuse(error)
        else:
            messages.success(request, "已报告。")
            return redirect("unit-claim", pk)
    return _show_claim(request, shown, str(task_pk), form, status=422)


@does(claim_acts, *FORMS)
@unit_page
@require_POST
def act_on(request, pk: int, act: str):
    """The unit submits, accepts or withdraws; what it wrote comes back where something is wrong."""
    key = act.replace("-", "_")
    if key not in FORMS:
        raise Http404
    shown, form = _own_claim(request, pk), FORMS[key](request.POST, auto_id=f"{key}_%s")
    if form.is_valid():
        try:
            perform_one(claim_acts, key, pk=pk, by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            form.refuse(error)
        else:
            messages.success(request, claim_acts[key].done)
            return redirect("unit-claim", pk)
    return _show_claim(request, shown, key, form, status=422)


resource_pages = Phone(
    resource_acts,
    resource_list,
    many="unit-resources",
    one="unit-resource",
    seen=own_resources,
    groups=(
        Group(
            "共享中",
            lambda user: own_resources(user).filter(state=ResourceState.SHARED),
            "kind matter until",
            empty="还没有共享的资源。",
        ),
        Group("已收回", lambda user: own_resources(user).filter(state=ResourceState.WITHDRAWN), "kind matter"),
    ),
    facts="state owner kind matter capacity hours conditions until reason",
    makes="offer",
    does="edit withdraw",
    access=unit_page,
    back=("unit-home", "返回本单位共建"),
)
ask_pages = Phone(
    ask_acts,
    ask_list,
    many="unit-asks",
    one="unit-ask",
    seen=own_asks,
    groups=(
        Group(
            "办理中",
            lambda user: own_asks(user).filter(state__in=[AskState.ASKED, AskState.PUBLISHED]),
            "place amount until",
            "state",
            "没有办理中的需求。",
        ),
        Group(
            "已结束",
            lambda user: own_asks(user).exclude(state__in=[AskState.ASKED, AskState.PUBLISHED]),
            "place amount answered_at",
            "state",
        ),
    ),
    facts="state unit place matter words amount until due need outcome reason asked_at answered_at",
    makes="ask",
    does="withdraw",
    access=unit_page,
    back=("unit-home", "返回本单位共建"),
    intro="写下本单位需要社区或其他单位帮什么；社区自己办，或列入需求清单请其他单位认领。",
)
