"""What the platform told the member."""

from orgtree.declare import Section
from orgtree.models import Notice
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    notices = Notice.objects.filter(user=member.user_id).order_by("created_at", "id") if member.user_id else ()
    rows = [(notice.title, notice.text, plain(notice.created_at), plain(notice.read_at)) for notice in notices]
    return Section("通知", ("标题", "内容", "时间", "已读时间"), rows)
