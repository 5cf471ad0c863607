"""People of the assessing office, and schemes of the district: drafts and published ones."""

from assessments.models import Band, Component, Scheme
from assessments.schemes.choices import Level, RoundKind, SchemeState
from assessments.schemes.services.schemes import scheme_acts
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from tests.grids.whistles.world import holder

YEAR = 2026


def office(town, number: str = ""):
    """Somebody of the district's assessing office."""
    return holder(town, f"kaohe{number}", PostKind.ASSESS_OFFICE, town.district)


def default(kind: str = RoundKind.REPORT, level: str = Level.STREET) -> Scheme:
    """The scheme that holds for all."""
    return Scheme.objects.get(kind=kind, level=level, area=None)


def draft(town, kind: str = RoundKind.REPORT, level: str = Level.STREET, **said) -> Scheme:
    """A copy of it for the district, not yet published."""
    words = {"origin": default(kind, level), "area": town.district, "year": YEAR, "title": ""} | said
    return make(scheme_acts, "copy", by=office(town), **words).row


def do(key: str, row: Scheme, by, **words) -> Scheme:
    """The scheme after the act."""
    return perform_one(scheme_acts, key, pk=row.pk, by=by, **words)


def published(town, *args, **said) -> Scheme:
    """The copy, published by another person."""
    return do("publish", draft(town, *args, **said), office(town, "2"))


def plain(town, level: str = Level.STREET) -> Scheme:
    """A published scheme of the district with one part that the committee decides: nothing else is needed to close a round."""
    known = Scheme.objects.filter(kind=RoundKind.LINKED, level=level, area=town.district).first()
    if known:
        return known
    row = Scheme.objects.create(
        area=town.district,
        kind=RoundKind.LINKED,
        level=level,
        year=2025,
        title="三级联创",
        state=SchemeState.PUBLISHED,
        asks_report=False,
    )
    Component.objects.create(scheme=row, code="A", name="综合评定", weight=100, source="decided")
    for at, (grade, floor, below) in enumerate((("excellent", 90, None), ("competent", 0, 90))):
        Band.objects.create(scheme=row, position=at, grade=grade, floor=floor, below=below)
    return row
