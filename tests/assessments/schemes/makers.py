"""Schemes for the contract of acts and of makings."""

from assessments.schemes.choices import SchemeState
from tests.assessments.schemes import world

DRAFTED = lambda town, member: world.draft(town)  # noqa: E731
LINES = {
    "components": "A1 平时考核指标 40 指标\nB 实地考核 60 考评组",
    "items": "B 组织建设 100",
    "classes": "C1 街道领导班子 100 3 2/3",
    "options": "好 100\n差 50",
    "bands": "好 90 -\n较好 0 90",
    "caps": "一票否决 - 0 一般",
    "quotas": "好 30",
    "extras": "E1 上级表彰 加分 2 2",
}
MAKERS = {"assessments.scheme": {SchemeState.DRAFT: DRAFTED}}
DESKS = {"assessments.scheme": lambda town: (world.office(town, "2"), world.office(town, "3"))}
WORDS = {f"assessments.scheme.set_{table}": {table: lines} for table, lines in LINES.items()} | {
    "assessments.scheme.edit": {"panel_least": 5, "streets_share": None}
}
BEGINNINGS = {
    "assessments.scheme.copy": lambda town, member: {
        "origin": world.default(),
        "area": town.district,
        "year": world.YEAR,
        "title": "述职评议考核",
    }
}
