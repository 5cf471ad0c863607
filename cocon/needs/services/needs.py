"""Needs of a community: entered, published, closed when both sides have accepted, withdrawn with a reason."""

from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cocon.declare import need_ended
from cocon.needs.choices import NeedState
from cocon.needs.models import Claim, Need
from cocon.needs.rules import LIVE, MOST, MOST_PEOPLE, OPEN, check_closing, check_days, checked_words
from cocon.needs.services.matching import units_reached
from cocon.needs.services.meetings import clear_after, has_topic, raise_need
from cocon.units.models import Matter, Pairing
from cocon.units.services.pairings import clerks_of
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, ask_reason, asks_of, declare_acts, make
from orgtree.acts.asks import YES_OR_NO
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Institution
from orgtree.notices.words import called
from orgtree.places import Capacity

WORDS = ("title", "words", "place", "measure")
EDITABLE = (
    *WORDS,
    "listed",
    "matter",
    "source",
    "quantity",
    "people",
    "since",
    "until",
    "claim_by",
    "reach",
)
LABEL = {"title": "需求", "words": "说明", "place": "地点", "measure": "量词"}
PRIVATE = "不写居民姓名、电话、证件号码和门牌号"
LONGEST = {"title": 40, "words": 300, "place": 60, "measure": 4}

NEED_ROOM = Capacity(
    Need,
    "quantity",
    taking=lambda pk: Claim.objects.filter(need=pk, state__in=LIVE),
    each="quantity",
    beside=("area",),
)


def create_need(*, area: Area, by, publish: bool = True, **fields) -> Need:
    """The new need, published at once or kept as a draft, or the same that the person entered before; `fields` are of EDITABLE.

    Raises RuleBroken at the wrong field.
    """
    return make(need_acts, "enter", area=area, by=by, publish=publish, **fields).row


# --- What is written of a need --------------------------------------------------------------------------------------------


def check_need(need: Need, *, was: Need | None = None) -> None:
    """Raise RuleBroken at its field for days that do not follow each other, or a matter that is not offered there.

    What a need said before (`was`) it may go on saying.
    """
    days = [(one.since, one.until, one.claim_by) for one in (need, was) if one]
    if days[0] not in days[1:]:
        check_days(*days[0], timezone.localdate())
    is_as_it_was = was is not None and was.matter_id == need.matter_id
    if not (is_as_it_was or Matter.objects.offered_at(need.area).filter(pk=need.matter_id).exists()):
        raise RuleBroken("matter", "请选择本地可用的事项类别", field="matter")


# --- What follows ---------------------------------------------------------------------------------------------------------


def _begin(need: Need, doing: Doing) -> None:
    """Published at once unless it is to stay a draft."""
    check_need(need)
    if doing.said["publish"]:
        need.state, need.published_by, need.published_at = NeedState.PUBLISHED, doing.by, doing.at


def _edit(need: Need, doing: Doing) -> None:
    """What a unit has taken on stays as it was taken."""
    if Claim.objects.live().filter(need=need).exists():
        raise RuleBroken("claimed", "已有单位认领，不能再修改；另有需要的请另发一条", conflict=True)
    check_need(need, was=doing.was[need.pk])


def _publish(need: Need, doing: Doing) -> None:
    check_days(None, need.until, need.claim_by, timezone.localdate())


def _states(need: Need) -> list[str]:
    return list(Claim.objects.filter(need=need).values_list("state", flat=True))


def _close(need: Need, doing: Doing) -> None:
    check_closing(_states(need))


def _withdraw(need: Need, doing: Doing) -> None:
    if set(_states(need)) & set(OPEN):
        raise RuleBroken("claims_open", "有单位正在办理，请先办结或终止认领", conflict=True)


def _tell_paired(need: Need, doing: Doing) -> list[Tell]:
    """The clerks of the units paired with the community; others find it on their list. Of a draft nobody hears."""
    if need.state != NeedState.PUBLISHED:
        return []
    units = Pairing.objects.in_force_on(timezone.localdate()).filter(community=need.area).values("unit")
    text = f"{need.matter}，{need.until:%Y-%m-%d}前完成"
    return [
        Tell(clerks_of(units), f"新需求：{need.area.name}的{called(need)}", text, reverse("unit-need", args=[need.pk]))
    ]


def _units_to_invite(user, ids=None) -> QuerySet[Institution]:
    """The units that may take on the needs and have not."""
    units = Institution.objects.filter(closed_on__isnull=True)
    return units.filter(pk__in=units_reached(Need.objects.filter(pk__in=ids))) if ids else units


def _ended(needs: list[Need], doing: Doing) -> None:
    """No topic waits for what is over, and whoever asked for it is told."""
    clear_after(needs, doing)
    for need in needs:
        need_ended.run(need=need, doing=doing)


def _invite(need: Need, doing: Doing) -> None:
    unit = doing.said["unit"]
    if unit.pk not in units_reached(Need.objects.filter(pk=need.pk)):
        raise not_found("单位", field="unit")
    if not clerks_of([unit.pk]):
        raise RuleBroken("no_clerk", "这个单位还没有经办人账号，请电话联系", field="unit", conflict=True)


