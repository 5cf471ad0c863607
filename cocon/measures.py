"""Figures of this floor; boards show them in the order of the subjects."""

from cocon.rooms import SUBJECTS
from orgtree.declare import Subject, registry
from orgtree.rooms import load_all

load_all("cocon", SUBJECTS, "declared.measures")

registry.add_subjects(
    [
        Subject(
            "cocon",
            "共建",
            50,
            ("共驻共建", "小区物业", "阵地", "经费保障", "共建项目", "党建品牌"),
            front=("cocon.needs_closed",),
        )
    ]
)
