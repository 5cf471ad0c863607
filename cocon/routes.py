"""What the subjects of this app offer below /api/v1/."""

from cocon.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("cocon", SUBJECTS, "routes")
