"""Sheets that people hand in, of every subject."""

from cocon.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("cocon", SUBJECTS, "declared.importers")
