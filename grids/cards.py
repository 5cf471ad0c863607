"""What waits on the desk, of every subject."""

from grids.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("grids", SUBJECTS, "declared.cards")
