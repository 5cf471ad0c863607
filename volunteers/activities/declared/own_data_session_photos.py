"""Photos of sessions that the member added as their leader."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member

HEADERS = ("活动", "时间", "说明", "上传时间")


def section(member: Member) -> Section:
    photos = member.session_photos.select_related("session__activity")
    rows = [
        (photo.session.activity.title, photo.session.when_in_words, photo.caption, plain(photo.added_at))
        for photo in photos
    ]
    return Section("上传的现场照片", HEADERS, rows)
