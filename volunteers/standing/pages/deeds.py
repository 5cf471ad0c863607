"""A member's own deeds: those that no service record stands for, and deductions that wait for the person's word."""

from decimal import Decimal

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from orgtree.acts import does, perform_one
from orgtree.acts.pages import page_to_do
from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain
from volunteers.members.models.report_in import ReportIn
from volunteers.members.pages.access import member_page
from volunteers.members.pages.telling import do_in
from volunteers.points.choices import ItemEntry
from volunteers.points.models.points import RuleItem
from volunteers.points.rules.words import item_in_words
from volunteers.points.services.points import explain
from volunteers.points.services.rule_sets import RuleBook
from volunteers.standing.choices.deed import DeedOrigin, DeedState
from volunteers.standing.forms.deed import DeedForm, ReplyForm
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.deeds import DeedRow, report_deed

REPORTED = "已提交，等待社区确认。"
REPORTED_BEFORE = "这一事项先前已经提交，没有重复登记。"
SHOWN = 100  # the newest; earlier ones stand in the copy of one's data


@member_page
def deeds(request):
    """The member's reports, newest first."""
    mine = DeedReport.objects.mine(request.user).labelled()[:SHOWN]
    return render(request, "volunteers/standing/deeds.html", {"tab": "points", "deeds": mine})


@does(deed_acts, "report")
@member_page
def new(request):
    """Report one deed. The client key in the form makes a second sending find the first report."""
    if not ReportIn.objects.mine(request.user).belonging().exists():
        return render(request, "volunteers/service/service_not_yet.html", {"tab": "points", "doing": "申报积分事项"})
    form = DeedForm(request.POST or None, request.FILES or None, items=_items(request.member))

    def report(file, quantity: int, **said) -> tuple[DeedReport, bool]:
        row = DeedRow(member_id=request.member.pk, origin=DeedOrigin.SELF, quantity=Decimal(quantity), **said)
        return report_deed(row=row, upload=file, by=request.user)

    if made := do_in(request, form, report, lambda made: REPORTED if made[1] else REPORTED_BEFORE):
        return redirect("member-deed", made[0].pk)
    context = {"tab": "points", "form": form, "file_lost": "file" in request.FILES}
    return render(request, "volunteers/standing/deed_form.html", context)


def _items(member) -> list[RuleItem]:
    """The items that a member may report, by the rules in force where they belong; none while nothing is published."""
    try:
        rule_set = RuleBook().set_for(member.area, timezone.localdate())
    except RuleBroken:
        return []
    return [item for item in rule_set.items.all() if item.entry == ItemEntry.SELF]


def _mine_or_404(request, pk: int) -> DeedReport:
    mine = DeedReport.objects.mine(request.user).labelled().select_related("area", "service__kind")
    return get_object_or_404(mine, pk=pk)


@does(deed_acts, "reply", "withdraw")
@member_page
def deed(request, pk: int):
    """One report in full, with what the member can do about it, and what it gave and why."""
    report = _mine_or_404(request, pk)
    entry = report.point_entry()
    context = {
        "tab": "points",
        "deed": report,
        "entry": entry,
        "gave": entry and plain(entry.credit.credited),
        "why": explain(entry) if entry else "",
        "may_reply": report.state == DeedState.NOTICED,
        "rule": item_in_words(report.item().as_value()),
        "form": ReplyForm(initial={"reply": report.reply}),
    }
    return render(request, "volunteers/standing/deed.html", context)


@does(deed_acts, "reply")
@member_page
@require_POST
def reply(request, pk: int):
    """The person's own word on a deduction; it may be changed until somebody has decided."""
    report = _mine_or_404(request, pk)
    form = ReplyForm(request.POST)

    def act(reply: str) -> DeedReport:
        return perform_one(deed_acts, "reply", pk=pk, text=reply, by=request.user)

    if do_in(request, form, act, "说明已保存，审核的人会看到。"):
        return redirect("member-deed", pk)
    rule = item_in_words(report.item().as_value())
    context = {"tab": "points", "deed": report, "may_reply": True, "form": form, "rule": rule}
    return render(request, "volunteers/standing/deed.html", context)


withdraw = page_to_do(
    deed_acts,
    "withdraw",
    seen=DeedReport.objects.mine,
    leads=lambda deed: ("member-deed", deed.pk),
    done="已撤回。",
    access=member_page,
)
