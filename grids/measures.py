"""Figures of this floor; boards show them in the order of the subjects."""

from grids.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("grids", SUBJECTS, "declared.measures")
