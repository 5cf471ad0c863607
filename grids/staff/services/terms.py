"""Terms of those who answer for an area: entered by hand or by a post, changed, consented to, ended; and their training."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from grids.staff.choices import TermState, TrainingState
from grids.staff.models import StaffTerm, StaffTraining
from grids.staff.rules import alike, check_seat
from orgtree.acts import Act, Acts, Ask, Doing, Making, ask_reason, asks_of, declare_acts, make
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.scope.services import within_reach
from orgtree.text.rules.phones import office_phone
from orgtree.text.rules.written.names import name_key

HELD, DONE = frozenset({TermState.HELD}), frozenset({TrainingState.DONE})
LEAST_HOURS, MOST_HOURS = Decimal("0.5"), 80
BY_POST = "此人的任职由平台岗位而来：请系统管理员在“任职”中免去岗位，这里随之离任"


def checked_phone(text: str, field: str = "phone") -> str:
    """A number as people give it to each other. Raises RuleBroken at `field`."""
    try:
        return office_phone(text) if text else ""
    except ValueError as error:
        raise RuleBroken(field, "请填写电话号码，如 0536-8230000 或手机号", field=field) from error


def held_alike(*, area, role: str, name: str) -> StaffTerm | None:
    """The term of somebody of this name who already serves there as the same; None where there is none."""
    rows = StaffTerm.objects.filter(area=area, role__in=alike(role), state=TermState.HELD).select_related("account")
    return next((row for row in rows.order_by("pk") if name_key(row.name) == name_key(name)), None)


def _known(doing: Doing) -> StaffTerm | None:
    said = doing.said
    return held_alike(area=said["area"], role=said["role"], name=said["holder"])


def _complete(doing: Doing, ids) -> None:
    doing.said["since"] = doing.said["since"] or timezone.localdate()


def _begin(term: StaffTerm, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field."""
    check_seat(term.role, term.area.kind)
    check_days(term)


def check_days(term: StaffTerm) -> None:
    """Raises RuleBroken at the wrong day."""
    if term.until and term.until < term.since:
        raise RuleBroken("until", "任期的最后一天不能早于任职日期", field="until")
    _check_consent(term.consented_on)


def _check_consent(day: date | None) -> None:
    if day and day > timezone.localdate():
        raise RuleBroken("consented_on", "同意公示的日期不能晚于今天", field="consented_on")


def _edit(term: StaffTerm, doing: Doing) -> None:
    """Between the two kinds of grid worker the role may change, and no further; the days of a post are the post's."""
    was = doing.was[term.pk]
    if term.role not in alike(was.role):
        raise RuleBroken("role", "身份变了的，请办理离任，再登记新的任职", field="role")
    if term.post_id and term.until != was.until:
        raise RuleBroken("until", "任期随平台岗位，不在这里修改", field="until")
    check_days(term)


def _agree(term: StaffTerm, doing: Doing) -> None:
    _check_consent(term.consented_on)


def _take_consent_back(term: StaffTerm, doing: Doing) -> None:
    term.consented_on = None


def _by_post(terms: list[StaffTerm], doing: Doing) -> dict[int, RuleBroken]:
    broken = RuleBroken("by_post", BY_POST, conflict=True)
    return {term.pk: broken for term in terms if term.post_id}


def _is_by_hand(term: StaffTerm) -> bool:
    return term.post_id is None


def _leave(term: StaffTerm, doing: Doing) -> None:
    last = doing.said["ended_on"] or timezone.localdate()
    if last > timezone.localdate():
        raise RuleBroken("ended_on", "最后一天不能晚于今天", field="ended_on")
    if last < term.since:
        raise RuleBroken("ended_on", f"最后一天不能早于任职日期{term.since}", field="ended_on")
    end_on(term, last)


def end_on(term: StaffTerm, last: date) -> None:
    """The term ends, its phone goes at once, and nothing of it stands on a card any more; before it began it never was."""
    if last < term.since:
        term.state = TermState.VOID
    else:
        term.state, term.until = TermState.LEFT, min(term.until or last, last)
    term.phone, term.consented_on = "", None


