"""What is said of two members who look like one person."""

from django.db.models import QuerySet

from orgtree.acts import Acts, Ask, Doing, Making, NotBy, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.members.choices.pair import PairState
from volunteers.members.models.member import Member
from volunteers.members.models.pair import MemberPair


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
    pair = MemberPair.objects.of(doing.said["member"].pk, doing.said["other"].pk).first()
    return pair if pair is None or pair.state == PairState.APART else None


TWO = (
    Ask("member", "党员", column="member", rows=kept_by, found_by=(MemberPair, "member"), told="党员编号"),
    Ask("other", "另一登记", column="other", rows=kept_by, found_by=(MemberPair, "other"), told="另一登记的党员编号"),
)
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
                address="tell-apart",
                done="已记下不是同一人，以后不再提示。",
                again="此前已登记，返回原记录",
                hint="核实是两个人的，记下以后不再提示。",
                icon="group",
                description="两个登记核实是两个人的，记下以后不再列为疑似重复。要能维护两人的登记；同样两人再次提交返回200和原记录。",
            ),
        ),
    )
)
