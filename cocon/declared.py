"""What the subjects of this app declare for the ground floor."""

from cocon.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("cocon", SUBJECTS, "declared.ground")
load_all("cocon", SUBJECTS, "declared.residents")
