"""What a subject does when something comes about in a lower one (`volunteers.declare`), of every subject."""

from orgtree.rooms import load_all
from volunteers.rooms import SUBJECTS

load_all("volunteers", SUBJECTS, "declared.follows")
