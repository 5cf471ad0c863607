"""Polls and their sums for programs: what is published of them; ballots, rolls and tokens are no program's business."""

from assessments.ballots.lists import poll_list, tally_list
from assessments.bases import AssessViewSet


class PollViewSet(AssessViewSet):
    """Polls of the viewer's areas."""

    listing = poll_list
    texts = {
        "list": ("投票列表", "职责范围内组织的投票：状态、应投票人数、名册摘要。不含名册、选票和计票前的任何票数。"),
        "retrieve": ("一次投票", "状态、应投票人数、名册摘要和各步时间。"),
    }


class PollTallyViewSet(AssessViewSet):
    """Sums: there are none before the tally."""

    listing, subject = tally_list, "计票结果"
    texts = {
        "list": ("计票结果列表", "计票后各评议对象各类别的票数；有效票不足的类别只有不计入的原因。"),
        "retrieve": ("一项计票结果", "一个评议对象一个类别的各栏票数、有效、弃权和废票。"),
    }
