"""The desk's pages of every subject; each module registers its own."""

from grids.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("grids", SUBJECTS, "desk")
