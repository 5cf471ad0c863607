"""A member's own points: what each deed gave and why, and the rules in plain words. Nobody is ranked."""

from django.shortcuts import render
from django.utils import timezone

from orgtree.errors import RuleBroken
from volunteers.members.pages.access import member_page
from volunteers.members.pages.years import chosen_year
from volunteers.points.models.points import MemberYear, PointEntry
from volunteers.points.services.points import points_of_year
from volunteers.points.services.rule_sets import RuleBook
from volunteers.points.services.rule_words import chapters_of
from volunteers.standing.choices.standing import EntryStanding
from volunteers.standing.pages.origins import add_origins
from volunteers.standing.services.deductions import cards_of
from volunteers.standing.services.objections import band_objections_until
from volunteers.standing.services.publications import published_now, standings


@member_page
def points(request):
    """One year of entries, newest first, each with the sentences of its calculation."""
    years = list(MemberYear.objects.filter(member=request.member).order_by("-year").values_list("year", flat=True))
    year = chosen_year(request.GET.get("year"), years)
    context = {
        "tab": "points",
        "years": years,
        "year": year,
        "entries": _entries(request.user, year),
        "total": points_of_year(request.user, year),
        "cards": cards_of([request.member.pk]).get(request.member.pk, []),
        "published": published_now(request.member),
        **_band(request.member, year),
    }
    return render(request, "volunteers/standing/points.html", context)


def _entries(user, year: int) -> list[PointEntry]:
    """The entries of the year, newest first, each with how far it has come as `standing` and its `origin`."""
    rows = PointEntry.objects.mine(user).filter(account__year=year).labelled().select_related("credit", "account")
    entries = list(rows.order_by("-occurred_at", "-id"))
    states = standings(entries)
    for entry in entries:
        entry.standing = EntryStanding(states[entry.pk])
    add_origins(entries, user)
    return entries


def _band(member, year: int) -> dict:
    """{"account", "object_until"}: the year as it was closed and decided, and until when one may object."""
    account = MemberYear.objects.filter(member=member, year=year).select_related("band_decided_by").first()
    until = band_objections_until(account, member.area) if account and account.band else None
    may_object = until is not None and timezone.localdate() <= until
    return {"account": account, "object_until": until, "may_object": may_object}


@member_page
def rules(request):
    """The table in force where the member belongs, chapter by chapter, in plain words."""
    try:
        rule_set = RuleBook().set_for(request.member.area, timezone.localdate())
    except RuleBroken:  # nothing is published yet
        rule_set = None
    context = {"tab": "points", "rule_set": rule_set, "chapters": chapters_of(rule_set) if rule_set else []}
    return render(request, "volunteers/standing/points_rules.html", context)
