"""How an agreement begins: asked for by the community, or following on another; its words as long as nobody has signed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.functional import lazy

from cocon.agreements.choices import AgreementNumber, AgreementState
from cocon.agreements.models import Agreement
from cocon.agreements.rules.goals import read_goals
from cocon.agreements.services.goals import goals_written, write_goals
from cocon.declare import goal_counters
from cocon.units.services.pairings import communities_for, units_for, units_near
from orgtree.acts import Ask, Doing, asks_of
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.days.rules.months import last_day
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area

WORDS = ("since", "until", "duties_unit", "duties_community", "liaison_unit", "liaison_community")
LONGEST = 36  # months, where no rule says
TERM = 12  # months that a new draft begins with
DUTIES_UNIT = "发挥行业优势，每年参加社区组织的共建活动；组织在职党员到社区服务；按社区需求提供力所能及的资源。"
DUTIES_COMMUNITY = "及时告知居民需求和活动安排；为单位开展活动提供场地和协助；如实反馈服务情况。"
RUNNING = frozenset({AgreementState.ACTIVE, AgreementState.EXPIRING})


def usual_end(since: date) -> date:
    """The last day of a term that begins then, where nobody says another."""
    return last_day(since, TERM)


def check_days(community: Area, since: date, until: date) -> None:
    """Raise RuleBroken at `until` for an end before the beginning, and for a term longer than the area allows."""
    if until < since:
        raise RuleBroken("until", "截止日期不能早于起始日期", field="until")
    most = DeadlineBook().number(AgreementNumber.LONGEST, timezone.localdate(), community) or LONGEST
    if until > last_day(since, most):
        raise RuleBroken("too_long", f"期限最长{most}个月", field="until")


def _goals(text: str) -> str:
    read_goals(text)
    return text


def _goals_help() -> str:
    counted = "、".join(one.label for one in goal_counters.values())
    return f"每行一条，写明数量，如“联合主题党日 6次”。由平台自动计数的：{counted}"


GOALS = Ask("goals", "目标", 900, is_optional=True, check=_goals, begins=goals_written, help=lazy(_goals_help, str)())
ASKED = (
    *asks_of(
        Agreement,
        "unit community since until",
        unit={"rows": lambda user, ids=None: units_for(user), "told": "单位编号", "begins_blank": True},
        community={"rows": lambda user, ids=None: communities_for(user), "told": "社区编号"},
        since={"usual": timezone.localdate},
        until={"usual": lambda: usual_end(timezone.localdate()), "help": "最后一个有效日"},
    ),
    GOALS,
    *asks_of(
        Agreement,
        "duties_unit duties_community liaison_unit liaison_community",
        duties_unit={"usual": lambda: DUTIES_UNIT, "help": "单位承担的责任"},
        duties_community={"usual": lambda: DUTIES_COMMUNITY, "help": "社区承担的责任"},
    ),
)
EDITED = tuple(ask for ask in ASKED if ask.name not in ("unit", "community"))
RENEWED = asks_of(
    Agreement,
    "renews until",
    at=P.COCON_MANAGE,
    renews={"is_optional": False},
    until={"label": "续签到", "is_optional": True, "help": "最后一个有效日；留空为一年"},
)


def begin(agreement: Agreement, doing: Doing) -> None:
    """For `run`. Raises RuleBroken at the wrong field."""
    if not units_near([agreement.community]).filter(pk=agreement.unit_id).exists():
        raise not_found("单位", field="unit")
    check_days(agreement.community, agreement.since, agreement.until)


def rewrite(agreement: Agreement, doing: Doing) -> None:
    """For `run` of the draft with other words. Raises RuleBroken at the wrong field."""
    check_days(agreement.community, agreement.since, agreement.until)
    if agreement.renews and agreement.since != agreement.renews.until + timedelta(days=1):
        raise RuleBroken("since", "续签的协议从原协议到期的第二天开始", field="since")


def keep_goals(drafts: Iterable[Agreement], doing: Doing) -> None:
    """For `after`: the goals in the place of those of the draft, where any were said."""
    for agreement in drafts:
        if "goals" in doing.said:
            write_goals(agreement, doing.said["goals"])


# --- Renewed --------------------------------------------------------------------------------------------------------------


def hold_before(doing: Doing, ids: Sequence[int]) -> None:
    """For `first`: the agreement that is renewed as it stands now, locked."""
    rows = Agreement.objects.select_related("unit", "community").select_for_update(of=("self",), no_key=True)
    doing.said["renews"] = rows.get(pk=doing.said["renews"].pk)
    doing.said["until"] = doing.said["until"] or usual_end(_following_day(doing))


def following(doing: Doing) -> Agreement | None:
    """For `known`: the renewal that is there already."""
    return doing.said["renews"].renewals.filter(cancelled_at__isnull=True).first()


def follow_on(agreement: Agreement, doing: Doing) -> None:
    """For `run`: the same words from the day after the last. Raises RuleBroken at the wrong field."""
    before = agreement.renews
    if before.state not in RUNNING:
        label = AgreementState(before.state).label
        raise RuleBroken("wrong_state", f"当前状态为“{label}”，不能续签", conflict=True)
    agreement.unit, agreement.community = before.unit, before.community
    for name in WORDS:
        setattr(agreement, name, getattr(before, name))
    agreement.since, agreement.until = _following_day(doing), doing.said["until"]
    check_days(agreement.community, agreement.since, agreement.until)


def copy_goals(renewals: Iterable[Agreement], doing: Doing) -> None:
    """For `after`: the goals of the agreement before, with nothing reached yet."""
    for agreement in renewals:
        write_goals(agreement, goals_written(agreement.renews))


def _following_day(doing: Doing) -> date:
    return doing.said["renews"].until + timedelta(days=1)
