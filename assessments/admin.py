"""The desk's pages of every subject; each module registers its own."""

from assessments.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("assessments", SUBJECTS, "desk")
