"""Figures of this floor; boards show them in the order of the subjects."""

from grids.rooms import SUBJECTS
from orgtree.declare import Subject, registry
from orgtree.rooms import load_all

load_all("grids", SUBJECTS, "declared.measures")

registry.add_subjects(
    [
        Subject(
            "grids",
            "网格",
            40,
            ("网格力量", "网格事项", "吹哨报到", "一站式服务", "平安指数"),
            front=("grids.opened", "grids.handle_rate"),
        )
    ]
)
