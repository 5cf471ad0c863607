"""Wishes of residents: entered by the desk, claimed by one member, fulfilled, confirmed by another person, credited once."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.db import transaction
from django.urls import reverse

from cocon.units.services.pairings import clerks_of
from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from cocon.wishes.rules import PRIVATE, check_words
from cocon.wishes.services.holding import (
    SECOND_HAND,
    claim,
    claim_for_team,
    claim_for_unit,
    credit_claimer,
    find_extended,
    find_units_own,
    fulfil,
    give_as_long_again,
    give_more_time,
    let_go,
    lock_claimer,
)
from cocon.wishes.services.reach import (
    own_units,
    teams_led,
    wishes_for_teams,
    wishes_held,
    wishes_near,
    wishes_of_units,
)
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, ask_reason, asks_of, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.files.rules import PHOTO
from orgtree.notices.words import called
from orgtree.text.rules.phones import normal_phone

ENDED = ("closed_by", "closed_at")


# --- What is asked for ----------------------------------------------------------------------------------------------------


def checked_phone(text: str) -> str:
    """A mobile number in its plain form, "" for none; raises RuleBroken at `phone`."""
    try:
        return normal_phone(text) if text else ""
    except ValueError as error:
        raise RuleBroken("phone", "请填写11位手机号，没有就留空", field="phone") from error


def _public(name: str, help: str = PRIVATE) -> dict:
    """Words that others read say neither who nor where."""
    label = str(Wish._meta.get_field(name).verbose_name)
    return {"check": partial(check_words, field=name, label=label), "help": help, "told": f"{label}；{PRIVATE}"}


WORDS = asks_of(
    Wish,
    "title need kind people_helped phone",
    title=_public("title"),
    need=_public("need"),
    people_helped={"least": 1, "most": 500},
    phone={
        "check": checked_phone,
        "help": "居民同意才填，加密保存，只给认领人看，结束180天后自动删除",
        "told": "联系电话，居民同意才填；加密保存，只给认领人看，不在读取结果中返回",
    },
)
AREA = asks_of(Wish, "area", at=P.ACTIVITY_MANAGE)
MORE_TIME = asks_of(Wish, "word", word=_public("word", "只能延期一次") | {"is_optional": False})
OUTCOME = asks_of(
    Wish,
    "outcome photo",
    outcome=_public("outcome", f"一两句话即可，例如：已换好灯泡并试用。{PRIVATE}") | {"is_optional": False},
    photo={"accepts": PHOTO.accept, "help": "可以不传；不要拍到居民的脸和证件。拍摄地点等信息会自动去掉"},
)


# --- By the calendar ----------------------------------------------------------------------------------------------------


@transaction.atomic
def return_overdue_wishes(*, today: date) -> int:
    """Open again what was claimed and not fulfilled by its last day; the claimer and the desk are told. How many."""
    late = Wish.objects.overdue(today).select_related("claimed_by").select_for_update(of=("self",), no_key=True)
    return follow(wishes, "expire", late.order_by("pk"))


def open_again(*, member_id: int, by) -> int:
    """Open what a member held whose account is closed, for themselves or as a team's leader; how many. The desk is told."""
    held = Wish.objects.filter(claimed_by=member_id, state=WishState.CLAIMED).select_related("claimed_by", "team")
    return follow(wishes, "go_with_account", held.order_by("pk").select_for_update(of=("self",), no_key=True), by=by)


# --- The acts -----------------------------------------------------------------------------------------------------------


def _to_desk(words: str) -> Callable[[Wish, Doing], list[Tell]]:
    """Tells whoever entered the wish."""
    return lambda wish, doing: [
        Tell(
            (wish.entered_by_id,),
            f"{wish.area.name}的{called(wish)}{words}",
            url=reverse("admin:cocon_wish_change", args=[wish.pk]),
        )
    ]


