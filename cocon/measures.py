"""Figures of this floor; boards show them in the order of the subjects."""

from cocon.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("cocon", SUBJECTS, "declared.measures")
