"""Planted rows of 考核评议: those of each subject stand in the `canaries` of its tests."""

from assessments.rooms import SUBJECTS
from tests.subjects import parts_of

PARTS = parts_of("tests.assessments", SUBJECTS, "canaries")
NAMES = tuple(name for part in PARTS for name in part.NAMES)
PERSONAL = tuple(name for part in PARTS for name in getattr(part, "PERSONAL", ()))


def plant(ground) -> list:
    """The rows of every subject, lower ones first."""
    return [row for part in PARTS for row in part.plant(ground)]
