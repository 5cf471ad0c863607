"""Sheets that people hand in, of every subject."""

from assessments.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("assessments", SUBJECTS, "declared.importers")
