"""The desk's pages of every subject; each module registers its own."""

from orgtree.rooms import load_all
from volunteers.rooms import SUBJECTS

load_all("volunteers", SUBJECTS, "desk")
