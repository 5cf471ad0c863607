"""Helping pairs from a sheet: a line is a helper, a need and how many are helped. Who is helped is in no column that is read."""

from collections import Counter
from collections.abc import Callable
from uuid import uuid4

from django.utils import timezone

from cocon.helping.choices import Helped, HelpNeed, PairEnd, PairState
from cocon.helping.models import HelpingPair
from cocon.helping.services.pairs import pair_acts
from cocon.units.services.community_lookup import CommunityBook
from cocon.units.services.unit_lookup import UnitBook
from orgtree.acts import make, rows_at
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key
from volunteers.teams.models import ServiceTeam

NEEDS = {label: code for code, label in HelpNeed.choices}
HELPED = {label: code for code, label in Helped.choices}
MOST = 200  # pairs of one line
ALIKE = ("unit", "team", "area", "need", "helped", "since")


class _Book:
    """What lines are read with: units, teams and communities by name, and how many pairs alike there are already."""

    def __init__(self, request: Request):
        self.units, self.communities = UnitBook(request.area), CommunityBook(request)
        self.teams: dict[str, list[ServiceTeam]] = {}
        for team in rows_at(ServiceTeam, P.COCON_MANAGE)(request.by).within(request.area):
            self.teams.setdefault(name_key(team.name), []).append(team)
        # Those that are over too: a sheet of last year sent once more begins none of them anew.
        there = HelpingPair.objects.within(request.area).exclude(end_reason=PairEnd.MISTAKE)
        self.known = Counter(there.values_list(*ALIKE))


def plan_pairs(request: Request) -> Plan:
    """Effects and errors of the lines; `work` has the fields of each line and how many pairs it adds.

    Lines alike are counted together with what is there: said twice, a sheet adds nothing.
    """
    plan, work, book = Plan(), [], _Book(request)
    for entry in request.entries:
        name = entry.values["unit_name"] or entry.values["uscc"] or entry.values["team"]
        if entry.values["state"] == PairState.ENDED.label:  # a line of our own list about what is over
            plan.effects.append(Effect(entry.row, Action.SAME, "帮扶对子", name))
            continue
        before = len(plan.errors)
        fields, count = _fields(entry, plan, book), _count(entry, plan)
        if len(plan.errors) > before:
            continue
        key = tuple(getattr(fields[part], "pk", fields[part]) for part in ALIKE)
        there = min(book.known[key], count)
        book.known[key] -= there
        added = count - there
        changes = (("对数", str(there or ""), str(count)),) if added else ()
        title = f"{name} — {fields['area'].name}"
        plan.effects.append(Effect(entry.row, Action.ADD if added else Action.SAME, "帮扶对子", title, changes))
        work += [(fields, added)] if added else []
    plan.work = work
    return plan


def _fields(entry: Entry, plan: Plan, book: _Book) -> dict:
    values, today = entry.values, timezone.localdate()
    unit, team = _helper(entry, plan, book)
    area, why = book.communities.find(values["community"])
    if why:
        plan.refuse(entry.row, "社区", why)
    if values["need"] not in NEEDS:
        plan.refuse(entry.row, "帮扶需求", f"没有这一需求，可选：{'、'.join(NEEDS)}")
    if values["helped"] and values["helped"] not in HELPED:
        plan.refuse(entry.row, "帮扶对象", "请填家庭或成年居民，不填姓名")
    if values["since"] and values["since"] > today:
        plan.refuse(entry.row, "开始日期", "不能晚于今天")
    if values["since"] and values["until"] and values["until"] < values["since"]:
        plan.refuse(entry.row, "最后一天", "不能早于开始日期")
    return {
        "unit": unit,
        "team": team,
        "area": area,
        "need": NEEDS.get(values["need"], ""),
        "helped": HELPED.get(values["helped"], Helped.HOUSEHOLD.value),
        "since": values["since"],
        "until": values["until"],
    }


def _helper(entry: Entry, plan: Plan, book: _Book):
    """(unit, None), (None, team), or two times None where the line is refused."""
    name, code, written = (entry.values[key] for key in ("unit_name", "uscc", "team"))
    if written and (name or code):
        plan.refuse(entry.row, "帮扶服务队", "单位和服务队只填一个")
        return None, None
    if written:
        teams = book.teams.get(name_key(written), [])
        if len(teams) != 1:
            plan.refuse(
                entry.row,
                "帮扶服务队",
                f"有{len(teams)}支服务队叫“{written}”" if teams else f"没有“{written}”这支服务队",
            )
            return None, None
        return None, teams[0]
    unit, column, wrong = book.units.find(name, code)
    if wrong:
        plan.refuse(entry.row, column, wrong)
    return unit, None


def _count(entry: Entry, plan: Plan) -> int:
    count = 1 if entry.values["count"] is None else entry.values["count"]
    if not 1 <= count <= MOST:
        plan.refuse(entry.row, "对数", f"应在1到{MOST}之间")
    return count


def write_pairs(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Make the pairs of each line, each with its own key: they are alike and not the same."""
    for number, (fields, count) in enumerate(plan.work, start=1):
        for _ in range(count):
            make(pair_acts, "pair", client_key=uuid4(), by=request.by, **fields)
        progress(number)