def _void(term: StaffTerm, doing: Doing) -> None:
    term.phone, term.consented_on = "", None


def _end_with_post(term: StaffTerm, doing: Doing) -> None:
    """What is asked for is known: the post's first day out of office."""
    end_on(term, term.post.until - timedelta(days=1))


# --- Training -----------------------------------------------------------------------------------------------------------


def terms_for(user, ids=None):
    """Terms of which the person may say something."""
    return within_reach(StaffTerm, P.STAFF_MANAGE, user).filter(state=TermState.HELD).select_related("area", "account")


def _record(training: StaffTraining, doing: Doing) -> None:
    if training.held_on > timezone.localdate():
        raise RuleBroken("held_on", "培训日期不能晚于今天", field="held_on")
    if not LEAST_HOURS <= training.hours <= MOST_HOURS:
        raise RuleBroken("hours", f"学时应在{LEAST_HOURS}到{MOST_HOURS}之间", field="hours")


def _train(term: StaffTerm, doing: Doing) -> None:
    """One of many who had the same training."""
    make(training_acts, "record", by=doing.by, term=term, **doing.said)


# --- The acts -----------------------------------------------------------------------------------------------------------

# Source: docs/rules.md, "Staff of grids".
PHONE = {"check": checked_phone, "help": "工作联系用，加密保存；同意公示的才上公示牌"}
BEGINNING = asks_of(
    StaffTerm,
    "area role holder phone beat since until consented_on",
    at=P.STAFF_MANAGE,
    area={"help": "街道、社区、网格或楼栋"},
    phone=PHONE,
    since={"is_optional": True, "help": "留空为今天"},
    consented_on={"label": "同意公示日期", "help": "本人签字同意在公示牌上写姓名和值班电话的日期；没有同意的留空"},
)
TRAINING = asks_of(StaffTraining, "title held_on hours", hours={"most": MOST_HOURS, "decimals": 1})
UNKEPT = tuple(replace(ask, column="") for ask in TRAINING)
term_acts = declare_acts(
    Acts(
        StaffTerm,
        account="account_id",
        called="任职",
        loads=("area", "account", "post"),
        acts=(
            Making(
                "begin",
                "登记任职",
                "登记",
                TermState.HELD,
                permission=P.STAFF_MANAGE,
                asks=BEGINNING,
                known=_known,
                first=_complete,
                run=_begin,
                stamps=("entered_by", "entered_at"),
                done="已登记{row.name}。",
                hint="有平台岗位的社区书记、网格员、楼栋长不用登记，任命后自动出现在这里；其他人在这里登记，不需要账号。",
                icon="person_add",
                summary="登记网格力量",
                description="社区书记、支部书记、楼栋党小组长、网格员、街巷长、楼栋长、移动网格员、社区工作者、街道党建办；由平台岗位而来的自动登记。",
            ),
            Act("follow", "由岗位任命", "任命", frozenset(), TermState.HELD),
            Act("tie", "任命平台岗位", "任命", HELD, TermState.HELD),
            Act("end_with_post", "随岗位离任", "离任", HELD, None, run=_end_with_post, leads="已离任、登记有误"),
            Act(
                "edit",
                "修改",
                "修改",
                HELD,
                None,
                permission=P.STAFF_MANAGE,
                asks=asks_of(StaffTerm, "role phone beat until", phone=PHONE),
                partial=True,
                run=_edit,
                icon="edit",
                done="已修改。",
                hint="改值班电话、负责范围、任期，或全科与专职；身份变了的办理离任再登记。",
                summary="修改任职",
                description="值班电话、负责范围、任期；全科与专职网格员可以互改。由岗位而来的任期不能改。",
            ),
            Act(
                "consent",
                "登记同意公示",
                "登记同意",
                HELD,
                None,
                permission=P.STAFF_MANAGE,
                asks=asks_of(StaffTerm, "consented_on", consented_on={"is_optional": False, "help": "本人签字的日期"}),
                run=_agree,
                fits=lambda term: term.consented_on is None,
                icon="draw",
                done="已登记同意，姓名和值班电话上本网格公示牌。",
                hint="本人签字同意在公示牌上写姓名和值班电话后登记；可以随时撤回。",
                summary="登记同意公示",
                description="本人签字同意在公示牌上写姓名和值班电话的日期。",
            ),
            Act(
                "withdraw_consent",
                "撤回同意公示",
                "撤回同意",
                HELD,
                None,
                permission=P.STAFF_MANAGE,
                own=True,
                run=_take_consent_back,
                fits=lambda term: term.consented_on is not None,
                reach=lambda user: StaffTerm.objects.filter(account=user.pk),
                aside=True,
                icon="undo",
                done="已撤回，公示牌上不再写姓名和电话。",
                hint="公示页面随即不写此人的姓名和电话；已经张贴的纸质牌请换下。",
                summary="撤回同意公示",
                description="公示页面随即不写此人的姓名和电话；本人也可以撤回。",
            ),
            Act(
                "train",
                "登记培训",
                "登记培训",
                HELD,
                None,
                permission=P.STAFF_MANAGE,
                asks=UNKEPT,
                run=_train,
                many=True,
                each_counts=True,
                aside=True,
                icon="school",
                entry="登记所选的培训",
                done="已登记培训。",
                hint="一次培训在名单中选中参加的人，一起登记。",
            ),
            Act(
                "leave",
                "离任",
                "离任",
                HELD,
                None,
                permission=P.STAFF_MANAGE,
                asks=(
                    Ask("ended_on", "最后一天", is_day=True, is_optional=True, help="不晚于今天；留空为今天"),
                    ask_reason("离任", column="reason"),
                ),
                refuse=_by_post,
                fits=_is_by_hand,
                run=_leave,
                leads="已离任",
                icon="logout",
                done="已离任，值班电话已清除。",
                hint="用于调离、辞去或届满；值班电话随即清除，记录保留。",
                summary="离任",
                description="写明最后一天（不填为今天）和原因；值班电话随即清除。由岗位而来的返回409，请免去岗位。",
            ),
            Act(
                "void",
                "登记有误",
                "作废",
                HELD,
                TermState.VOID,
                permission=P.STAFF_MANAGE,
                asks=(ask_reason("作废", column="reason"),),
                refuse=_by_post,
                fits=_is_by_hand,
                run=_void,
                icon="block",
                done="已作废，不计入任何统计。",
                hint="用于登记错了人、身份或区域；作废的不计入统计。",
                summary="登记有误",
                description="写明原因；作废的不计入统计。",
            ),
        ),
    )
)
training_acts = declare_acts(
    Acts(
        StaffTraining,
        account="term.account_id",
        called="培训",
        loads=("term__area", "term__account"),
        acts=(
            Making(
                "record",
                "登记培训",
                "登记",
                TrainingState.DONE,
                permission=P.STAFF_MANAGE,
                on="term",
                asks=(*asks_of(StaffTraining, "term", at=P.STAFF_MANAGE, term={"rows": terms_for}), *TRAINING),
                run=_record,
                stamps=("entered_by", "entered_at"),
                done="已登记{row.hours}学时。",
                hint="参加培训的学时；多人参加的在名单中一起登记。",
                icon="school",
                summary="登记培训",
                description="一人一次培训的内容、日期和学时。",
            ),
            Act(
                "void",
                "登记有误",
                "作废",
                DONE,
                TrainingState.VOID,
                permission=P.STAFF_MANAGE,
                asks=(ask_reason("作废", column="reason"),),
                icon="block",
                done="已作废，不计学时。",
                hint="用于登记有误；作废的不计学时。",
                summary="培训登记有误",
                description="写明原因；作废的不计学时。",
            ),
        ),
    )
)
