"""Needs of a community: entered, published, closed when both sides have accepted, withdrawn with a reason."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cocon.needs.choices import NeedState
from cocon.needs.models import Claim, Need
from cocon.needs.rules import LIVE, MOST_PEOPLE, OPEN, check_closing, check_days, checked_amount, checked_words
from cocon.units.models import Matter, Pairing
from cocon.units.services.pairings import clerks_of
from orgtree.acts import Act, Acts, Doing, Tell, ask_reason, declare_acts, note_first, perform_on
from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
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
LONGEST = {"title": 40, "words": 300, "place": 60, "measure": 4}

NEED_ROOM = Capacity(Need, "quantity", taking=lambda pk: Claim.objects.filter(need=pk, state__in=LIVE), each="quantity")


@transaction.atomic
def create_need(*, area: Area, by, publish: bool = True, **fields) -> Need:
    """The new need, published at once or kept as a draft; `fields` are of EDITABLE. Raises RuleBroken at the wrong field."""
    if not Area.objects.allowed(by, P.COCON_MANAGE).current().filter(pk=area.pk).exists():
        raise not_found("区域", field="area")
    need = _save(Need(area=area, entered_by=by, entered_at=timezone.now()), fields)
    note_first(need_acts, "enter", need, by=by)
    return perform_on(need_acts, "publish", need, by=by) if publish else need


@transaction.atomic
def update_need(*, need_id: int, by, **fields) -> Need:
    """The need with other words, before it is over; never less than units have taken on. Raises RuleBroken."""
    if not Need.objects.allowed(by, P.COCON_MANAGE).filter(pk=need_id).exists():
        raise not_found("需求")
    need, room = NEED_ROOM.hold(need_id)
    if need.state not in (NeedState.DRAFT, NeedState.PUBLISHED):
        raise RuleBroken("wrong_state", f"当前状态为“{need.get_state_display()}”，不能修改", conflict=True)
    need = _save(need, fields)
    if need.quantity < room.taken:
        raise RuleBroken("quantity", f"已被认领{room.taken}{need.measure}，不能改为更少", field="quantity")
    return need


def _save(need: Need, fields: dict) -> Need:
    if unknown := fields.keys() - set(EDITABLE):
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(need, name, value)
    for name in WORDS:
        kept = checked_words(
            getattr(need, name), field=name, label=LABEL[name], longest=LONGEST[name], required=name != "place"
        )
        setattr(need, name, kept)
    checked_amount(need.quantity, field="quantity", label="数量")
    if need.people is not None:
        checked_amount(need.people, field="people", label="惠及人数", most=MOST_PEOPLE)
    if need.pk is None or {"until", "since", "claim_by"} & fields.keys():
        check_days(need.since, need.until, need.claim_by, timezone.localdate())
    _check_matter(need)
    check_valid(need)
    need.save()
    return need


def _check_matter(need: Need) -> None:
    offered = Matter.objects.offered_at(need.area).filter(pk=need.matter_id)
    if not offered.exists() and not Need.objects.filter(pk=need.pk, matter=need.matter_id).exists():
        raise RuleBroken("matter", "请选择本地可用的事项类别", field="matter")


# --- What follows ---------------------------------------------------------------------------------------------------------


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
    """The clerks of the units paired with the community; others find it on their list."""
    units = Pairing.objects.in_force_on(timezone.localdate()).filter(community=need.area).values("unit")
    text = f"{need.area.name}　{need.matter}　{need.amount}"
    return [Tell(clerks_of(units), f"新需求：{need.title}", text, reverse("unit-need", args=[need.pk]))]


DRAFT, PUBLISHED = frozenset({NeedState.DRAFT}), frozenset({NeedState.PUBLISHED})
ENDS = ("ended_by", "ended_at")
# Source: docs/rules.md, "Needs and claims".
need_acts = declare_acts(
    Acts(
        Need,
        loads=("area", "matter"),
        called="需求",
        acts=(
            Act("enter", "登记需求", "登记", frozenset(), NeedState.DRAFT, permission=P.COCON_MANAGE, by_form=True),
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
                done="已销号。",
                hint="全部认领完并经双方验收的会自动销号；没有认领完、也不再需要的，可以在这里销号。",
                icon="task_alt",
                summary="销号",
                description="有认领经双方验收、没有在办认领的需求可以销号；全部认领并验收的会自动销号。",
            ),
            Act("settle", "自动销号", "销号", PUBLISHED, NeedState.CLOSED, stamps=ENDS),
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
                done="需求已撤回。",
                hint="用于不再需要或登记有误的需求；有单位正在办理的不能撤回。",
                icon="block",
                summary="撤回需求",
                description="写明原因；有单位正在办理的不能撤回。",
            ),
        ),
    )
)
