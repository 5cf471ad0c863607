"""What the subjects of this app declare for the ground floor."""

from assessments.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("assessments", SUBJECTS, "declared.ground")
load_all("assessments", SUBJECTS, "declared.residents")
