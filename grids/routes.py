"""What the subjects of this app offer below /api/v1/."""

from grids.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("grids", SUBJECTS, "routes")
