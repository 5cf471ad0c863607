"""Brands are entered, shown to everybody and ended by their community; what belongs to one is linked, other people served are entered."""

from django.db.models import QuerySet
from django.utils import timezone

from cocon.brands.choices import BrandState, TallyState
from cocon.brands.models import THINGS, Brand, BrandPart, BrandTally
from cocon.brands.services.counting import is_counted_on
from cocon.needs.models import Need
from cocon.projects.models import Project
from cocon.units.services.days import checked_end
from cocon.units.services.pairings import communities_for
from orgtree.acts import Act, Acts, Ask, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import within_reach
from volunteers.activities.models.activity import Activity
from volunteers.teams.models import ServiceTeam

DRAFT, PUBLIC = frozenset({BrandState.DRAFT}), frozenset({BrandState.PUBLIC})


def activities_for(user, ids=None) -> QuerySet[Activity]:
    """Activities that members see, where the person handles shared matters."""
    return within_reach(Activity, P.COCON_MANAGE, user).shown()


def teams_for(user, ids=None) -> QuerySet[ServiceTeam]:
    return within_reach(ServiceTeam, P.COCON_MANAGE, user)


def needs_for(user, ids=None) -> QuerySet[Need]:
    return within_reach(Need, P.COCON_MANAGE, user)


def projects_for(user, ids=None) -> QuerySet[Project]:
    return within_reach(Project, P.COCON_MANAGE, user)


# --- Brands ---------------------------------------------------------------------------------------------------------------


def _check_since(brand: Brand, doing: Doing) -> None:
    if brand.since > timezone.localdate():
        raise RuleBroken("since", "创建日期不能晚于今天", field="since")


def _publish(brand: Brand, doing: Doing) -> None:
    if not brand.outcome:
        raise RuleBroken("outcome", "请先用“修改”填写成效", conflict=True)


def _end(brand: Brand, doing: Doing) -> None:
    brand.ended_on = checked_end(doing.said["ended_on"], brand.since)


# --- What belongs to one --------------------------------------------------------------------------------------------------


def _link(part: BrandPart, doing: Doing) -> None:
    """Exactly one thing, of the brand's community or below it. Raises RuleBroken at the wrong field."""
    if part.brand.ended_on:
        raise RuleBroken("wrong_state", "该品牌已结束", field="brand", conflict=True)
    named = [name for name in THINGS if getattr(part, f"{name}_id")]
    if len(named) != 1:
        raise RuleBroken("one_thing", "活动、服务队、需求、项目选一项", field=named[1] if named else "activity")
    model = type(part.thing)
    if not model.objects.within(part.brand.area).filter(pk=part.thing.pk).exists():
        raise not_found(str(BrandPart._meta.get_field(named[0]).verbose_name), field=named[0])


# --- People served elsewhere ----------------------------------------------------------------------------------------------


def _count(tally: BrandTally, doing: Doing) -> None:
    """Raises RuleBroken for a day outside the brand's, or on which the platform counts."""
    brand = tally.brand
    last = brand.ended_on or timezone.localdate()
    if not brand.since <= tally.day <= last:
        raise RuleBroken("day", f"日期应在{brand.since}到{last}之间", field="day")
    if is_counted_on(brand, tally.day):
        raise RuleBroken("counted", "当天的活动已登记服务居民，请在活动场次里补充", field="day", conflict=True)


# --- The acts -------------------------------------------------------------------------------------------------------------

