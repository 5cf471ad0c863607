"""One's own rectification list and talks on the phone: claim, tell, apply, say what followed; what a round leaves to be mended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessments.rectify.choices import ProposalState
from assessments.rectify.forms import DecideForm
from assessments.rectify.lists import item_list, talk_list
from assessments.rectify.models import LEFT, RectifyItem, RectifyProposal, Talk
from assessments.rectify.services.items import item_acts, own_items
from assessments.rectify.services.proposals import decide, proposal_acts
from assessments.rectify.services.talks import own_talks, talk_acts
from assessments.rectify.services.tasks_of import tasks_of
from assessments.rounds.models import Round
from assessments.rounds.services.rounds import ENDED
from orgtree.acts import does
from orgtree.acts.pages import Group, Phone
from orgtree.choices import Permission as P
from orgtree.desk.menu import stands_at
from orgtree.scope.services import within_reach

item_pages = Phone(
    item_acts,
    item_list,
    many="rectify-items",
    one="rectify-item",
    seen=lambda user: RectifyItem.objects.seen_by(user),
    groups=(
        Group(
            "要整改的",
            lambda user: own_items(user).filter(state__in=LEFT),
            "year due",
            "standing",
            "没有要整改的事项。",
        ),
        Group(
            "已结束的",
            lambda user: own_items(user).exclude(state__in=LEFT).order_by("-year", "-pk"),
            "year verified_at",
        ),
    ),
    facts=(
        "standing organisation year source problem fed_back_on due measure progress progress_at outcome applied_at finding "
        "verified_at giver"
    ),
    does="claim apply tell",
    intro="每一项写明措施、每季度填报进展，改好后申请销号，由督办方核验。",
    late="这一步已由本单位的他人办理。",
    row_template="assessments/rectify/item.html",
)
talk_pages = Phone(
    talk_acts,
    talk_list,
    many="talks",
    one="talk",
    seen=lambda user: Talk.objects.seen_by(user),
    groups=(Group("本单位的约谈", own_talks, "held_on due", "standing", "没有约谈记录。"),),
    facts="standing organisation kind trigger trigger_words held_on record demand due outcome reported_at closed_at giver",
    does="report",
    late="这一步已由本单位的他人办理。",
)


@login_required
@require_GET
def task_of_item(request, pk: int):
    """To the task of an item, which holds its evidence and what both sides say of it."""
    item = get_object_or_404(RectifyItem.objects.seen_by(request.user), pk=pk)
    task = tasks_of(item).first()
    if task is None:
        raise Http404
    return redirect("task", task.pk)


@stands_at(RectifyProposal)
@does(proposal_acts, "take_up", "strike")
@login_required
@require_http_methods(["GET", "POST"])
def to_mend(request, pk: int):
    """What was said of the subjects of a published round: the office lists or strikes each, or leaves it for later."""
    rounds = within_reach(Round, P.ASSESS_MANAGE, request.user).filter(state__in=ENDED).select_related("scheme", "area")
    round = get_object_or_404(rounds, pk=pk)
    if not request.user.holds_at(P.RECTIFY_MANAGE, round.area):
        raise Http404
    rows = RectifyProposal.objects.filter(subject__round=round).select_related("subject", "item")
    form = DecideForm(rows.waiting(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decide(request, form):
        return redirect("round-to-mend", pk)
    context = {"round": round, "form": form}
    context["listed"] = rows.filter(state=ProposalState.LISTED)
    context["struck"] = rows.filter(state=ProposalState.STRUCK)
    context["back"] = reverse("admin:assessments_round_change", args=[pk])
    return render(request, "assessments/rectify/to_mend.html", context, status=422 if form.errors else 200)


def _decide(request, form: DecideForm) -> bool:
    """Whether all that was chosen is done; what was refused stands at its field."""
    kept, struck = form.kept(), form.struck()
    refused = decide(kept, struck, by=request.user)
    for pk, broken in refused.items():
        form.add_error(f"problem_{pk}", broken.message)
    if refused:
        return False
    if kept or struck:
        messages.success(request, f"已列入{len(kept)}项，责任岗位收到任务；不列入{len(struck)}项。")
    else:
        messages.warning(request, "没有选择，没有列入。")
    return True
