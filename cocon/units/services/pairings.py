"""Units and communities paired: made and ended by the community's desk, once at a time for each two of them."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from cocon.units.choices import PairingState
from cocon.units.models import Pairing
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, ask_reason, asks_of, declare_acts
from orgtree.choices import AreaKind, PostKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Institution, Post
from orgtree.scope.models.rows import inside
from orgtree.scope.services import within_reach


def communities_for(user) -> QuerySet[Area]:
    """Communities whose shared matters `user` handles."""
    return within_reach(Area, P.COCON_MANAGE, user).communities().current()


def units_near(areas) -> QuerySet[Institution]:
    """Open units that the communities of `areas` may turn to: those of their districts, and of the areas above.

    Names of units are public facts, so their own desks' reach does not matter here.
    """
    found = Institution.objects.none()
    for area in areas:
        above = area.get_ancestors(include_self=True)
        top = above.filter(kind=AreaKind.DISTRICT).first() or above.first()
        found |= Institution.objects.filter(inside(top, "area") | Q(area__in=top.get_ancestors().values("pk")))
    return found.filter(closed_on__isnull=True).order_by("name")


def units_for(user) -> QuerySet[Institution]:
    """Open units that `user` may pair with a community of theirs."""
    seats = [post.area_id for post in user.live_posts if post.area_id]
    return units_near(Area.objects.filter(pk__in=seats).allowed(user, P.COCON_MANAGE))


def units_of(user):
    """The units, open ones, whose shared matters the person handles, by name."""
    seats = [post.institution_id for post in user.live_posts if post.institution_id]
    own = Institution.objects.allowed(user, P.COCON_UNIT).filter(pk__in=seats, closed_on__isnull=True)
    return own.select_related("area").order_by("name")


# --- How it begins ------------------------------------------------------------------------------------------------------


def _said_already(doing: Doing) -> Pairing | None:
    """The same two, in force from the same day on, whoever entered them."""
    live = Pairing.objects.in_force_on(timezone.localdate())
    return live.filter(**{name: doing.said[name] for name in ("unit", "community", "since")}).first()


def _pair(pairing: Pairing, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field; overlap is the database's to find."""
    if pairing.since > timezone.localdate():
        raise RuleBroken("since", "结对日期不能晚于今天", field="since")
    if not units_near([pairing.community]).filter(pk=pairing.unit_id).exists():
        raise not_found("单位", field="unit")


# --- What is done to it -------------------------------------------------------------------------------------------------


def _check_last_day(pairing: Pairing, doing: Doing) -> None:
    if pairing.until < pairing.since:
        raise RuleBroken("until", f"最后一天不能早于结对日期{pairing.since:%Y-%m-%d}", field="until")


def _reopen(pairing: Pairing, doing: Doing) -> None:
    """The engine empties the day and the reason."""


def _made_before_today(rows: list[Pairing], doing: Doing) -> dict[int, RuleBroken]:
    late = RuleBroken("too_late", "只能撤销当天登记的结对；以前登记的请办理结束", conflict=True)
    today = timezone.localdate()
    return {row.pk: late for row in rows if timezone.localdate(row.made_at) != today}


def clerks_of(units) -> tuple[int, ...]:
    """The accounts of those who handle the shared matters of any of these units (ids, or a query of them) now, each once."""
    posts = Post.objects.live().filter(kind=PostKind.UNIT_ORG, institution__in=units)
    return tuple(sorted(set(posts.values_list("holder", flat=True))))


def _tell_unit(pairing: Pairing, doing: Doing) -> list[Tell]:
    text = f"最后一天：{pairing.until:%Y-%m-%d}。"
    return [Tell(clerks_of([pairing.unit_id]), f"与{pairing.community.name}的结对结束", text, why=True)]


IN_FORCE = frozenset({PairingState.IN_FORCE})
# Source: docs/rules.md, "Units and communities".
pairings = declare_acts(
    Acts(
        Pairing,
        loads=("unit", "community"),
        called="结对",
        derived=tuple(PairingState.choices),
        acts=(
            Making(
                "make",
                "登记结对",
                "结对",
                None,
                permission=P.COCON_MANAGE,
                asks=asks_of(
                    Pairing,
                    "unit community since",
                    unit={"rows": lambda user, ids=None: units_for(user), "told": "单位编号", "begins_blank": True},
                    community={"rows": lambda user, ids=None: communities_for(user), "told": "社区编号"},
                    since={"usual": timezone.localdate, "told": "结对日期，不晚于今天"},
                ),
                stamps=("made_by", "made_at"),
                run=_pair,
                known=_said_already,
                leads=PairingState.IN_FORCE.label,
                done=lambda pairing: f"已结对，自{pairing.since:%Y-%m-%d}起。",
                hint="单位与社区结对；报到的单位从接收之日起算，已经结对的保持不变。",
                icon="handshake",
                entry="与所选单位结对",
                description="由社区登记。新登记返回201；同一单位、社区、日期再次提交返回200和原记录。",
                again="此前已登记，返回原记录",
            ),
            Act(
                "end",
                "结束结对",
                "结束",
                IN_FORCE,
                None,
                permission=P.COCON_MANAGE,
                asks=(
                    Ask("until", "最后一天", column="until", is_day=True, help="这一天仍在结对"),
                    ask_reason("结束", column="end_reason", told="结束原因，2到200字，单位可见"),
                ),
                run=_check_last_day,
                undo=_reopen,
                tells=_tell_unit,
                many=True,
                leads=PairingState.ENDED.label,
                done="已登记最后一天。",
                hint="写明最后一天和原因，单位会收到通知。记录保留，以后可以再次结对。",
                icon="link_off",
                summary="结束结对",
                description="逐条判断：能办的办，不能办的列出原因。最后一天仍在结对；单位会收到通知。",
            ),
            Act(
                "withdraw",
                "撤销登记",
                "撤销",
                IN_FORCE,
                None,
                permission=P.COCON_MANAGE,
                refuse=_made_before_today,
                removes=True,
                leads="（已撤销）",
                done="已撤销登记。",
                hint="用于当天登记有误的结对，撤销后不再显示。",
                fits=lambda pairing: timezone.localdate(pairing.made_at) == timezone.localdate(),
            ),
        ),
    )
)
