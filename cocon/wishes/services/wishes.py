"""Wishes of residents: entered by the desk, claimed by one member, fulfilled, confirmed by another person, credited once."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from cocon.units.models import Pairing
from cocon.units.services.pairings import clerks_of, units_of
from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from cocon.wishes.rules import PRIVATE, check_words
from cocon.wishes.services.audited import wisher_key
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, ask_reason, asks_of, declare_acts, follow
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.files.rules import PHOTO
from orgtree.files.services import clean_photo
from orgtree.looks.services.access import record_access
from orgtree.models import AccessLog, Institution
from orgtree.text.rules.phones import normal_phone
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.points.services.points import Deed, credit_deed
from volunteers.teams.models import ServiceTeam

ITEM = "S07"  # 认领并实现微心愿
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


# --- What the desk decides ----------------------------------------------------------------------------------------------


def _close(wish: Wish, doing: Doing) -> None:
    """S07 is credited to whoever fulfilled the wish for themselves."""
    if wish.group:
        return  # whoever of the unit or the team was there has hours of their own
    member = wish.claimed_by
    deed = Deed(member.pk, ITEM, Decimal(1), wish.fulfilled_at, wish.area, f"wish:{wish.pk}", note=wish.title)
    credit_deed(deed=deed, by=doing.by)


def _send_back(wish: Wish, doing: Doing) -> None:
    """The claimer has as long again."""
    wish.due_on = max(wish.due_on, _due(DeadlineKey.WISH_MORE, wish))


def _let_go(wish: Wish, doing: Doing) -> None:
    """Nobody holds the wish any more."""
    wish.word = ""
    wish.claimed_by = wish.unit = wish.team = wish.claimed_at = wish.due_on = None


def _units_own(wishes: list[Wish], doing: Doing) -> dict[int, RuleBroken]:
    """Who handles the matters of the unit does not confirm what it did."""
    own = set(units_of(doing.by).values_list("pk", flat=True)) if doing.by else set()
    return {wish.pk: RuleBroken("own_record", SECOND_HAND) for wish in wishes if wish.unit_id in own}


# --- What the member does -----------------------------------------------------------------------------------------------


def wishes_near(user) -> QuerySet[Wish]:
    """Those that wait around the account's member, and what the member holds; what others hold is not theirs to know."""
    member = Member.objects.mine(user).select_related("area").first()
    if member is None:
        return Wish.objects.none()
    return Wish.objects.around(member).filter(Q(state=WishState.OPEN) | Q(claimed_by=member))


def wishes_for_teams(user) -> QuerySet[Wish]:
    """Those of `wishes_near` for whoever leads a team; none for anybody else."""
    return wishes_near(user) if teams_led(user).exists() else Wish.objects.none()


def teams_led(user, ids=None) -> QuerySet[ServiceTeam]:
    """The teams in being that the person leads."""
    return ServiceTeam.objects.led_by(user).current()


def wishes_of_units(user) -> QuerySet[Wish]:
    """Those that wait around the person's units, and what these hold."""
    return Wish.objects.near_units(user)


def own_units(user, ids=None) -> QuerySet[Institution]:
    """The units whose shared matters the person handles."""
    return units_of(user)


def wishes_held(user) -> QuerySet[Wish]:
    """What the person holds, for themselves, for a team or for a unit."""
    return Wish.objects.held_by(user)


def _lock_claimer(doing: Doing, ids: Sequence[int]) -> None:
    """The member's row is locked before the wish, so that two claims of one person are counted in turn."""
    member = Member.objects.mine(doing.by).select_for_update(of=("self",), no_key=True).first()
    if member is None:
        raise not_found("党员")
    if not ReportIn.objects.belonging().filter(member=member).exists():
        raise RuleBroken("not_accepted", "报到经社区接收后，才能认领心愿")


def _claim(wish: Wish, doing: Doing) -> None:
    member = Member.objects.mine(doing.by).get()
    most = DeadlineBook().number(DeadlineKey.WISHES_HELD, timezone.localdate(), wish.area)
    if most and Wish.objects.filter(claimed_by=member, team=None, state=WishState.CLAIMED).count() >= most:
        raise RuleBroken("wishes_held", f"同时最多认领{most}个心愿，请先完成或退还手上的", conflict=True)
    wish.claimed_by = member
    _begin(wish, doing)


def _begin(wish: Wish, doing: Doing) -> None:
    wish.claimed_at, wish.due_on = doing.at, _due(DeadlineKey.WISH, wish)
    wish.word = wish.reason = ""


def _claim_for_team(wish: Wish, doing: Doing) -> None:
    """The leader holds it in the name of the team: it is not one of their own."""
    team = doing.said["team"]
    if not teams_led(doing.by).filter(pk=team.pk).exists():
        raise not_found("服务队", field="team")
    wish.claimed_by, wish.team = Member.objects.mine(doing.by).get(), team
    _begin(wish, doing)


def _claim_for_unit(wish: Wish, doing: Doing) -> None:
    unit = doing.said["unit"]
    if not Pairing.objects.in_force_on(timezone.localdate()).filter(unit=unit, unit__in=units_of(doing.by)).exists():
        raise not_found("单位", field="unit")
    wish.unit = unit
    _begin(wish, doing)


