"""Needs from a sheet (需求清单): a line is a need of a community, known by its words and its last day; published when it is confirmed."""

from collections.abc import Callable
from datetime import date

from cocon.needs.choices import NeedList, NeedReach, NeedSource, NeedState
from cocon.needs.models import Need
from cocon.needs.services.needs import check_need, create_need, need_acts
from cocon.units.models import Matter
from cocon.units.services.community_lookup import CommunityBook
from orgtree.acts import find_broken
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.text.rules.written.names import name_key

ENDED_WORDS = {NeedState.CLOSED.label, NeedState.WITHDRAWN.label}  # a line of our own list about what is over
CHOICES = {"listed": NeedList, "reach": NeedReach, "source": NeedSource}
USUAL = {
    "listed": NeedList.NEED,
    "reach": NeedReach.PAIRED,
    "source": NeedSource.COMMUNITY,
    "quantity": 1,
    "measure": "项",
}
PLAIN = ("title", "words", "place", "people", "since", "until", "claim_by", "quantity", "measure")


class Words:
    """What the columns of a sheet are called, and what their words mean."""

    def __init__(self, labels: dict[str, str], area: Area):
        self.labels = labels
        self._matters = {name_key(matter.name): matter for matter in Matter.objects.offered_at(area)}

    def matter(self, entry: Entry, plan: Plan) -> Matter | None:
        """The matter of a line; refused at its column where there is none of that name."""
        found = self._matters.get(name_key(entry.values["matter"]))
        if found is None:
            plan.refuse(
                entry.row, self.labels["matter"], f"没有这一类别，可选：{'、'.join(map(str, self._matters.values()))}"
            )
        return found

    def choice(self, name: str, choices, entry: Entry, plan: Plan) -> str:
        """The code of a word of the line, "" for none; refused at its column where it is not one of them."""
        written = entry.values[name]
        codes = {label: code for code, label in choices.choices}
        if written and written not in codes:
            plan.refuse(entry.row, self.labels[name], f"没有这一项，可选：{'、'.join(codes)}")
        return codes.get(written, "")


def plan_needs(request: Request, labels: dict[str, str]) -> Plan:
    """Effects and errors of the lines; `work` holds the area and the fields of each new need."""
    plan, words, places = Plan(work=[]), Words(labels, request.area), CommunityBook(request)
    live = Need.objects.within(request.area).exclude(state=NeedState.WITHDRAWN)
    known = {_key(*row) for row in live.values_list("area", "title", "until")}
    for entry in request.entries:
        before = len(plan.errors)
        area, why = places.find(entry.values["area"])
        if why:
            plan.refuse(entry.row, labels["area"], why)
        same = area and (_key(area.pk, entry.values["title"], entry.values["until"]) in known)
        if same or entry.values["state"] in ENDED_WORDS:
            plan.effects.append(Effect(entry.row, Action.SAME, "需求", entry.values["title"]))
            continue
        fields = _fields(entry, words, plan)
        if len(plan.errors) == before:
            _check(entry, area, fields, request, words, plan)
        if len(plan.errors) == before:
            known.add(_key(area.pk, fields["title"], fields["until"]))
            plan.effects.append(Effect(entry.row, Action.ADD, "需求", fields["title"], _shown(area, fields)))
            plan.work.append((area, fields))
    return plan


def write_needs(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Publish the needs."""
    for count, (area, fields) in enumerate(plan.work, start=1):
        create_need(area=area, by=request.by, **fields)
        progress(count)


def _key(area: int, title: str, until: date) -> tuple[int, str, date]:
    """What makes two lines one need, however its words are spaced."""
    return area, name_key(title), until


def _fields(entry: Entry, words: Words, plan: Plan) -> dict:
    fields = {name: entry.values[name] for name in PLAIN} | {"matter": words.matter(entry, plan)}
    fields |= {name: words.choice(name, choices, entry, plan) for name, choices in CHOICES.items()}
    return fields | {name: usual for name, usual in USUAL.items() if fields[name] in ("", None)}


def _check(entry: Entry, area: Area, fields: dict, request: Request, words: Words, plan: Plan) -> None:
    """Refuse what the page would refuse, at its column."""
    broken = list(find_broken(need_acts["enter"], fields).values())
    try:
        check_need(Need(area=area, **fields))
    except RuleBroken as error:
        broken.append(error)
    for error in broken:
        plan.refuse(entry.row, words.labels.get(error.field, ""), error.message)


def _shown(area: Area, fields: dict) -> tuple[tuple[str, str, str], ...]:
    """What would be written, for the preview."""
    return (
        ("社区", "", area.name),
        ("说明", "", fields["words"]),
        ("事项类别", "", str(fields["matter"])),
        ("需要", "", f"{fields['quantity']}{fields['measure']}"),
        ("完成日期", "", f"{fields['until']:%Y-%m-%d}"),
        ("谁可以认领", "", NeedReach(fields["reach"]).label),
    )
