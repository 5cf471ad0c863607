"""The points table of a rule set chapter by chapter, in plain words."""

from collections import defaultdict
from itertools import groupby

from volunteers.points.choices import PointCategory
from volunteers.points.models.points import RuleSet
from volunteers.points.rules.words import cap_in_words, item_in_words


def chapters_of(rule_set: RuleSet) -> list[dict]:
    """[{"label", "limits", "items"}] in the order of the table; each item carries its sentence as `words`."""
    limits = defaultdict(list)
    for cap in rule_set.caps.all():
        limits[cap.item_id or cap.category].append(cap_in_words(cap.get_window_display(), cap.points))
    chapters = []
    for category, rows in groupby(rule_set.items.all(), key=lambda item: item.category):
        items = list(rows)
        for item in items:
            item.words = "；".join([item_in_words(item.as_value()), *limits[item.pk]])
        chapters.append({"label": PointCategory(category).label, "limits": limits[category], "items": items})
    return chapters