def _due(key: str, wish: Wish) -> date:
    """The last day of what begins today; a fortnight where no rule says."""
    today = timezone.localdate()
    return DeadlineBook().due(key, today, wish.area) or today + timedelta(days=14)


def _extended_before(wishes: list[Wish], doing: Doing) -> dict[int, RuleBroken]:
    once = RuleBroken("more_time_once", "已经延期过一次；办不了的请退还，让别人来认领", conflict=True)
    return {wish.pk: once for wish in wishes if wish.word}


def _more_time(wish: Wish, doing: Doing) -> None:
    wish.due_on = max(wish.due_on, _due(DeadlineKey.WISH_MORE, wish))


def _fulfil(wish: Wish, doing: Doing) -> None:
    wish.fulfilled_at, wish.reason = doing.at, ""
    if photo := doing.said["photo"]:
        wish.photo = clean_photo(photo)


@transaction.atomic
def phone_of_wish(*, wish_id: int, by) -> str:
    """The number to call, for whoever holds the wish; the look is recorded. Raises RuleBroken."""
    wish = wishes_held(by).select_related("area").filter(pk=wish_id, state=WishState.CLAIMED).first()
    if wish is None or not wish.phone:
        raise not_found("联系电话")
    record_access(
        actor=by,
        action=AccessLog.Action.REVEAL,
        subject=f"微心愿（编号{wish.pk}）手机号",
        area=wish.area,
        persons=[wisher_key(wish)],
        reason="办理认领的心愿",
    )
    return wish.phone


# --- By the calendar ----------------------------------------------------------------------------------------------------


@transaction.atomic
def return_overdue_wishes(*, today: date) -> int:
    """Open again what was claimed and not fulfilled by its last day; the claimer and the desk are told. How many."""
    late = Wish.objects.overdue(today).select_related("claimed_by").select_for_update(of=("self",), no_key=True)
    return follow(wishes, "expire", late.order_by("pk"))


@transaction.atomic
def purge_wish_phones(*, today: date) -> int:
    """Forget the numbers of wishes that ended long enough ago; the audit trail never held them. How many wishes."""
    purged = 0
    for ground, (days,) in DeadlineBook().numbers((DeadlineKey.WISH_PHONE,), today, "area"):
        before = timezone.now() - timedelta(days=days or 180)
        old = Wish.objects.annotate(sealed=Length("phone")).filter(ground, closed_at__lt=before, sealed__gt=0)
        purged += Wish.objects.filter(pk__in=old.values("pk")).update(phone="")
    return purged


# --- The acts -----------------------------------------------------------------------------------------------------------


def _to_desk(words: str) -> Callable[[Wish, Doing], list[Tell]]:
    """Tells whoever entered the wish."""
    return lambda wish, doing: [Tell((wish.entered_by_id,), f"微心愿“{wish.title}”{words}")]


def _to_holder(words: str) -> Callable[[Wish, Doing], list[Tell]]:
    """Tells whoever held the wish before the act, of a unit its clerks; `words` may quote its reason."""

    def tell(wish: Wish, doing: Doing) -> list[Tell]:
        was = doing.was[wish.pk]
        people = clerks_of([was.unit_id]) if was.unit_id else (was.claimed_by and was.claimed_by.user_id,)
        return [Tell(people, f"微心愿“{wish.title}”{words.format(reason=doing.reason)}")]

    return tell


def _to_both(words: str) -> Callable[[Wish, Doing], list[Tell]]:
    return lambda wish, doing: [*_to_holder(words)(wish, doing), *_to_desk(words)(wish, doing)]


def told_of_report(wish: Wish) -> str:
    """What is said after the report: points are for persons alone."""
    return "已报告，社区会向居民核实。" if wish.group else "已报告，社区向居民核实后会记入积分。"


SECOND_HAND = "本人实现的心愿，须由其他工作人员核实"
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
                icon="edit",
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
                first=_lock_claimer,
                run=_claim,
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
                run=_claim_for_team,
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
                run=_claim_for_unit,
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
                refuse=_extended_before,
                run=_more_time,
                fits=lambda wish: not wish.word,
                done="已延期。",
                summary="说明延期",
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
                run=_let_go,
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
                run=_let_go,
                tells=_to_both("超过期限未办理，已重新开放认领"),
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
                run=_fulfil,
                tells=_to_desk("已实现，请核实"),
                done=told_of_report,
                summary="报告实现",
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
                refuse=_units_own,
                run=_close,
                tells=_to_holder("已核实，感谢您的付出"),
                done=lambda wish: "已核实。" if wish.group else "已核实，认领人的积分已记入。",
                hint="向居民核实后点这里：心愿结束，计入好事实事，认领人记“认领并实现微心愿”积分；单位和服务队认领的不计分。",
                icon="check_circle",
                summary="核实实现",
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
                run=_send_back,
                tells=_to_holder("需要补充：{reason}"),
                done="已退回，认领人会看到原因。",
                hint="认领人会看到原因，可以补充后再报告。",
                icon="undo",
                summary="退回补充",
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
                run=_let_go,
                tells=_to_holder("已取消：{reason}"),
                done="心愿已取消。",
                hint="用于不再需要或登记有误的心愿；已认领的，认领人会收到通知。",
                icon="block",
                summary="取消微心愿",
                description="用于不再需要或登记有误的心愿；已认领的，认领人会收到通知。同样原因重复提交返回同一结果。",
            ),
        ),
    )
)
