"""A member's own points: what each deed gave and why, and the rules in plain words. Nobody is ranked."""

from collections import defaultdict
from itertools import groupby

from django.shortcuts import render
from django.utils import timezone

from orgtree.errors import RuleBroken
from volunteers.choices import PointCategory
from volunteers.models import MemberYear, PointEntry, RuleSet
from volunteers.rules.words import cap_in_words, item_in_words
from volunteers.services.rule_sets import RuleBook
from volunteers.views.access import member_page
from volunteers.views.home import points_of_year
from volunteers.views.services import chosen_year


@member_page
def points(request):
    """One year of entries, newest first, each with the sentences of its calculation."""
    years = list(MemberYear.objects.filter(member=request.member).order_by("-year").values_list("year", flat=True))
    year = chosen_year(request.GET.get("year"), years)
    entries = PointEntry.objects.mine(request.user).filter(account__year=year).labelled().select_related("credit")
    context = {
        "tab": "points",
        "years": years,
        "year": year,
        "entries": list(entries.order_by("-occurred_at", "-id")),
        "total": points_of_year(request.user, year),
    }
    return render(request, "volunteers/points.html", context)


@member_page
def rules(request):
    """The table in force where the member belongs, chapter by chapter, in plain words."""
    try:
        rule_set = RuleBook().set_for(request.member.area, timezone.localdate())
    except RuleBroken:  # nothing is published yet
        rule_set = None
    context = {"tab": "points", "rule_set": rule_set, "chapters": _chapters(rule_set) if rule_set else []}
    return render(request, "volunteers/points_rules.html", context)


def _chapters(rule_set: RuleSet) -> list[dict]:
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
