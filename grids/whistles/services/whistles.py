"""A whistle is asked for over a case, approved by the street, and ended when every department is done. Source: docs/rules.md, "Whistles"."""

from functools import partial

from django.db.models import QuerySet

from grids.cases.models import Case
from grids.cases.models.cases import WORKED_ON
from grids.cases.rules import checked_words
from grids.whistles.choices import LegState, UnitKind, WhistleState
from grids.whistles.models import JUDGED, Whistle, WhistleLeg
from grids.whistles.services.reach import clerks_of, leg_page, units_to_call, whistle_page
from grids.whistles.services.timing import begin_steps
from orgtree.acts import (
    Act,
    Acts,
    Ask,
    Doing,
    Making,
    NotBy,
    Tell,
    acts_of,
    ask_reason,
    asks_of,
    declare_acts,
    note_first,
)
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Institution
from orgtree.scope.services import within_reach

State = WhistleState
SETTLED = (LegState.DONE, LegState.RELEASED, *JUDGED)


def cases_to_whistle(user, ids=None) -> QuerySet[Case]:
    """Cases in work on which the person sends on."""
    return within_reach(Case, P.CASE_DISPATCH, user).filter(state__in=WORKED_ON)


def _ask(whistle: Whistle, doing: Doing) -> None:
    """Each department once. Raises RuleBroken at the field of one that stands twice."""
    named = [("lead", whistle.lead), ("second", whistle.second), ("third", whistle.third)]
    seen = set()
    for field, unit in ((field, unit) for field, unit in named if unit):
        if unit.pk in seen:
            raise RuleBroken("twice", "同一个部门不用写两次", field=field)
        seen.add(unit.pk)


def _blow(whistle: Whistle, doing: Doing) -> None:
    """Every department has its part from now on, with clocks that run whether or not it signs."""
    called = [(whistle.lead, whistle.lead_kind), (whistle.second, UnitKind.DEPARTMENT)]
    for unit, kind in (*called, (whistle.third, UnitKind.DEPARTMENT)):
        if unit is not None:
            _call(whistle, unit, kind, doing)


def _call(whistle: Whistle, unit: Institution, kind: str, doing: Doing) -> WhistleLeg:
    leg = WhistleLeg(whistle=whistle, unit=unit, kind=kind, is_lead=unit == whistle.lead, called_at=doing.at)
    leg.save()
    begin_steps(leg, whistle.case.area, doing.at)
    note_first(acts_of(WhistleLeg), "call", leg, by=doing.by, reason=whistle.words)
    return leg


def _call_more(whistle: Whistle, doing: Doing) -> None:
    """One more department, timed from now; it leads where the one that led was left out. Raises RuleBroken for one that was called before."""
    unit = doing.said["unit"]
    if whistle.legs.filter(unit=unit).exists():
        raise RuleBroken("twice", "这个部门已被吹哨", field="unit", conflict=True)
    if not whistle.legs.filter(is_lead=True).exclude(state=LegState.RELEASED).exists():
        whistle.lead, whistle.lead_kind = unit, doing.said["kind"]
    _call(whistle, unit, doing.said["kind"], doing)


def _tell_one_more(whistle: Whistle, doing: Doing) -> list[Tell]:
    leg = whistle.legs.get(unit=doing.said["unit"])
    return [Tell(clerks_of([leg.unit_id]), f"街道吹哨，请到场：事项{whistle.case.number}", url=leg_page(leg))]


def _tell_units(whistle: Whistle, doing: Doing) -> list[Tell]:
    legs = whistle.legs.select_related("unit").order_by("pk")
    title = f"街道吹哨，请到场：事项{whistle.case.number}"
    return [Tell(clerks_of([leg.unit_id]), title, url=leg_page(leg)) for leg in legs]


def _end(whistle: Whistle, doing: Doing) -> None:
    """事不完人不撤: raises RuleBroken while a department is at work."""
    if whistle.legs.exclude(state__in=SETTLED).exists():
        raise RuleBroken("legs_open", "还有部门没有办结，不能解哨", conflict=True)


