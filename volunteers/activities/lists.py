"""The columns of activities, sessions, sign-ups, photos and residents' answers, for every surface that lists them."""

from operator import attrgetter

from django.utils import timezone

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column
from volunteers.activities.models.activity import Activity, ActivitySession, SignUp
from volunteers.activities.models.outreach import SessionEcho
from volunteers.activities.models.session_photo import SessionPhoto

ACTIVITY_COLOURS = {"草稿": "warning", "已发布": "success", "已结束": "info", "已取消": "danger"}
SESSION_COLOURS = {"已点名": "success", "待点名": "warning", "已取消": "danger", "未开始": "info"}


def session_columns(lookup: str = "") -> dict[str, Column]:
    """Of what session a row is: `activity`, `category`, `host` from the community downward, `when` and `starts_at`."""
    session = attrgetter(lookup) if lookup else lambda row: row
    prefix = f"{lookup}__" if lookup else ""
    return {
        "activity": Column("活动", lambda row: session(row).activity, order=f"{prefix}activity"),
        "category": Column("类型", lambda row: session(row).activity.get_category_display()),
        "host": Column("主办", lambda row: session(row).activity.area.place_label),
        "when": Column("时间", lambda row: session(row).when_in_words, order=f"{prefix}starts_at"),
        "starts_at": Column("开始时间", lambda row: session(row).starts_at, order=f"{prefix}starts_at"),
    }


def state_by_the_clock(session: ActivitySession) -> str:
    if session.cancelled_at:
        return "已取消"
    if session.roll_submitted_at:
        return "已点名"
    return "待点名" if session.starts_at <= timezone.now() else "未开始"


def places_in_words(session: ActivitySession) -> str:
    """Taken of all, and how many wait; the rows come `counted()`."""
    line = f"，候补{session.waiting}" if session.waiting else ""
    return f"{session.taken}/{session.capacity}{line}"


activity_list = declare_list(
    Activity,
    columns=columns_of(Activity, "title category reach")
    | area_columns("主办区域")
    | {
        "state": state_column(Activity, ACTIVITY_COLOURS),
        "sessions": Column("场次", lambda activity: activity.held, number=True, field="held"),
        "next": Column("最近一场", lambda activity: activity.next_at, order="next_at"),
    },
    desk="state title category area reach sessions next",
    links="state title",
    filters=("state", "category", "reach", "area"),
    loads=("area",),
    api=(
        "id title category category_label area kind description reach team roll_method contact risk_note "
        "insurance_note state state_label is_risky published_at cancel_reason sessions"
    ),
    asked_by="state category under",
    ordered_by="created_at",
)
session_list = declare_list(
    ActivitySession,
    columns=columns_of(ActivitySession, "place roll_submitted_at")
    | session_columns()
    | {
        "area": Column("主办", lambda session: session.activity.area),
        "places": Column("报名", places_in_words),
        "leader": Column("带队人", lambda session: session.leader, personal=True, order="leader"),
        "state": Column("状态", state_by_the_clock, tones=SESSION_COLOURS),
    },
    desk="when activity area place places leader state",
    filters=("activity", "activity__category"),
    order="-starts_at -pk",
    loads=("activity__area", "leader"),
    api=(
        "id activity starts_at ends_at place capacity taken waiting sign_up_until cancelled_at cancel_reason "
        "roll_submitted_at"
    ),
    asked_by="category starts_since starts_until team under",
    ordered_by="starts_at",
)
sign_up_list = declare_list(
    SignUp,
    columns=columns_of(SignUp, "state signed_up_at excuse arrived_at left_at")
    | session_columns("session")
    | {
        "place": Column("地点", lambda row: row.session.place),
        "by_qr": Column("是否扫码签到", lambda row: row.by_qr),
    },
    loads=("session__activity",),
    member="member",
    own="activity category when place state signed_up_at excuse arrived_at left_at by_qr",
    api="id session member state state_label signed_up_at promoted_at excuse is_walk_in arrived_at left_at by_qr",
    asked_by="state session member",
    ordered_by="signed_up_at",
)
photo_list = declare_list(
    SessionPhoto,
    columns=columns_of(SessionPhoto, "caption added_at") | session_columns("session"),
    loads=("session__activity",),
    member="member",
    own="activity when caption added_at",
    own_title="上传的现场照片",
    api="id session caption words added_at",
    asked_by="session added_since under",
    ordered_by="added_at",
)
echo_list = declare_list(
    SessionEcho,
    columns=session_columns("session")
    | {
        "answers": Column("评价份数", lambda echo: echo.answers, number=True, field="answers"),
        "pleased": Column("满意和基本满意", lambda echo: echo.pleased, number=True, field="pleased"),
        "residents": Column("服务居民（人）", lambda echo: echo.residents, number=True, field="residents"),
        "checked": Column("核验", lambda echo: echo.checked),
    },
)
