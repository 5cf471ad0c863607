"""What is said of two members who look like one person."""

from django.db.models import QuerySet
from django.urls import reverse

from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.looks.services.access import record_shown
from volunteers.members.choices.pair import PairState
from volunteers.members.models.member import Member
from volunteers.members.models.pair import MemberPair
from volunteers.members.services.merging import clashes_of, merge, moves_of


def kept_by(user, ids=None) -> QuerySet[Member]:
    """Members whose files the person keeps, behind whom somebody still stands."""
    return Member.objects.allowed(user, P.MEMBER_EDIT).filter(closed_at__isnull=True)


def _lock_both(doing: Doing, ids) -> None:
    """Both rows, in the order of their ids; raises RuleBroken for one and the same."""
    one, other = doing.said["member"], doing.said["other"]
    if one.pk == other.pk:
        raise RuleBroken("one_row", "请选择两个不同的登记", field="other")
    list(Member.objects.filter(pk__in=(one.pk, other.pk)).order_by("pk").select_for_update(of=("self",), no_key=True))


def _said_before(doing: Doing) -> MemberPair | None:
    """What stands of the two, if it says the same; raises RuleBroken where it says something else."""
    pair = MemberPair.objects.of(doing.said["member"].pk, doing.said["other"].pk).standing().first()
    if pair and pair.state != doing.act.to:
        raise RuleBroken(
            "said_otherwise", f"这两个登记{pair.get_state_display()}，不能再{doing.act.verb}", conflict=True
        )
    return pair


def _check_clashes(pair: MemberPair, doing: Doing) -> None:
    if clashes := clashes_of(pair.member, pair.other):
        raise RuleBroken("merge_clash", "；".join(clashes), field="other", conflict=True)


def _lock_pairs(doing: Doing, ids) -> None:
    """The members of the pairs, in the order of their ids, before the pairs."""
    named = MemberPair.objects.filter(pk__in=list(ids)).values_list("member", "other")
    both = {pk for pair in named for pk in pair}
    list(Member.objects.filter(pk__in=both).order_by("pk").select_for_update(of=("self",), no_key=True))


def _merge(pair: MemberPair, doing: Doing) -> None:
    """The look at both is recorded: whoever confirms has read what is told of either."""
    record_shown(actor=doing.by, rows=[pair.member, pair.other], subject="合并重复登记")
    merge(pair.member, pair.other, by=doing.by)


def _tell_merged(pair: MemberPair, doing: Doing) -> list[Tell]:
    words = f"您的两个登记已合并，保留编号{pair.member.number}，原编号{pair.other.number}仍可查到您。服务和积分都在。"
    return [Tell((pair.member.user_id,), "重复登记已合并", words, reverse("member-me"))]


def preview(pair: MemberPair) -> str:
    """What the second person reads before: what moves where, and what stands against it."""
    kept, gone = pair.member, pair.other
    if clashes := clashes_of(kept, gone):
        return f"暂不能合并：{'；'.join(clashes)}"
    moved = "、".join(moves_of(kept, gone)) or "没有业务记录"
    accounts = "；两个登录账号只留一个" if kept.user_id and gone.user_id else ""
    return f"{gone.name}（{gone.number}）并入{kept.name}（{kept.number}）：{moved}{accounts}"


TWO = (
    Ask("member", "党员", column="member", rows=kept_by, found_by=(MemberPair, "member"), told="党员编号"),
    Ask("other", "另一登记", column="other", rows=kept_by, found_by=(MemberPair, "other"), told="另一登记的党员编号"),
)
WAITING = frozenset({PairState.WAITING})
NOT_OWN = (
    NotBy("member.user_id", "own_record", "涉及本人的登记，请由其他工作人员办理"),
    NotBy("other.user_id", "own_record", "涉及本人的登记，请由其他工作人员办理"),
)
# Source: docs/rules.md, "One person twice".
pairs = declare_acts(
    Acts(
        MemberPair,
        member="member",
        loads=("member__area", "other__area"),
        called="重复登记",
        acts=(
            Making(
                "propose",
                "合并登记",
                "提交合并",
                PairState.WAITING,
                permission=P.MEMBER_EDIT,
                asks=TWO,
                stamps=("entered_by", "entered_at"),
                not_by=NOT_OWN,
                first=_lock_both,
                run=_check_clashes,
                known=_said_before,
                done="已提交，由另一位工作人员核对后合并。",
                again="此前已提交，返回原记录",
                hint="第一个是保留的登记，第二个并入它。由另一位工作人员核对后才合并，合并后不能恢复。",
                icon="merge",
                description=(
                    "member 是保留的登记，other 并入它；由另一位工作人员复核后才合并。要能维护两人的登记；"
                    "有要先办结的事项返回409并写明。同样内容再次提交返回200和原记录。"
                ),
            ),
            Making(
                "tell_apart",
                "不是同一人",
                "登记为不同的人",
                PairState.APART,
                permission=P.MEMBER_EDIT,
                asks=TWO,
                stamps=("entered_by", "entered_at"),
                not_by=NOT_OWN,
                first=_lock_both,
                known=_said_before,
                done="已记下不是同一人，以后不再提示。",
                hint="核实是两个人的，记下以后不再提示。",
                icon="group",
            ),
            Act(
                "confirm",
                "确认合并",
                "合并",
                WAITING,
                PairState.MERGED,
                permission=P.MEMBER_EDIT,
                stamps=("decided_by", "decided_at"),
                not_by=(NotBy("entered_by_id", "second_person", "由您提交的合并，须由另一位工作人员复核"), *NOT_OWN),
                first=_lock_pairs,
                run=_merge,
                tells=_tell_merged,
                final=True,
                meets=preview,
                done="已合并，两个编号都能查到此人。",
                hint="请先打开两个登记核对是同一个人。合并后不能恢复。",
                icon="merge",
                summary="确认合并",
                description="由提交人以外的人复核后合并：服务、积分、岗位等都归保留的登记，两个编号都能查到此人。不能恢复。",
            ),
            Act(
                "decline",
                "不合并",
                "退回",
                WAITING,
                PairState.DECLINED,
                permission=P.MEMBER_EDIT,
                stamps=("decided_by", "decided_at"),
                not_by=NOT_OWN,
                done="已退回，两个登记都不变。",
                hint="还不能确定是同一个人，或由提交人撤回。",
                summary="退回合并",
                description="不合并，或由提交人撤回；两个登记都不变，以后可以再提交。",
            ),
        ),
    )
)