def _to_asker(words: str):
    return lambda whistle, doing: [
        Tell((whistle.asked_by_id,), f"吹哨{words}：事项{whistle.case.number}", url=whistle_page(whistle), why=True)
    ]


# A list: a district has some dozens of departments, and the search of the desk finds only units of one's own area.
UNIT = {"rows": units_to_call, "found_by": None, "begins_blank": True}
ASKED = asks_of(
    Whistle,
    "case words lead lead_kind second third",
    at=P.CASE_DISPATCH,
    case={"rows": cases_to_whistle},
    words={"check": partial(checked_words, field="words", label="需要解决什么", longest=200)},
    lead=UNIT,
    second=UNIT,
    third=UNIT,
)
whistle_acts = declare_acts(
    Acts(
        Whistle,
        called="吹哨",
        loads=("case__area", "lead", "second", "third"),
        acts=(
            Making(
                "whistle",
                "提请吹哨",
                "提请",
                State.ASKED,
                permission=P.CASE_DISPATCH,
                on="case",
                asks=ASKED,
                stamps=("asked_by", "asked_at"),
                run=_ask,
                fits=lambda case: case.state in WORKED_ON,
                done="已提请，街道批准后部门随即收到。",
                hint="用于一个部门解决不了的事；写明要解决什么，街道另一人批准后吹响。",
                icon="campaign",
                summary="提请吹哨",
                description="在一件办理中的事项上提请，写明主办和协办部门；由街道另一人批准。",
            ),
            Act(
                "approve",
                "批准吹哨",
                "批准",
                frozenset({State.ASKED}),
                State.BLOWN,
                permission=P.CASE_APPROVE,
                stamps=("approved_by", "approved_at"),
                not_by=(NotBy("asked_by_id", "own_whistle", "本人提请的由他人批准"),),
                run=_blow,
                tells=_tell_units,
                done="已吹哨，各部门的时限从现在算起。",
                hint="批准后各部门随即收到通知，签收、应哨、到场、办结分别计时。",
                icon="campaign",
                summary="批准吹哨",
                description="街道批准，各部门随即收到；签收、应哨、到场、办结分别计时。",
            ),
            Act(
                "refuse",
                "不批准",
                "退回",
                frozenset({State.ASKED}),
                State.REFUSED,
                permission=P.CASE_APPROVE,
                asks=(ask_reason("不批准", column="reason", told="原因，2到200字，提请人可见"),),
                stamps=("approved_by", "approved_at"),
                not_by=(NotBy("asked_by_id", "own_whistle", "本人提请的由他人审批"),),
                tells=_to_asker("未批准"),
                done="已退回，提请人会看到原因。",
                hint="可以由一个部门办的，请直接交办。",
                icon="undo",
                summary="不批准吹哨",
                description="写明原因，提请人可见。",
            ),
            Act(
                "call_more",
                "加吹部门",
                "加吹",
                frozenset({State.BLOWN}),
                None,
                permission=P.CASE_APPROVE,
                asks=(
                    Ask("unit", "部门", rows=units_to_call, told="部门的编号", begins_blank=True),
                    Ask("kind", "部门类型", choices=tuple(UnitKind.choices), usual=UnitKind.DEPARTMENT),
                ),
                not_by=(NotBy("asked_by_id", "own_whistle", "本人提请的由他人加吹"),),
                run=_call_more,
                tells=_tell_one_more,
                done="已加吹，这个部门的时限从现在算起。",
                hint="同意退哨以后，或现场发现还要别的部门的，加吹一个部门。",
                icon="group_add",
                aside=True,
                summary="加吹部门",
                description="吹哨后再加一个部门，时限从现在算起；原主办部门撤哨的，由它主办。",
            ),
            Act(
                "end",
                "解哨",
                "解哨",
                frozenset({State.BLOWN}),
                State.ENDED,
                permission=P.CASE_DISPATCH,
                stamps=("ended_by", "ended_at"),
                run=_end,
                done="已解哨。",
                hint="各部门都办结后解哨；事不完人不撤。",
                icon="task_alt",
                summary="解哨",
                description="各部门都办结后解哨；还有部门没有办结的返回409。",
            ),
        ),
    )
)
