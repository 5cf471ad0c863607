"""Where households are, the seed that is published, and the households that are drawn with it."""

from dataclasses import dataclass
from datetime import date

from assessments.surveys.choices import SurveyKind
from assessments.surveys.models import DrawnHousehold, Survey
from assessments.surveys.rules.draw import Place, digest_of, draw
from cocon.models import Estate
from orgtree.choices import AreaKind
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.scope.models.rows import inside
from volunteers.models import LedgerRoot

BATCH = 2_000


@dataclass(frozen=True)
class Frame:
    """Where the survey may draw: places by code, the rows that they stand for, and how many have no number of households."""

    places: dict[str, Place]
    rows: dict[str, tuple[Area, Estate | None]]
    left_out: int

    @property
    def households(self) -> int:
        return sum(place.households for place in self.places.values())


def frame_of(survey: Survey, day: date) -> Frame:
    """Buildings of the survey's area, or its estates, as they stand on the day."""
    return _estates(survey, day) if survey.kind == SurveyKind.OWNERS else _buildings(survey, day)


def _buildings(survey: Survey, day: date) -> Frame:
    rows = Area.objects.open_on(day).filter(inside(survey.area, ""), kind=AreaKind.BUILDING)
    places, meant, left_out = {}, {}, 0
    for building in rows.select_related("parent__parent").order_by("code"):
        if not building.households:
            left_out += 1
            continue
        places[building.code] = Place(building.code, building.parent.code, building.households)
        meant[building.code] = (building, None)
    return Frame(places, meant, left_out)


def _estates(survey: Survey, day: date) -> Frame:
    rows = Estate.objects.in_being_on(day).filter(inside(survey.area, "area")).select_related("area")
    places, meant, left_out = {}, {}, 0
    for estate in rows.order_by("area__code", "pk"):
        code = f"{estate.area.code}-E{estate.pk}"
        if not estate.households:
            left_out += 1
            continue
        places[code] = Place(code, code, estate.households)
        meant[code] = (estate.area, estate)
    return Frame(places, meant, left_out)


def seed_for(day: date) -> LedgerRoot:
    """The last root of the ledger that was made before the day; raises RuleBroken where there is none."""
    root = LedgerRoot.objects.filter(day__lt=day).order_by("-day").first()
    if root is None:
        raise RuleBroken("seed", "积分账本还没有每日账根，明天再公布种子", conflict=True)
    return root


def draw_households(survey: Survey, day: date) -> None:
    """Write the households down and set the digest on the survey, which the caller saves. Raises RuleBroken at `size`."""
    frame = frame_of(survey, day)
    drawn = draw(frame.places.values(), survey.size, survey.seed)
    survey.digest, survey.left_out = digest_of(drawn), frame.left_out
    DrawnHousehold.objects.bulk_create(
        (
            DrawnHousehold(
                survey=survey, serial=serial, area=frame.rows[code][0], estate=frame.rows[code][1], number=number
            )
            for serial, (code, number) in enumerate(drawn, 1)
        ),
        batch_size=BATCH,
    )


def check_size(survey: Survey) -> None:
    """Raises RuleBroken at `size` where fewer households are known than are to be drawn."""
    known = frame_of(survey, survey.made_at.date()).households
    if survey.size > known:
        words = f"抽样范围内只有{known}户，抽不出{survey.size}户；请先补全楼栋或小区的户数，或减少抽取户数"
        raise RuleBroken("size", words, field="size")
