"""A resident without an account tells of something in a grid: what may be chosen, filing it, adding to what others told."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from grids.cases.choices import CaseSource, PhoneFor, ReplyChannel
from grids.cases.models import Case, Report
from grids.cases.services.filing import add_report, open_case
from grids.cases.services.opening import PLACES, Told
from grids.categories.choices import SUGGESTIONS
from grids.categories.models import Category, OutsideMatter
from grids.categories.services import category_book
from grids.dispatch.services.duplicates import Suggestion, suggest_duplicates
from grids.doors.models import ReportPhoto
from orgtree.files.services import clean_photo
from orgtree.files.storing import no_files_left
from orgtree.models import Area


@dataclass(frozen=True)
class Said:
    """What a resident said: where, what, and what they may leave with it. `once` is the key of this sending."""

    place: str
    words: str
    phone: str = ""
    photo: object = None
    once: object = None


def place_called(code: str) -> Area | None:
    """The grid or community of this code that stands today; None for any other."""
    rows = Area.objects.current().filter(kind__in=PLACES, code=code)
    return rows.select_related("parent__parent").first()


def groups_offered(area: Area) -> list[tuple[str, list[Category]]]:
    """What may be told of in the area today, by group: (label, classes)."""
    offered = category_book().offered(timezone.localdate(), area)
    return [(label, list(found)) for label, found in groupby(offered, key=lambda one: one.group_label)]


def category_called(code: str, area: Area) -> Category | None:
    """The class of this code as it holds in the area today; None where it is not offered."""
    return category_book().version(code, timezone.localdate(), area)


def suggestions_offered(area: Area) -> list[Category]:
    """The classes of 投诉建议 as they hold in the area today."""
    book = category_book()
    found = (book.version(code, timezone.localdate(), area) for code in SUGGESTIONS)
    return [one for one in found if one]


def matters_elsewhere(area: Area) -> list[OutsideMatter]:
    """What is not dealt with here, each with the channel that is right."""
    return list(OutsideMatter.objects.offered_at(area))


def told_before(area: Area, category: Category, said: Said) -> list[Suggestion]:
    """Cases near by that may be the same; none for what was sent before."""
    if said.once and Case.objects.filter(client_key=said.once).exists():
        return []
    return suggest_duplicates(category_code=category.code, area=area, place=said.place, words=said.words)


@transaction.atomic
def tell(*, area: Area, category: Category, said: Said, same: Case | None = None) -> Report:
    """The report of a new case, or one more of the case `same`; sent twice it is found again. Raises RuleBroken at the wrong field."""
    photo = clean_photo(said.photo) if said.photo else None
    if same:
        told = replace(_told(said), outside_number=f"{said.once or ''}")  # what tells this sending from another
        report = add_report(case_id=same.pk, told=told, by=None)
    else:
        report = _opened(area, category, said)
    if photo and not ReportPhoto.objects.filter(report=report).exists():
        with no_files_left() as stored:
            row = ReportPhoto(report=report, added_at=timezone.now())
            row.photo.save(photo.name, photo, save=False)
            stored.append(row.photo)
            row.save()
    return report


def _opened(area: Area, category: Category, said: Said) -> Report:
    case = open_case(
        category=_of_all(category),
        area=area,
        place=said.place,
        title=category.name,
        words=said.words,
        told=_told(said),
        by=None,
        client_key=said.once,
    )
    return Report.objects.filter(first_case=case).earliest("pk")


def _of_all(category: Category) -> Category:
    """The version for all of the same class: which one holds in the place is found when the case begins."""
    return category_book().version(category.code, timezone.localdate(), None) or category


def _told(said: Said) -> Told:
    return Told(
        source=CaseSource.RESIDENT,
        phone=said.phone,
        phone_for=PhoneFor.HANDLER,
        channel=ReplyChannel.PAGE,
        words=said.words,
    )
