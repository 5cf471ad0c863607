"""Duty posts from a workbook: a line is a post, known by its name within the community, grid or building it stands at."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.sheets.workbooks import plain
from orgtree.text.rules.written.names import name_key, same_value
from volunteers.duties.choices import DutyClass, DutyKind, DutyState
from volunteers.duties.models import DutyPost
from volunteers.duties.rules.duties import check_needed
from volunteers.duties.services.duty_posts import change_duty, check_duty, open_duty
from volunteers.members.choices.people import FreeTime
from volunteers.members.models.member import Skill
from volunteers.members.services.roster.lookup import Places

CLASSES = {label: code for code, label in DutyClass.choices}
KINDS = {label: code for code, label in DutyKind.choices}
TIMES = {label: code for code, label in FreeTime.choices}
LABELS = {
    "title": "岗位名称",
    "post_class": "岗位类别",
    "kind": "岗位类型",
    "duties": "岗位职责",
    "needed": "需要人数",
    "skills": "所需特长",
    "free_times": "上岗时间",
    "since": "任期开始",
    "until": "任期截止",
    "contact": "联系方式",
    "area": "网格",
}
NEEDED_FOR_NEW = ("post_class", "duties")


@dataclass
class DutyLine:
    """What one row asks for: the post it changes (None: a new one), where, and the fields; skills apart."""

    post: DutyPost | None
    area: Area
    fields: dict[str, Any]
    skills: list[Skill] | None


def plan_duties(request: Request) -> Plan:
    """Effects and errors of the rows; `work` is a list of DutyLine without those that change nothing."""
    plan, work, seen = Plan(), [], set()
    places, known, skills = Places(request.area), _known(request), {skill.name: skill for skill in _skills()}
    for entry in request.entries:
        if entry.values["state"] == DutyState.CLOSED.label:  # of our own list
            plan.effects.append(Effect(entry.row, Action.SAME, "岗位", entry.values["title"]))
            continue
        before = len(plan.errors)
        line = _line(entry, request, places, known, skills, plan)
        if line is None or len(plan.errors) > before:
            continue
        key = (line.area.pk, name_key(entry.values["title"]))
        if key in seen:
            plan.refuse(entry.row, LABELS["title"], "表中同一区域有同名的岗位")
            continue
        seen.add(key)
        effect = _effect(entry, line)
        if effect.action == Action.SAME or _fits(line, entry, request, plan):
            plan.effects.append(effect)
            work += [] if effect.action == Action.SAME else [line]
    plan.work = work
    return plan


def write_duties(plan: Plan, request: Request, progress: Callable[[int], None]) -> None:
    """Set up and change the posts through the services."""
    for count, line in enumerate(plan.work, start=1):
        if line.post is None:
            open_duty(area=line.area, skills=line.skills or (), by=request.by, **line.fields)
        else:
            change_duty(post_id=line.post.pk, skills=line.skills, by=request.by, **line.fields)
        progress(count)


def _skills():
    return Skill.objects.filter(is_active=True)


def _known(request: Request) -> dict[tuple[int, str], DutyPost]:
    """(area, name) -> the open post; the oldest where two have the same name."""
    posts = DutyPost.objects.within(request.area).filter(state=DutyState.OPEN).counted().select_related("area")
    return {(post.area_id, name_key(post.title)): post for post in posts.prefetch_related("skills").order_by("-pk")}


def _line(entry: Entry, request: Request, places: Places, known: dict, skills: dict, plan: Plan) -> DutyLine | None:
    values = entry.values
    area, column, wrong = places.find(values["grid"], values["building"])
    if wrong:
        plan.refuse(entry.row, column, wrong)
        return None
    area = area or request.area
    fields = {name: values[name] for name in ("title", "duties", "since", "until", "contact") if values[name]}
    if values["needed"] is not None:
        fields["needed"] = values["needed"]
    for name, words in (("post_class", CLASSES), ("kind", KINDS)):
        if values[name]:
            fields |= dict.fromkeys([name], _code(entry, name, values[name], words, plan))
    if values["free_times"]:
        fields["free_times"] = [_code(entry, "free_times", word, TIMES, plan) for word in values["free_times"]]
    wanted = [_code(entry, "skills", word, skills, plan) for word in values["skills"]]
    return DutyLine(known.get((area.pk, name_key(values["title"]))), area, fields, wanted or None)


def _code(entry: Entry, name: str, word: str, words: dict, plan: Plan):
    """What stands for a word of a list; refuses one that the list does not have."""
    if word not in words:
        plan.refuse(entry.row, LABELS[name], f"没有“{word}”，可选：{'、'.join(words)}")
    return words.get(word)


def _fits(line: DutyLine, entry: Entry, request: Request, plan: Plan) -> bool:
    """Whether the rules let the post be as the row wants it; otherwise the reason is in `plan`."""
    missing = [name for name in NEEDED_FOR_NEW if line.post is None and name not in line.fields]
    for name in missing:
        plan.refuse(entry.row, LABELS[name], "新增必填")
    if missing:
        return False
    post = copy(line.post) if line.post else DutyPost(area=line.area, created_by=request.by)
    for name, value in line.fields.items():
        setattr(post, name, value)
    try:
        check_duty(post)
        if line.post:
            check_needed(needed=post.needed, live=line.post.waiting + line.post.appointed)
    except RuleBroken as broken:
        plan.refuse(entry.row, LABELS.get(broken.field, ""), broken.message)
        return False
    return True


def _effect(entry: Entry, line: DutyLine) -> Effect:
    post = line.post
    changes = []
    for name, value in line.fields.items():
        old = getattr(post, name) if post else None
        if name != "title" and not same_value(old, value):
            changes.append((LABELS[name], _shown(name, old), _shown(name, value)))
    old_skills = [skill.name for skill in post.skills.all() if skill.is_active] if post else []
    new_skills = [skill.name for skill in line.skills or ()]
    if new_skills and set(new_skills) != set(old_skills):
        changes.append((LABELS["skills"], "、".join(old_skills), "、".join(new_skills)))
    action = Action.ADD if post is None else Action.UPDATE if changes else Action.SAME
    return Effect(entry.row, action, "岗位", f"{entry.values['title']}（{line.area.name}）", tuple(changes))


def _shown(name: str, value) -> str:
    if value is None:
        return ""
    if name == "post_class":
        return DutyClass(value).label
    if name == "kind":
        return DutyKind(value).label
    if name == "free_times":
        return "、".join(FreeTime(code).label for code in value)
    return plain(value)
