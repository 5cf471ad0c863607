"""Figures of this floor; boards show them in the order of the subjects."""

from assessments.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("assessments", SUBJECTS, "declared.measures")
