"""The course of a branch's review: the roll is drawn up and fixed, votes are entered twice, the organisation decides, each is told."""

from django.db.models import Q
from django.utils import timezone

from assessments.reviews.choices import ReviewedState, ReviewState
from assessments.reviews.models import Review, Reviewed
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, ask_reason, asks_of, declare_acts
from orgtree.choices import PartyOrgKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import PartyOrg
from orgtree.scope.models.rows import inside
from orgtree.scope.services import within_reach
from volunteers.models import Member

BRANCHES = (PartyOrgKind.BRANCH, PartyOrgKind.TEMPORARY)
PREPARING = frozenset({ReviewState.PREPARING})
NOT_DECIDED = frozenset({ReviewState.PREPARING, ReviewState.OPEN, ReviewState.ENTERED, ReviewState.COUNTED})
YEARS = 1


def branches_for(user, ids=None):
    """Branches whose review somebody may run."""
    rows = within_reach(PartyOrg, P.MEMBER_REVIEW, user).filter(kind__in=BRANCHES, dissolved_on=None)
    return rows.select_related("area")


def _start(review: Review, doing: Doing) -> None:
    today = timezone.localdate(doing.at)
    if not 0 <= today.year - review.year <= YEARS:
        raise RuleBroken("year", "年度应为今年或去年", field="year")
    if review.held_on.year not in (review.year, review.year + 1):
        raise RuleBroken("held_on", "评议会议应在当年或次年初召开", field="held_on")


def _fix(review: Review, doing: Doing) -> None:
    review.members = review.roll.count()
    if not review.members:
        raise RuleBroken("roll", "名册上还没有党员，请先录入名册", conflict=True)


def _close(review: Review, doing: Doing) -> None:
    untold = review.roll.exclude(state=ReviewedState.TOLD).count()
    if untold:
        raise RuleBroken("untold", f"还有{untold}人没有告知，告知后才能归档", conflict=True)
    review.closed_at = doing.at


def _void(review: Review, doing: Doing) -> None:
    """What was entered of votes goes; names go with their term."""
    review.first_votes = {}


review_acts = declare_acts(
    Acts(
        Review,
        called="民主评议",
        loads=("branch__area",),
        acts=(
            Making(
                "start",
                "开展评议",
                "开展",
                ReviewState.PREPARING,
                permission=P.MEMBER_REVIEW,
                asks=asks_of(
                    Review,
                    "branch year held_on",
                    at=P.MEMBER_REVIEW,
                    branch={"rows": branches_for},
                    year={"least": 2000, "most": 2100, "usual": lambda: timezone.localdate().year},
                ),
                stamps=("made_by", "made_at"),
                run=_start,
                done="{row}已开展，请录入名册。",
                hint="每个支部每年一次；名册由支部录入，姓名加密保存。",
                summary="开展民主评议",
                description="每个支部每年一次。名册、票数和评定只在办理页面录入，不经接口。",
            ),
            Act(
                "list",
                "录入名册",
                "录入",
                PREPARING,
                None,
                permission=P.MEMBER_REVIEW,
                by_form=True,
                hint="每行一个姓名；名册确定前可以改。",
                icon="groups",
            ),
            Act(
                "fix",
                "确定名册",
                "确定",
                PREPARING,
                ReviewState.OPEN,
                permission=P.MEMBER_REVIEW,
                run=_fix,
                done="名册已定，参评{row.members}人。评议会议投票后录入票数。",
                hint="确定后名册不再增减；优秀名额按参评人数的三分之一算，不进位。",
                icon="lock",
                summary="确定名册",
                description="确定后名册不再增减。",
            ),
            Act(
                "enter_votes",
                "录入票数",
                "录入",
                frozenset({ReviewState.OPEN}),
                ReviewState.ENTERED,
                permission=P.MEMBER_REVIEW,
                by_form=True,
                stamps=("first_by", "first_at"),
            ),
            Act(
                "count",
                "复录票数",
                "复录",
                frozenset({ReviewState.ENTERED}),
                ReviewState.COUNTED,
                permission=P.MEMBER_REVIEW,
                by_form=True,
                stamps=("second_by", "second_at"),
                not_by=(NotBy("first_by_id", "second_person", "复录须由另一人办理"),),
            ),
            Act(
                "redo",
                "退回重录",
                "退回",
                frozenset({ReviewState.ENTERED}),
                ReviewState.OPEN,
                permission=P.MEMBER_REVIEW,
                aside=True,
                run=_void,
                done="已退回，请重新录入票数。",
                hint="第一次录错的，退回后两人重新各录一遍。",
                icon="undo",
                summary="退回重录",
                description="第一次录入有误时；退回后两人各录一遍。",
            ),
            Act(
                "decide",
                "登记评定",
                "登记评定",
                frozenset({ReviewState.COUNTED}),
                ReviewState.DECIDED,
                permission=P.MEMBER_REVIEW,
                by_form=True,
                stamps=("decided_by", "decided_at"),
            ),
            Act(
                "close",
                "归档",
                "归档",
                frozenset({ReviewState.DECIDED}),
                ReviewState.CLOSED,
                permission=P.MEMBER_REVIEW,
                run=_close,
                done="已归档。",
                hint="每名党员都告知以后归档。",
                icon="inventory_2",
                summary="归档",
                description="每名党员都告知以后；还有没告知的返回409。",
            ),
            Act(
                "void",
                "作废",
                "作废",
                NOT_DECIDED,
                ReviewState.VOID,
                permission=P.MEMBER_REVIEW,
                asks=(ask_reason("作废", told="作废原因，2到200字"),),
                run=_void,
                done="已作废。",
                hint="用于年度或支部有误；评定以后不能作废。",
                summary="作废",
                description="评定以前；写明原因。",
            ),
        ),
    )
)