# Source: docs/rules.md, "Brands".
ASKED = asks_of(
    Brand,
    "area name what since outcome is_main",
    at=P.COCON_MANAGE,
    area={"rows": lambda user, ids=None: communities_for(user)},
)
brand_acts = declare_acts(
    Acts(
        Brand,
        called="品牌",
        loads=("area",),
        acts=(
            Making(
                "enter",
                "登记品牌",
                "登记",
                BrandState.DRAFT,
                permission=P.COCON_MANAGE,
                asks=ASKED,
                stamps=("entered_by", "entered_at"),
                run=_check_since,
                done="{row.name}已登记，关联活动和服务队后自动统计。",
                hint="登记后关联活动、服务队、需求和项目，写好成效再公开。",
                summary="登记品牌",
                description="名称、做法、创建日期；一社区一品每个社区只能有一个，已有的返回409。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                DRAFT | PUBLIC,
                None,
                permission=P.COCON_MANAGE,
                asks=tuple(ask for ask in ASKED if ask.name not in ("area", "since")),
                partial=True,
                done="已修改。",
                hint="已公开的随即更新。",
                icon="edit",
                summary="修改品牌",
                description="省略的项目不变；已公开的随即更新。",
            ),
            Act(
                "publish",
                "公开",
                "公开",
                DRAFT,
                BrandState.PUBLIC,
                permission=P.COCON_MANAGE,
                stamps=("published_by", "published_at"),
                run=_publish,
                done="已公开，可以打印和分享。",
                hint="生成不用登录的页面，可以打印和分享；先核对没有姓名、电话。",
                icon="public",
                summary="公开品牌",
                description="生成不用登录的页面；没有写成效的返回409。",
            ),
            Act(
                "hide",
                "停止公开",
                "停止",
                PUBLIC,
                BrandState.DRAFT,
                permission=P.COCON_MANAGE,
                done="已停止公开，原来的地址打不开了。",
                hint="公开页面随即关闭，以后可以再公开。",
                icon="public_off",
                summary="停止公开品牌",
                description="公开页面随即关闭。",
            ),
            Act(
                "end",
                "结束",
                "结束",
                DRAFT | PUBLIC,
                BrandState.ENDED,
                permission=P.COCON_MANAGE,
                asks=(
                    Ask("ended_on", "结束日期", is_day=True, is_optional=True, help="不晚于今天；留空为今天"),
                    ask_reason("结束", column="end_reason", told="结束原因，2到200字"),
                ),
                run=_end,
                done="{row.name}已结束。",
                hint="不再使用的品牌；记录和已计的人次保留，公开页面关闭。",
                icon="block",
                summary="结束品牌",
                description="写明原因；记录和已计的人次保留，公开页面关闭。",
            ),
        ),
    )
)
part_acts = declare_acts(
    Acts(
        BrandPart,
        called="品牌项目",
        loads=("brand__area", *THINGS),
        derived=(("linked", "已关联"),),
        acts=(
            Making(
                "link",
                "关联项目",
                "关联",
                None,
                permission=P.COCON_MANAGE,
                on="brand",
                asks=asks_of(
                    BrandPart,
                    "brand activity team need project",
                    at=P.COCON_MANAGE,
                    activity={"rows": activities_for},
                    team={"rows": teams_for},
                    need={"rows": needs_for},
                    project={"rows": projects_for},
                ),
                stamps=("added_by", "added_at"),
                run=_link,
                fits=lambda brand: brand.ended_on is None,
                leads="已关联",
                done="已关联。",
                hint="活动、服务队、需求、项目选一项；活动、服务队的服务居民和项目的受益人数自动计入。",
                icon="link",
                summary="关联品牌项目",
                description="活动、服务队、需求、项目选一项，须在本社区；已关联的返回409。",
            ),
            Act(
                "unlink",
                "取消关联",
                "取消",
                frozenset({"linked"}),
                None,
                permission=P.COCON_MANAGE,
                removes=True,
                leads="（已取消）",
                done="已取消关联，不再计入。",
                hint="用于关联有误；不再计入品牌的服务人次。",
                icon="link_off",
            ),
        ),
    )
)
tally_acts = declare_acts(
    Acts(
        BrandTally,
        called="服务人次",
        loads=("brand__area",),
        acts=(
            Making(
                "count",
                "登记服务人次",
                "登记",
                TallyState.COUNTED,
                permission=P.COCON_MANAGE,
                on="brand",
                asks=asks_of(
                    BrandTally, "brand day people what", at=P.COCON_MANAGE, people={"least": 1, "most": 100_000}
                ),
                stamps=("entered_by", "entered_at"),
                run=_count,
                fits=lambda brand: brand.ended_on is None,
                done="已登记{row.people}人次。",
                hint="平台上没有活动记录的才登记；有活动的自动统计。",
                icon="groups",
                summary="登记品牌服务人次",
                description="平台上没有活动记录的才登记；当天已由活动计入的返回409。",
            ),
            Act(
                "void",
                "作废",
                "作废",
                frozenset({TallyState.COUNTED}),
                TallyState.VOID,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("作废", column="void_reason", told="作废原因，2到200字"),),
                done="已作废，不再计入。",
                hint="用于登记有误，记录保留，不再计入。",
                icon="block",
                summary="作废品牌服务人次",
                description="用于登记有误，写明原因。",
            ),
        ),
    )
)
