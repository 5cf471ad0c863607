"""A member's own report-in: see it, correct it, take it back, move it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from orgtree.acts import course_of, does, perform_one
from volunteers.members.forms.join import ResidenceForm
from volunteers.members.models.report_in import BELONGING, ReportIn
from volunteers.members.pages.access import member_page
from volunteers.members.pages.picker import pick_community
from volunteers.members.pages.telling import do_in, do_told
from volunteers.members.services.own_report_in import latest_report_in, report_in_at
from volunteers.members.services.report_in_acts import report_ins


@member_page
def report_in(request):
    """The live report-in with its steps, and what can be done about it."""
    latest = latest_report_in(request.user)
    context = {
        "tab": "home",
        "report_in": latest,
        "belongs": latest is not None and latest.state in BELONGING,
        "steps": course_of(report_ins, latest) if latest else [],
    }
    return render(request, "volunteers/members/report_in.html", context)


@does(report_ins, "leave", "withdraw")
@member_page
@require_POST
def leave(request):
    """End the live report-in: taken back while it waits, closed by own wish once accepted."""
    live = get_object_or_404(ReportIn.objects.mine(request.user).live())

    def act() -> str:
        belongs = live.state in BELONGING
        perform_one(report_ins, "leave" if belongs else "withdraw", pk=live.pk, by=request.user)
        left = "您已退出报到，服务时长和积分都会保留；欢迎随时再来。"
        return left if belongs else "报到已撤回，需要时可以重新提交。"

    do_told(request, act)
    return redirect("member-report-in")


@does(report_ins, "submit", "resubmit", "transfer")
@member_page
def choose(request):
    """Name a community: for a first report-in, a corrected one, or a move, whichever the state calls for."""
    live = ReportIn.objects.mine(request.user).live().select_related("community").first()
    picker = pick_community(request.GET)
    context = {"tab": "home", "picker": picker, "live": live, "moving": live is not None and live.state in BELONGING}
    if not picker.chosen:
        return render(request, "volunteers/members/choose_community.html", context)
    form = ResidenceForm(request.POST or None, initial=_residence(live, picker.chosen))

    def act(residence: str) -> str:
        return _report_in(request.member, live, picker.chosen, residence, request.user)

    if do_in(request, form, act, str):
        return redirect("member-report-in")
    return render(
        request, "volunteers/members/report_in_form.html", context | {"form": form, "community": picker.chosen}
    )


def _residence(live: ReportIn | None, community) -> dict:
    """The residence as it was given, as long as the community stays the same."""
    return {"residence": live.residence} if live and live.community_id == community.pk else {}


def _report_in(member, live: ReportIn | None, community, residence: str, user) -> str:
    """Do what the state calls for and say so in a sentence; raises RuleBroken where the state allows nothing."""
    report_in_at(member=member, community=community, residence=residence, by=user)
    if live is None:
        return f"已向{community.name}提交报到，请等待审核。"
    if live.state in BELONGING:
        return f"已转到{community.name}，请等待该社区审核；您的服务时长和积分都会保留。"
    return "已重新提交，请等待审核。"
