"""Figures of duty posts: how many, how many people they need and have, how many members hold one."""

from django.db.models import Exists, OuterRef

from orgtree.declare import Derived, Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.figures.rules import share
from volunteers.duties.lists import claim_list, post_list
from volunteers.duties.models import DutyClaim, DutyPost
from volunteers.members.declared.measures_report_ins import on_the_roll, report_in_count

GROUP = "设岗定责"
POST_COLUMNS = post_list.pick("title post_class kind place needed term")
CLAIM_COLUMNS = claim_list.pick("number masked_member post place appointed_at")


POST_TOUCHES = ("needed", "since", "until", "closed_at", "created_at")
CLAIM_TOUCHES = ("member", "post", "appointed_at", "ended_at")
POSTS = Marker(DutyPost, POST_TOUCHES, area="area", since="since")
CLAIMS = Marker(DutyClaim, CLAIM_TOUCHES, area="post__area", since="appointed_at")
# A holder counts where they belong, not where the post is.
HOLDERS = (
    Marker(DutyClaim, CLAIM_TOUCHES, area="member__report_ins__placings__area", since="appointed_at"),
    Marker(DutyPost, POST_TOUCHES, area="claims__member__report_ins__placings__area", since="since"),
)


def standing(window: Window):
    """Posts that stood at the moment of the window."""
    posts = DutyPost.objects.standing_at(window.moment, window.last_day)
    return posts.select_related("area__parent__parent").order_by("area_id", "pk")


def held(window: Window):
    """Claims whose holder was in a standing post at the moment of the window."""
    posts = DutyPost.objects.standing_at(window.moment, window.last_day).filter(pk=OuterRef("post"))
    claims = DutyClaim.objects.appointed_at_moment(window.moment).filter(Exists(posts))
    return claims.select_related("member", "post__area__parent__parent").order_by("post_id", "pk")


def holders(window: Window):
    """Members on the roll who held at least one post; a person counts once, where they belong."""
    return on_the_roll(window).filter(Exists(held(window).filter(member=OuterRef("member")).order_by()))


def vacancies(needed, filled):
    """Heads needed and not there; None where no post needs anybody."""
    return None if needed is None else max(needed - (filled or 0), 0)


registry.add_figures(
    [
        Measure(
            key="volunteers.duty_posts",
            label="岗位数",
            unit="个",
            definition="统计期末在任期内、未停止的岗位",
            rows=standing,
            marks=(POSTS,),
            area="area",
            columns=POST_COLUMNS,
            group=GROUP,
            stock=True,
        ),
        Measure(
            key="volunteers.duty_needed",
            label="需要人数",
            unit="人",
            definition="上述岗位的需要人数之和",
            rows=standing,
            marks=(POSTS,),
            area="area",
            value="needed",
            columns=POST_COLUMNS,
            group=GROUP,
            stock=True,
        ),
        Measure(
            key="volunteers.duty_filled",
            label="在岗人次",
            unit="人次",
            definition="统计期末在上述岗位上的党员，一人任两岗计两次，按岗位所在区域统计",
            rows=held,
            marks=(POSTS, CLAIMS),
            area="post__area",
            columns=CLAIM_COLUMNS,
            group=GROUP,
            stock=True,
        ),
        report_in_count(
            "duty_holders",
            "设岗定责认岗党员",
            "名",
            "统计期末在册的报到党员中，至少在一个岗位上任岗的人数，每人只计一次，按本人所在区域统计",
            holders,
            marks=HOLDERS,
            stock=True,
            headline=True,
            source="S24",
        ),
        Derived(
            key="volunteers.duty_vacancies",
            label="缺岗数",
            unit="人",
            definition="需要人数 − 在岗人次",
            parts=("volunteers.duty_needed", "volunteers.duty_filled"),
            formula=vacancies,
            group=GROUP,
            decimals=0,
            is_rate=False,
        ),
        Derived(
            key="volunteers.duty_holders_share",
            label="认岗率",
            unit="%",
            definition="设岗定责认岗党员 ÷ 在职党员报到",
            parts=("volunteers.duty_holders", "volunteers.reported"),
            formula=share,
            group="在职党员报到",
        ),
    ]
)
