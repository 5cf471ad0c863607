"""On the unit's own desk: its helping pairs, those that somebody should go to first; for a social organisation, where it works. For who leads a team, its pairs."""

from collections.abc import Iterator

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone

from cocon.declare import UnitSection, YearFact
from cocon.helping.choices import HelpKind
from cocon.helping.lists import dress_pairs
from cocon.helping.models import Contribution, Engagement, HelpGiven, HelpingPair, SocialService
from cocon.helping.services.visits import pairs_to_visit
from cocon.units.models import Pairing
from orgtree.text.rules import money

SHOWN = 6


def show_pairs(unit, user) -> tuple[str, dict] | None:
    """The pairs in force, due ones first; each leads to the page where a visit is entered."""
    shown = _in_force(HelpingPair.objects.filter(unit=unit))
    return ("cocon/helping/pairs_section.html", shown) if shown else None


def show_team_pairs(member) -> tuple[str, dict] | None:
    """The same on the first page of who leads a team."""
    shown = _in_force(HelpingPair.objects.filter(team__leader=member))
    return ("cocon/helping/team_section.html", shown) if shown else None


def _in_force(own) -> dict | None:
    today = timezone.localdate()
    rows = list(own.in_force_on(today).filter(end_reason="").select_related("area", "team"))
    if not rows:
        return None
    due = set(pairs_to_visit(own, today).values_list("pk", flat=True))
    pairs = sorted(rows, key=lambda pair: (pair.pk not in due, pair.pk))[:SHOWN]
    dress_pairs(pairs)
    for pair in pairs:
        pair.is_due = pair.pk in due
    return {"pairs": pairs, "number": len(rows)}


def show_engagements(unit, user) -> tuple[str, dict] | None:
    """Where the organisation works now."""
    rows = Engagement.objects.in_force_on(timezone.localdate()).filter(organisation=unit).select_related("area")
    found = list(rows.order_by("area__name", "pk"))
    return ("cocon/helping/engagements_section.html", {"engagements": found}) if found else None


def helped_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """What the unit gave to its pairs in the year, all together: each stands on the list behind it; whom it helps is in no words."""
    given = HelpGiven.objects.kept().filter(pair__unit=unit, day__year=year).order_by()
    told = given.aggregate(
        pairs=Count("pair", distinct=True),
        visits=Count("pk", filter=Q(kind=HelpKind.VISIT)),
        fen=Sum("fen", default=0),
        days=Sum("days", default=0),
    )
    words = [f"{told['pairs']}对", f"走访{told['visits']}次" if told["visits"] else ""]
    words += [
        f"资金物资{money.told(told['fen'])}" if told["fen"] else "",
        f"出工{told['days']}天" if told["days"] else "",
    ]
    if told["pairs"]:
        yield "结对帮扶", "，".join(filter(None, words)), reverse("unit-helping")


def show_contributions(unit, user) -> tuple[str, dict] | None:
    """What the unit gave this year, and the way to enter more; nothing for a unit that was never paired."""
    if not Pairing.objects.filter(unit=unit).exists():
        return None
    return "cocon/helping/contributions_section.html", _given_in(unit, timezone.localdate().year)


def contributed_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """What the unit gave in the year besides its pairs."""
    given = _given_in(unit, year)
    if given["number"]:
        yield "投入资金物资", f"{given['number']}笔，{given['sum']}", reverse("unit-contributions")


def _given_in(unit, year: int) -> dict:
    kept = Contribution.objects.kept().filter(unit=unit, day__year=year).order_by()
    told = kept.aggregate(number=Count("pk"), fen=Sum("fen"))
    return {"year": year, "number": told["number"], "sum": money.told(told["fen"] or 0)}


def served_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """Sessions that a social organisation held in the year, by where it works."""
    held = SocialService.objects.kept().filter(engagement__organisation=unit, day__year=year)
    for area, number, heads in (
        held.values_list("engagement__area__name")
        .annotate(Count("pk"), Sum("heads"))
        .order_by("engagement__area__name")
    ):
        yield "社工服务", f"{area}　{number}次，服务{heads}人次", ""


FACTS = [
    YearFact("contributions", 41, contributed_in),
    YearFact("helping", 42, helped_in),
    YearFact("social", 43, served_in),
]
SECTIONS = [
    UnitSection("helping", 30, show_pairs),
    UnitSection("engagements", 32, show_engagements),
    UnitSection("contributions", 58, show_contributions),
]
