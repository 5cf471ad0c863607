"""Covenants are given by units and teams, shown where these agree, recognised by the community."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cocon.covenants.choices import CovenantState
from cocon.covenants.models import Covenant, Recognition
from cocon.covenants.rules import PRIVATE, check_recognised, check_term, checked_words
from cocon.units.models import Pairing
from cocon.units.services.days import LAST_DAY, end_on_last_day, today_for
from cocon.units.services.pairings import clerks_of, units_for, units_near, units_of
from orgtree.acts import Act, Acts, Doing, Making, Tell, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.notices.words import called


def own_covenants(user) -> QuerySet[Covenant]:
    """The covenants of the units whose shared matters the person handles."""
    return Covenant.objects.allowed(user, P.COCON_UNIT)


def covenants_shown(area: Area) -> QuerySet[Covenant]:
    """What everybody may read of a community's covenants, as they were given; never in the order of what was recognised."""
    rows = Covenant.objects.shown_on(timezone.localdate()).filter(area=area)
    return rows.select_related("unit", "team").order_by("since", "pk")


def _communities(user, ids=None) -> QuerySet[Area]:
    """Communities that a unit of the person is paired with today."""
    pairs = Pairing.objects.in_force_on(timezone.localdate()).filter(unit__in=units_of(user))
    return Area.objects.filter(pk__in=pairs.values("community")).current()


# --- What follows ---------------------------------------------------------------------------------------------------------


def _check_entered(covenant: Covenant, doing: Doing) -> None:
    if bool(covenant.unit) == bool(covenant.team):
        raise RuleBroken("unit", "承诺单位和集体要选一个，也只选一个", field="unit")
    if covenant.unit and covenant.is_public:
        raise RuleBroken("consent", "单位的承诺由单位自己同意公示，登记时不勾选", field="is_public")
    if covenant.unit and not units_near([covenant.area]).filter(pk=covenant.unit.pk).exists():
        raise not_found("单位", field="unit")
    check_term(covenant.since, covenant.until)


def _check_pledged(covenant: Covenant, doing: Doing) -> None:
    """To a community that this very unit is paired with."""
    paired = Pairing.objects.in_force_on(timezone.localdate()).filter(unit=covenant.unit, community=covenant.area)
    if not paired.exists():
        raise not_found("社区", field="area")
    check_term(covenant.since, covenant.until)


def _show(covenant: Covenant, doing: Doing) -> None:
    covenant.is_public = True


def _hide(covenant: Covenant, doing: Doing) -> None:
    covenant.is_public = False


def _tell_unit(recognition: Recognition, doing: Doing) -> list[Tell]:
    unit, words = recognition.covenant.unit_id, recognition.get_kind_display()
    page = reverse("unit-covenant", args=[recognition.covenant_id])
    title = f"本单位的{called(recognition.covenant)}获认可：{words}"
    return [Tell(clerks_of([unit]) if unit else (), title, url=page)]


def _check_recognition(recognition: Recognition, doing: Doing) -> None:
    covenant = recognition.covenant
    check_recognised(recognition.day, covenant.since, timezone.localdate())
    if Recognition.objects.filter(covenant=covenant, kind=recognition.kind, day=recognition.day).exists():
        raise RuleBroken("recognised", "这一天已有同样的认可", field="kind", conflict=True)


def _title(text: str) -> str:
    return checked_words(text, field="title")


def _words(text: str) -> str:
    return checked_words(text, field="words")


