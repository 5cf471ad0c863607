"""What the subjects of this app declare for the ground floor."""

from grids.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("grids", SUBJECTS, "declared.ground")
load_all("grids", SUBJECTS, "declared.residents")