def _tell_invited(need: Need, doing: Doing) -> list[Tell]:
    text = f"{need.matter}，{need.until:%Y-%m-%d}前完成"
    clerks = clerks_of([doing.said["unit"].pk])
    return [
        Tell(
            clerks, f"社区商请贵单位认领：{need.area.name}的{called(need)}", text, reverse("unit-need", args=[need.pk])
        )
    ]


def _to_meeting(need: Need, doing: Doing) -> None:
    raise_need(need, by=doing.by)


def _named_nobody(name: str, text: str) -> str:
    return checked_words(text, field=name, label=LABEL[name], longest=LONGEST[name])


WRITTEN = {
    name: {"check": partial(_named_nobody, name), "help": PRIVATE, "told": f"{LABEL[name]}；{PRIVATE}"}
    for name in WORDS
}
ASKED = (
    *asks_of(Need, "area", at=P.COCON_MANAGE),
    *asks_of(
        Need,
        " ".join(EDITABLE),
        **WRITTEN,
        matter={"rows": lambda user, ids=None: Matter.objects.filter(is_active=True)},
        quantity={"least": 1, "most": MOST},
        people={"least": 1, "most": MOST_PEOPLE},
    ),
    Ask("publish", "立即发布", choices=YES_OR_NO, usual=True, told="false：先存为草稿"),
)
DRAFT, PUBLISHED = frozenset({NeedState.DRAFT}), frozenset({NeedState.PUBLISHED})
ENDS = ("ended_by", "ended_at")
# Source: docs/rules.md, "Needs and claims".
need_acts = declare_acts(
    Acts(
        Need,
        loads=("area", "matter"),
        called="需求",
        acts=(
            Making(
                "enter",
                "发布需求",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                asks=ASKED,
                stamps=("entered_by", "entered_at"),
                run=_begin,
                tells=_tell_paired,
                leads="已发布；先存草稿的为草稿",
                done="已登记，状态：{state}。",
                hint="发布后，选定范围内的单位可以认领；结对单位会收到通知。",
                again="此前已登记，返回原需求",
                summary="登记需求",
                description="登记并发布；publish为false时先存草稿。本人登记过、之后没有办理的同样内容再次提交返回200和原需求。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                DRAFT | PUBLISHED,
                None,
                permission=P.COCON_MANAGE,
                asks=ASKED[1:-1],
                run=_edit,
                partial=True,
                notes_changes=True,
                fits=lambda need: need.left == need.quantity,
                done="已修改。",
                hint="还没有单位认领的可以修改，改了什么记入办理过程。",
                icon="edit",
                summary="修改需求",
                description="还没有单位认领的可以修改，省略的不改；改了什么记入办理过程。",
            ),
            Act(
                "publish",
                "发布",
                "发布",
                DRAFT,
                NeedState.PUBLISHED,
                permission=P.COCON_MANAGE,
                stamps=("published_by", "published_at"),
                run=_publish,
                tells=_tell_paired,
                done="已发布，可以认领的单位能看到了。",
                hint="发布后，选定范围内的单位可以认领；结对单位会收到通知。",
                icon="campaign",
                summary="发布需求",
                description="草稿发布后，选定范围内的单位可以认领。",
            ),
            Act(
                "close",
                "销号",
                "销号",
                PUBLISHED,
                NeedState.CLOSED,
                permission=P.COCON_MANAGE,
                stamps=ENDS,
                run=_close,
                after=_ended,
                done="已销号。",
                hint="全部认领完并经双方验收的会自动销号；没有认领完、也不再需要的，可以在这里销号。",
                icon="task_alt",
                summary="销号",
                description="有认领经双方验收、没有在办认领的需求可以销号；全部认领并验收的会自动销号。",
            ),
            Act(
                "invite",
                "商请单位认领",
                "商请",
                PUBLISHED,
                None,
                permission=P.COCON_MANAGE,
                asks=(Ask("unit", "单位", rows=_units_to_invite, told="单位的编号"),),
                run=_invite,
                tells=_tell_invited,
                fits=lambda need: bool(need.left),
                done="已通知单位的经办人。",
                hint="单位的经办人会收到通知，点开就能认领。",
                icon="send",
                aside=True,
                summary="商请单位认领",
                description="请一个可以认领的单位认领；单位的经办人收到通知。",
            ),
            Act(
                "to_meeting",
                "提交联席会",
                "提交",
                PUBLISHED,
                None,
                permission=P.COCON_MANAGE,
                run=_to_meeting,
                fits=lambda need: not has_topic(need),
                done="已进入议题库，可以列入会议。",
                hint="进入议题库，由联席会商量；到期无人认领的会自动进入。",
                icon="forum",
                aside=True,
                summary="需求提交联席会",
                description="需求进入议题库；已在议题库的不重复提交。到期无人认领的会自动进入。",
            ),
            Act("settle", "自动销号", "销号", PUBLISHED, NeedState.CLOSED, stamps=ENDS, after=_ended),
            Act(
                "withdraw",
                "撤回需求",
                "撤回",
                DRAFT | PUBLISHED,
                NeedState.WITHDRAWN,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("撤回", column="reason", told="事由，2到200字"),),
                stamps=ENDS,
                run=_withdraw,
                after=_ended,
                done="需求已撤回。",
                hint="用于不再需要或登记有误的需求；有单位正在办理的不能撤回。",
                icon="block",
                summary="撤回需求",
                description="写明原因；有单位正在办理的不能撤回。",
            ),
        ),
    )
)
