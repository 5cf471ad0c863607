"""Social organisations that an area brings in, and the sessions that they hold."""

from django.db.models import QuerySet
from django.utils import timezone

from cocon.helping.choices import EngagementState, HelpState
from cocon.helping.models import Engagement, SocialService
from cocon.helping.rules import MOST_HEADS, MOST_HOURS, check_day, check_term, without_persons
from cocon.helping.services.voiding import void_of
from cocon.units.services.days import LAST_DAY, end_on_last_day, today_for
from cocon.units.services.pairings import units_for, units_near
from orgtree.acts import Act, Acts, Ask, Doing, Making, asks_of, declare_acts
from orgtree.choices import InstitutionKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Institution


def organisations_for(user, ids=None) -> QuerySet[Institution]:
    """Open social organisations that `user` may bring in."""
    return units_for(user).filter(kind=InstitutionKind.SOCIAL)


def own_engagements(user) -> QuerySet[Engagement]:
    """Where the organisations whose shared matters the person handles work."""
    return Engagement.objects.allowed(user, P.COCON_UNIT)


def own_services(user) -> QuerySet[SocialService]:
    """The sessions of the organisations whose shared matters the person handles."""
    return SocialService.objects.allowed(user, P.COCON_UNIT)


# --- Engagements ----------------------------------------------------------------------------------------------------------


def _check_engagement(engagement: Engagement, doing: Doing) -> None:
    if not units_near([engagement.area]).filter(pk=engagement.organisation.pk).exists():
        raise not_found("社会组织", field="organisation")
    check_term(engagement.since, engagement.until, timezone.localdate())
    others = Engagement.objects.filter(organisation=engagement.organisation, area=engagement.area)
    if any(_overlap(engagement, other) for other in others):
        raise RuleBroken("engaged", "这家社会组织这段时间已引进到这个区域", field="organisation", conflict=True)


def _overlap(one: Engagement, other: Engagement) -> bool:
    """Whether they share a day; without a last day one lasts."""
    begins_in_time = other.until is None or one.since <= other.until
    return begins_in_time and (one.until is None or other.since <= one.until)


def _purpose(text: str) -> str:
    return without_persons(text, field="purpose")


ENGAGING = asks_of(
    Engagement,
    "area organisation purpose since until",
    at=P.COCON_MANAGE,
    organisation={"rows": organisations_for, "help": "性质为“社会组织”的单位；没有的先在“单位”中登记"},
    purpose={"check": _purpose},
    since={"is_optional": True, "help": "留空为今天"},
)
IN_FORCE = frozenset({EngagementState.IN_FORCE})
# Source: docs/rules.md, "Social organisations".
engagement_acts = declare_acts(
    Acts(
        Engagement,
        called="引进记录",
        loads=("area", "organisation"),
        derived=tuple(EngagementState.choices),
        acts=(
            Making(
                "engage",
                "引进社会组织",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                asks=ENGAGING,
                stamps=("entered_by", "entered_at"),
                first=today_for("since"),
                run=_check_engagement,
                leads=EngagementState.IN_FORCE.label,
                done="已登记，可以登记它的服务。",
                hint="登记社会组织为本区域做什么、从哪天到哪天。",
                summary="登记引进社会组织",
                description="社会组织与社区或街道，从一天到一天；同一时间已引进的返回409。",
            ),
            Act(
                "end",
                "结束",
                "结束",
                IN_FORCE,
                None,
                permission=P.COCON_MANAGE,
                asks=(LAST_DAY,),
                run=end_on_last_day,
                leads=EngagementState.ENDED.label,
                done="已登记最后一天。",
                hint="最后一天仍算；记录和服务保留。",
                icon="link_off",
                aside=True,
                summary="结束引进",
                description="写明最后一天（不填为今天）；记录和服务保留。",
            ),
        ),
    )
)


# --- Sessions -------------------------------------------------------------------------------------------------------------


def _check_service(service: SocialService, doing: Doing) -> None:
    check_day(service.day, service.engagement.since, service.engagement.until, timezone.localdate())
    if not service.hours:
        raise RuleBroken("hours", "请填写时长", field="hours")


def _title(text: str) -> str:
    return without_persons(text, field="title")


def _serving(at: str) -> tuple[Ask, ...]:
    return asks_of(
        SocialService,
        "engagement kind title day hours heads",
        at=at,
        title={"check": _title},
        day={"is_optional": True, "help": "留空为今天"},
        hours={"most": MOST_HOURS},
        heads={"least": 1, "most": MOST_HEADS},
    )


WORDS = {
    "on": "engagement",
    "stamps": ("by", "at"),
    "first": today_for("day"),
    "run": _check_service,
    "done": "已记下，计入社工专业服务。",
    "hint": "一次服务记一条：做了什么、多长时间、服务了多少人。",
    "icon": "diversity_3",
}
service_acts = declare_acts(
    Acts(
        SocialService,
        called="社工服务",
        loads=("engagement__area", "engagement__organisation"),
        acts=(
            Making(
                "log",
                "登记社工服务",
                "登记",
                HelpState.KEPT,
                permission=P.COCON_MANAGE,
                asks=_serving(P.COCON_MANAGE),
                description="一次服务一条：类型、内容、日期、时长、人数。同样内容再次提交返回200和原记录。",
                **WORDS,
            ),
            Making(
                "serve",
                "记一次服务",
                "登记",
                HelpState.KEPT,
                own=True,
                doer="单位经办人",
                reach=own_services,
                asks=_serving(P.COCON_UNIT),
                **WORDS,
            ),
            void_of("社工服务"),
        ),
    )
)
