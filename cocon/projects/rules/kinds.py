"""What must be told of a project of each kind when it is done: counts, never names. Source: docs/rules.md, "Projects and money"."""

from cocon.projects.choices import ProjectKind
from orgtree.errors import RuleBroken

# What the heads of a kind are called; others say 受益人数 and may leave it out.
PEOPLE = {
    ProjectKind.PURCHASE: "受益人数",
    ProjectKind.RENEWAL: "惠及居民数",
    ProjectKind.AID: "资助学生数",
}
HOURS = frozenset({ProjectKind.PURCHASE})
SITES = frozenset({ProjectKind.RENEWAL})


def people_label(kind: str) -> str:
    """What the head-count of a project of this kind is called."""
    return PEOPLE.get(ProjectKind(kind), "受益人数")


def check_report(kind: str, *, people: int | None, hours: int | None, sites: int) -> None:
    """Raise RuleBroken at what is missing of a project of this kind."""
    if kind in PEOPLE and not people:
        raise RuleBroken("people", f"请填写{people_label(kind)}", field="people")
    if kind in HOURS and not hours:
        raise RuleBroken("hours", "购买服务请填写服务小时数", field="hours")
    if kind in SITES and not sites:
        raise RuleBroken("sites", "小区整治请先登记整治的小区和楼栋数", conflict=True)
