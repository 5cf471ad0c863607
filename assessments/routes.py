"""What the subjects of this app offer below /api/v1/."""

from assessments.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("assessments", SUBJECTS, "routes")
