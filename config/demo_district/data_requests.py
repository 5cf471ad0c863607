"""Requests about personal data in the demo: one that waits, one answered, one refused with its reason."""

from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.models import Post
from volunteers.choices import DataRequestKind
from volunteers.home.services.data_requests import data_requests
from volunteers.models import Member

ASKED = (
    (DataRequestKind.CORRECT, "手机号要换成新号码，请社区核实后更改。", "", False),
    (DataRequestKind.EXPLAIN, "想知道上个月的服务时长是怎么记入的。", "由活动负责人点名记入，名单已当面核对。", False),
    (
        DataRequestKind.DELETE,
        "请删除去年全部服务记录。",
        "服务记录是积分的依据，年度内不能单独删除；注销账号时一并删除。",
        True,
    ),
)


def build_data_requests() -> None:
    """Asked by members with logins, answered by their community."""
    for member, (kind, text, answer, refused) in zip(
        Member.objects.filter(user__isnull=False, report_ins__ended_at__isnull=True).order_by("pk").distinct(),
        ASKED,
        strict=False,
    ):
        request = make(data_requests, "ask", kind=kind, text=text, by=member.user).row
        if answer:
            community = member.report_ins.get(ended_at__isnull=True).community_id
            post = Post.objects.live().filter(kind=PostKind.COMMUNITY_SECRETARY, area=community).earliest("pk")
            perform_one(data_requests, "refuse" if refused else "settle", pk=request.pk, answer=answer, by=post.holder)