TOLD = asks_of(
    Covenant,
    "title words since until",
    title={"check": _title, "help": f"一句话，如“每周三免费量血压”。{PRIVATE}"},
    words={"check": _words, "help": f"可以不填。{PRIVATE}"},
    since={"is_optional": True, "help": "留空为今天"},
)
IN_FORCE = frozenset({CovenantState.IN_FORCE})
OWN = {"own": True, "doer": "单位经办人", "reach": own_covenants}
# Source: docs/rules.md, "Covenants".
covenant_acts = declare_acts(
    Acts(
        Covenant,
        called="承诺",
        loads=("area", "unit", "team"),
        derived=tuple(CovenantState.choices),
        acts=(
            Making(
                "enter",
                "登记承诺",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                asks=(
                    *asks_of(
                        Covenant,
                        "area unit team",
                        at=P.COCON_MANAGE,
                        unit={"rows": lambda user, ids=None: units_for(user)},
                    ),
                    *TOLD,
                    *asks_of(
                        Covenant,
                        "is_public",
                        is_public={"label": "集体同意公示", "help": "服务队同意才选是；单位的由单位自己定"},
                    ),
                ),
                stamps=("entered_by", "entered_at"),
                first=today_for("since"),
                run=_check_entered,
                leads=CovenantState.IN_FORCE.label,
                done="已登记；单位的承诺由单位自己同意后才公示。",
                hint="代单位或集体登记；单位的承诺，要单位自己同意才会公示。",
                description="代单位或服务队登记对社区的承诺；是否公示由单位自己决定。",
            ),
            Making(
                "pledge",
                "作出承诺",
                "承诺",
                None,
                **OWN,
                asks=(
                    *asks_of(
                        Covenant,
                        "unit area",
                        at=P.COCON_UNIT,
                        unit={"rows": lambda user, ids=None: units_of(user), "is_optional": False},
                        area={"rows": _communities, "help": "本单位结对的社区"},
                    ),
                    *TOLD,
                    *asks_of(Covenant, "is_public", is_public={"help": "人人可见；随时可以撤下"}),
                ),
                stamps=("entered_by", "entered_at"),
                first=today_for("since"),
                run=_check_pledged,
                leads=CovenantState.IN_FORCE.label,
                done="已登记。同意公示的，在社区承诺栏上人人可见，随时可以撤下。",
                hint="写给结对社区的一句承诺。平台只记认可，不记失信、不打分。",
            ),
            Act(
                "show",
                "同意公示",
                "公示",
                IN_FORCE,
                None,
                **OWN,
                run=_show,
                fits=lambda covenant: not covenant.is_public,
                leads="（不变）",
                done="已公示，人人可见；随时可以撤下。",
                hint="在社区承诺栏上公示单位名称和承诺，人人可见；随时可以撤下。",
            ),
            Act(
                "hide",
                "撤下公示",
                "撤下",
                IN_FORCE,
                None,
                permission=P.COCON_MANAGE,
                **OWN,
                run=_hide,
                fits=lambda covenant: covenant.is_public,
                leads="（不变）",
                done="已撤下，只有社区和本单位可见。",
                hint="撤下后只有社区和本单位可见。",
                icon="visibility_off",
                aside=True,
                description="单位或社区随时可以撤下，不需要理由。",
            ),
            Act(
                "end",
                "到此为止",
                "结束",
                IN_FORCE,
                None,
                permission=P.COCON_MANAGE,
                **OWN,
                asks=(LAST_DAY,),
                run=end_on_last_day,
                leads=CovenantState.ENDED.label,
                done="已登记最后一天，不记原因。",
                hint="最后一天仍算，认可保留；不问原因，也不记原因。",
                icon="event_available",
                aside=True,
                summary="结束承诺",
                description="写明最后一天（不填为今天）；不问原因，认可保留。",
            ),
        ),
    )
)
recognition_acts = declare_acts(
    Acts(
        Recognition,
        called="认可",
        loads=("covenant__area", "covenant__unit", "covenant__team"),
        derived=(("given", "已认可"),),
        acts=(
            Making(
                "recognise",
                "认可",
                "认可",
                None,
                permission=P.COCON_MANAGE,
                on="covenant",
                asks=asks_of(
                    Recognition,
                    "covenant kind day",
                    at=P.COCON_MANAGE,
                    day={"is_optional": True, "help": "留空为今天"},
                ),
                stamps=("by", "at"),
                first=today_for("day"),
                run=_check_recognition,
                tells=_tell_unit,
                leads="已认可",
                done="已认可，单位会收到通知。",
                hint="只有认可：如约履行、居民点赞、示范带动。没做到的不登记。",
                icon="thumb_up",
                summary="认可承诺",
                description="从可选的认可中选；同一承诺同一天同样的认可只有一条。没有负面登记。",
            ),
            Act(
                "take_back",
                "撤销登记",
                "撤销",
                frozenset({"given"}),
                None,
                permission=P.COCON_MANAGE,
                removes=True,
                leads="（已撤销）",
                done="已撤销登记。",
                hint="用于登记有误。",
                icon="undo",
            ),
        ),
    )
)
