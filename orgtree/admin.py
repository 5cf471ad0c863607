"""The desk's pages of every subject; each module registers its own."""

from orgtree.desk import find, reading, undoing  # noqa: F401 -- pages of the desk itself
from orgtree.rooms import SUBJECTS, load_all

load_all("orgtree", SUBJECTS, "desk")
