"""The columns of duty posts, of claims on them and of pledges, for the desk, workbooks, figures and the member's own copy."""

from django.db.models import Q

from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, state_column, unsummed_columns
from volunteers.duties.choices import ClaimState
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.members.lists import (
    SKILLS_IN_USE,
    free_time_columns,
    grid_columns,
    member_columns,
    skill_columns,
)

POST_COLOURS = {"招募中": "success", "已停止": "info"}
CLAIM_COLOURS = {"待任岗": "warning", "在岗": "success", "未通过": "danger", "已离岗": "info"}


def heads_column(label: str, name: str) -> Column:
    """How many, as `counted()` counts them."""
    return Column(label, lambda post: getattr(post, name), number=True, field=name, order=name)


def heads_in_words(post: DutyPost) -> str:
    return f"需要{post.needed}人，在岗{post.appointed}人，待任岗{post.waiting}人，缺{post.missing}人"


post_list = declare_list(
    DutyPost,
    columns=columns_of(DutyPost, "title post_class kind duties needed since until contact")
    | free_time_columns("上岗时间")
    | skill_columns("所需特长")
    | grid_columns(lambda post: post.area)
    | {
        "state": state_column(DutyPost, POST_COLOURS),
        "place": Column("所属区域", lambda post: post.area.place_label, order="area__code"),
        "waiting": heads_column("待任岗", "waiting"),
        "appointed": heads_column("在岗", "appointed"),
        "missing": heads_column("缺岗", "missing"),
        "heads": Column("人数", heads_in_words),
        "ending": Column("任期截止", lambda post: post.until or "长期", order="until"),
        "term": Column("任期", lambda post: post.term_in_words),
    },
    desk="title post_class kind place needed waiting appointed missing ending state",
    filters=("state", "post_class", "kind", "area"),
    order="-state post_class area__code pk",  # open ones first
    loads=("area__parent__parent",),
    importer="duties",
    sheet="place waiting appointed missing state",
    sheet_loads=(SKILLS_IN_USE,),
    api=(
        "id area title post_class class_label kind kind_label duties needed waiting appointed skills free_times "
        "since until contact point_item state pledge"
    ),
    asked_by="state post_class kind under",
    ordered_by="since needed",
)
claim_list = declare_list(
    DutyClaim,
    columns=columns_of(DutyClaim, "origin claimed_at appointed_at ended_at cause reason pledge")
    | member_columns()
    | {
        "state": state_column(DutyClaim, CLAIM_COLOURS),
        "unit": Column("工作单位", lambda claim: claim.member.unit_name, personal=True),
        "post": Column("岗位名称", lambda claim: claim.post.title, order="post"),
        "place": Column("区域", lambda claim: claim.post.area.place_label, order="post__area__code"),
        "way": Column("签署", lambda claim: "纸质" if claim.on_paper else "在线"),
    },
    desk="state member unit post place origin claimed_at appointed_at",
    links="state member",
    filters=("state", "origin", "post__post_class", "post__area"),
    first=Q(state=ClaimState.CLAIMED),
    order="-claimed_at -pk",
    loads=("member", "post__area__parent__parent", "pledge"),
    member="member",
    own="post place pledge way origin state claimed_at appointed_at ended_at cause reason",
    api="id post title area member state state_label origin pledge claimed_at appointed_at ended_at cause reason",
    asked_by="state post member under",
    ordered_by="claimed_at appointed_at",
)
pledge_list = declare_list(
    PledgeText,
    columns=columns_of(PledgeText, "kind active_from") | unsummed_columns(PledgeText, "version"),
    desk="kind version active_from",
    filters=("kind",),
    order="kind -version",
)