# --- Members on the roll ----------------------------------------------------------------------------------------------------


def members_for(user, ids=None):
    """Members of the platform who belong where the branch of these rows is, or below."""
    rows = within_reach(Member, P.MEMBER_VIEW, user)
    if ids is None:
        return rows
    near = Q(pk__in=[])
    for reviewed in Reviewed.objects.filter(pk__in=ids).select_related("review__branch__area"):
        near |= inside(reviewed.review.branch.area, "area")
    return rows.filter(near)


def _identify(reviewed: Reviewed, doing: Doing) -> None:
    member = doing.said["member"]
    if member.name != reviewed.name:
        raise RuleBroken("member", "平台上的姓名与名册不同，请核对", field="member")


def _to_the_person(reviewed: Reviewed, doing: Doing):
    words = "不合格的处置须由党组织另行按程序办理。" if reviewed.grade == "failed" else "有不同意见的，请向支部提出。"
    text = f"{reviewed.review}：组织评定为{reviewed.get_grade_display()}。{words}"
    return [Tell((reviewed.member.user_id,), "民主评议结果告知", text)] if reviewed.member else []


reviewed_acts = declare_acts(
    Acts(
        Reviewed,
        called="评议名册",
        member="member",
        loads=("review__branch__area", "member"),
        acts=(
            Act("list", "列入名册", "列入", frozenset(), ReviewedState.LISTED, P.MEMBER_REVIEW, by_form=True),
            Act(
                "identify",
                "对应平台党员",
                "对应",
                frozenset(ReviewedState),
                None,
                permission=P.MEMBER_REVIEW,
                aside=True,
                asks=(Ask("member", "平台党员", column="member", rows=members_for, found_by=(Reviewed, "member")),),
                run=_identify,
                done="已对应；结果会进入本人的数据副本。",
                hint="说明名册上的人是平台上的谁：结果进入本人的数据副本，服务次数在旁边列出，只供参考。",
                icon="link",
            ),
            Act(
                "grade",
                "评定",
                "评定",
                frozenset({ReviewedState.LISTED}),
                ReviewedState.GRADED,
                P.MEMBER_REVIEW,
                by_form=True,
            ),
            Act(
                "tell",
                "登记已告知",
                "登记",
                frozenset({ReviewedState.GRADED}),
                ReviewedState.TOLD,
                permission=P.MEMBER_REVIEW,
                stamps=("told_by", "told_at"),
                many=True,
                final=True,
                tells=_to_the_person,
                done="已登记告知时间。",
                hint="支部当面或书面告知本人后登记；有平台账号的同时收到通知。",
                icon="campaign",
            ),
        ),
    )
)