def _to_holder(words: str) -> Callable[[Wish, Doing], list[Tell]]:
    """Tells whoever held the wish before the act, of a unit its clerks."""

    def tell(wish: Wish, doing: Doing) -> list[Tell]:
        was = doing.was[wish.pk]
        page = "unit-wishes" if was.unit_id else "member-wishes"
        people = clerks_of([was.unit_id]) if was.unit_id else (was.claimed_by and was.claimed_by.user_id,)
        return [Tell(people, f"{wish.area.name}的{called(wish)}{words}", url=reverse(page), why=True)]

    return tell


def _to_both(words: str) -> Callable[[Wish, Doing], list[Tell]]:
    return lambda wish, doing: [*_to_holder(words)(wish, doing), *_to_desk(words)(wish, doing)]


def told_of_report(wish: Wish) -> str:
    """What is said after the report: points are for persons alone."""
    return "已报告，社区会向居民核实。" if wish.group else "已报告，社区向居民核实后会记入积分。"


OPEN, CLAIMED, FULFILLED = (frozenset({state}) for state in (WishState.OPEN, WishState.CLAIMED, WishState.FULFILLED))
# Source: docs/rules.md, "Wishes"; S07 of the points table.
wishes = declare_acts(
    Acts(
        Wish,
        member="claimed_by",
        loads=("area", "claimed_by", "unit", "team"),
        called="心愿",
        acts=(
            Making(
                "enter",
                "登记心愿",
                "登记",
                WishState.OPEN,
                permission=P.ACTIVITY_MANAGE,
                asks=AREA + WORDS,
                stamps=("entered_by", "entered_at"),
                done="已登记，等待认领。",
                hint="登记后随即开放认领；不写居民的姓名和住址。",
                again="此前已登记，返回原心愿",
                summary="登记微心愿",
                description="由社区登记，随即开放认领。新登记返回201；本人登记过、还没有人认领的同样内容再次提交返回200和原心愿。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                OPEN,
                None,
                permission=P.ACTIVITY_MANAGE,
                asks=WORDS,
                partial=True,
                done="已修改。",
                hint="没有人认领时可以修改。",
                summary="修改微心愿",
                description="没有人认领时可以修改；省略的内容不变。",
            ),
            Act(
                "claim",
                "认领",
                "认领",
                OPEN,
                WishState.CLAIMED,
                own=True,
                reach=wishes_near,
                first=lock_claimer,
                run=claim,
                tells=_to_desk("已有人认领"),
                done="已认领，请在{row.due_on.month}月{row.due_on.day}日前办好。",
                hint="认领后由您一人办理，联系电话只给您看。办不了可以随时退还。",
                summary="认领微心愿",
                description="党员本人认领，由一人办理。已被别人认领的返回409；重复提交返回原记录，不会认领两次。",
            ),
            Act(
                "claim_for_team",
                "为服务队认领",
                "认领",
                OPEN,
                WishState.CLAIMED,
                own=True,
                reach=wishes_for_teams,
                asks=(Ask("team", "服务队", rows=teams_led, told="本人任队长的服务队的编号"),),
                run=claim_for_team,
                tells=_to_desk("已有服务队认领"),
                done="已为服务队认领，请在{row.due_on.month}月{row.due_on.day}日前办好。",
                hint="由队长负责，联系电话只给队长看。队员的服务时长各自登记，心愿本身不另计分。",
                summary="为服务队认领微心愿",
                description="队长以服务队的名义认领。已被别人认领的返回409；重复提交返回原记录。",
            ),
            Act(
                "claim_for_unit",
                "为单位认领",
                "认领",
                OPEN,
                WishState.CLAIMED,
                own=True,
                reach=wishes_of_units,
                asks=(Ask("unit", "单位", rows=own_units, told="本单位的编号"),),
                run=claim_for_unit,
                tells=_to_desk("已有单位认领"),
                done="已为单位认领，请在{row.due_on.month}月{row.due_on.day}日前办好。",
                hint="由单位办理，联系电话只给经办人看。办不了可以随时退还。",
                summary="为单位认领微心愿",
                description="单位经办人以单位的名义认领结对社区的心愿。已被别人认领的返回409；重复提交返回原记录。",
            ),
            Act(
                "more_time",
                "说明延期",
                "说明延期",
                CLAIMED,
                None,
                own=True,
                reach=wishes_held,
                asks=MORE_TIME,
                refuse=find_extended,
                run=give_more_time,
                fits=lambda wish: not wish.word,
                done="已延期。",
                description="认领人写明原因，延长一次办理期限。",
            ),
            Act(
                "give_back",
                "退还",
                "退还",
                CLAIMED,
                WishState.OPEN,
                own=True,
                reach=wishes_held,
                run=let_go,
                tells=_to_desk("已退还，重新开放认领"),
                done="已退还，别人可以认领了。",
                hint="退还后别人可以认领，对您没有影响。",
                summary="退还微心愿",
                description="认领人退还，重新开放认领，不需要理由。",
            ),
            Act(
                "expire",
                "逾期退回",
                "退回",
                CLAIMED,
                WishState.OPEN,
                run=let_go,
                tells=_to_both("超过期限未办理，已重新开放认领"),
            ),
            Act(
                "go_with_account",
                "认领人注销账号",
                "退回",
                CLAIMED,
                WishState.OPEN,
                run=let_go,
                tells=_to_desk("：认领人已注销账号，已重新开放认领"),
            ),
            Act(
                "fulfil",
                "报告实现",
                "报告实现",
                CLAIMED,
                WishState.FULFILLED,
                own=True,
                reach=wishes_held,
                asks=OUTCOME,
                run=fulfil,
                tells=_to_desk("已实现，请核实"),
                done=told_of_report,
                description="认领人写明实现情况，由社区核实后记入积分。同样内容重复提交返回原记录。",
            ),
            Act(
                "close",
                "核实实现",
                "核实",
                FULFILLED,
                WishState.CLOSED,
                permission=P.ACTIVITY_MANAGE,
                stamps=ENDED,
                not_by=(NotBy("claimed_by.user_id", "own_record", SECOND_HAND),),
                refuse=find_units_own,
                run=credit_claimer,
                tells=_to_holder("已核实，感谢您的付出"),
                done=lambda wish: "已核实。" if wish.group else "已核实，认领人的积分已记入。",
                hint="向居民核实后点这里：心愿结束，计入好事实事，认领人记“认领并实现微心愿”积分；单位和服务队认领的不计分。",
                icon="check_circle",
                description="社区向居民核实后办理：心愿结束，计入好事实事，认领人记积分；本人实现的须由他人核实。重复提交返回同一结果。",
            ),
            Act(
                "send_back",
                "退回补充",
                "退回",
                FULFILLED,
                WishState.CLAIMED,
                permission=P.ACTIVITY_MANAGE,
                asks=(ask_reason("退回", column="reason"),),
                run=give_as_long_again,
                tells=_to_holder("需要补充"),
                done="已退回，认领人会看到原因。",
                hint="认领人会看到原因，可以补充后再报告。",
                description="写明原因，认领人可见，补充后再报告。同样原因重复提交返回同一结果。",
            ),
            Act(
                "cancel",
                "取消心愿",
                "取消",
                OPEN | CLAIMED | FULFILLED,
                WishState.CANCELLED,
                permission=P.ACTIVITY_MANAGE,
                asks=(ask_reason("取消", column="reason"),),
                stamps=ENDED,
                run=let_go,
                tells=_to_holder("已取消"),
                done="心愿已取消。",
                hint="用于不再需要或登记有误的心愿；已认领的，认领人会收到通知。",
                icon="block",
                summary="取消微心愿",
                description="用于不再需要或登记有误的心愿；已认领的，认领人会收到通知。同样原因重复提交返回同一结果。",
            ),
        ),
    )
)
