"""What a person is measured by. No list puts people in the order of it, on any surface.

Source: README, "What it never does": no ranking of persons anywhere; points are evidence that people weigh.
"""

MERIT = frozenset(
    ("hours", "points", "credited", "total", "score", "rating", "grade", "band", "balance", "quantity", "times")
)


def measures_persons(path: str) -> bool:
    """Whether a lookup such as `-account__total` or `suggested_band` ends in a column that measures what somebody did."""
    column = path.lstrip("-+").rpartition("__")[2]
    return not MERIT.isdisjoint(column.split("_"))
