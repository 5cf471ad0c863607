"""Figures of this floor; boards show them in the order of the subjects."""

from assessments.rooms import SUBJECTS
from orgtree.declare import Subject, registry
from orgtree.rooms import load_all

load_all("assessments", SUBJECTS, "declared.measures")

registry.add_subjects(
    [
        Subject(
            "assessments",
            "评议",
            60,
            ("满意度", "平时考核指标", "重点任务", "示范与培训", "街道评部门", "观摩评比", "考核评议"),
            front=("assessments.key_kept_share",),
        )
    ]
)
