"""Making the sheets of a whole community: at once when they are few, by a worker with visible progress when many."""

from django.db import transaction
from django.utils import timezone

from orgtree.acts import Act, Acts, declare_acts, note_first
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.runs import Running, do_now, start_run
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.feedback.models import FeedbackRun
from volunteers.feedback.rules import Stretch
from volunteers.feedback.services.drawing import draw_sheets, members_of

AT_ONCE = 100  # members; more are left to a worker
# What a run counts.
COUNTED = {
    "made": "新生成",
    "redrawn": "记录有变动，已重新生成",
    "same": "没有变动",
    "signed": "已签发，不再改动",
    "refused": "本人未同意反馈，不生成",
    "cancelled": "同意已撤回，已取消",
}


@transaction.atomic
def start_drawing(*, community: Area, stretch: Stretch, by) -> FeedbackRun:
    """The run: done already where members are few, else on its way. Raises RuleBroken at `community` or `period`."""
    if community.kind not in RESIDENT_COMMITTEE_KINDS or not by.holds_at(P.FEEDBACK_SIGN, community):
        raise not_found("社区", field="community")
    if stretch.start > timezone.localdate():
        raise RuleBroken("future", "这一期还没有开始", field="period")
    total = members_of(community, stretch).count()
    run = FeedbackRun(area=community, period_kind=stretch.kind, period_start=stretch.start, total=total, created_by=by)
    run = do_now(run) if total <= AT_ONCE else start_run(run)
    note_first(feedback_runs, "start", run, by=by)
    return run


# What its owner may do to a run is declared of runs.
feedback_runs = declare_acts(
    Acts(
        FeedbackRun,
        called="生成反馈表",
        acts=(
            Act(
                "start",
                "生成反馈表",
                "生成",
                frozenset(),
                None,
                leads="等待处理；人少的立即完成",
                permission=P.FEEDBACK_SIGN,
                by_form=True,
            ),
        ),
    )
)


def draw_all(running: Running) -> dict[str, int]:
    """The work of a run, in one transaction: how many sheets were made, drawn anew, left alone."""
    run = FeedbackRun.objects.select_related("area", "created_by").get(pk=running.pk)
    drawn = draw_sheets(community=run.area, stretch=run.stretch, report=running.report, by=run.created_by)
    return drawn.as_counts()
