"""The district put together step by step, each step a transaction of its own.

What is done is told by the rows themselves: a run cut short leaves no half step behind, and the next one goes on.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules

from config.demo_district.assess_kinds import show_pioneer
from config.demo_district.assess_rounds import open_reports
from config.demo_district.district_map import DistrictMap, Part
from config.demo_district.emergencies import build_street_emergencies
from config.demo_district.figure_returns import build_figure_returns
from config.demo_district.open_matters import build_district_matters, district_matters
from config.demo_district.places import build_places
from config.demo_district.units import build_units
from config.demo_district.waiting import show_waiting
from grids.opened.services.publishing import publish_months
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period, recent_periods
from orgtree.declare import registry
from orgtree.declare.opened import DemoPart
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, FigureFill, Post
from volunteers.duties.services.duty_terms import remind_of_terms
from volunteers.home.services.reminders import send_reminders

DISTRICT_CODE = "410305000000"
SEED = 410305
FIRST_COMMUNITIES = 2
COMMUNITIES_AT_ONCE = 5  # a step of ten seconds or so
TRY_LOCK = "SELECT pg_try_advisory_xact_lock(%s)"


class FillRunning(Exception):
    """Another process is at a step."""


@dataclass(frozen=True)
class Scale:
    """How much of the district to make, and the day on which it is to look alive."""

    today: date
    communities: int = 76
    members: int = 2000


@dataclass(frozen=True)
class Progress:
    """How far the district is: communities that are complete, and steps of everything together."""

    communities: int
    all_communities: int
    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done >= self.total

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total


def is_filled() -> bool:
    """Whether the demonstration district is there, its first communities with it."""
    return Area.objects.filter(code=DISTRICT_CODE).exists()


def progress_of_fill(today: date) -> Progress:
    """How far the district has come; it must be there."""
    everywhere, missing = Area.objects.communities().count(), len(_communities_to_fill())
    periods = recent_periods(today)
    counted = len(periods) - len(_periods_to_fill(today))
    matters = district_matters() is not None
    done = everywhere - missing + matters + (counted if matters else 0)
    return Progress(everywhere - missing, everywhere, done, everywhere + 1 + len(periods))


def fill_first(scale: Scale, say: Callable[[str], None]) -> None:
    """Make the whole tree of areas and the first communities, with everything that there is one of."""
    with _one_step():
        say("街道、社区、网格、楼栋")
        build_places(scale.communities, random.Random(SEED))  # noqa: S311  (invented data, the same every time)
        places = DistrictMap()
        build_units(places)
        _fill_part(places, places.communities[:FIRST_COMMUNITIES], scale, say)
        for period in _running(scale.today):
            fill_figures(period)


def fill_next(scale: Scale, say: Callable[[str], None]) -> bool:
    """Do the next step of what is missing; False when nothing is. Raises FillRunning while another process does one."""
    with _one_step():
        if old := _without(FigureFill.objects.all(), scale.today):
            _fill_periods(old, say)
        elif missing := _communities_to_fill():
            places = DistrictMap()
            chosen = [area for area in places.communities if area.pk in missing]
            _fill_part(places, list(islice(chosen, COMMUNITIES_AT_ONCE)), scale, say)
        elif district_matters() is None:
            say("全区事项")
            build_street_emergencies(DistrictMap(), scale.today, random.Random(f"{SEED} street"))  # noqa: S311
            build_district_matters(scale.today)
            publish_months(today=scale.today)
            remind(scale.today)
        elif periods := _periods_to_fill(scale.today):
            _fill_periods(periods[:1], say)
        else:
            last = (open_reports, show_pioneer, build_figure_returns, show_waiting)
            return any(step(scale.today) for step in last)
    return True


@contextmanager
def _one_step() -> Iterator[None]:
    """A transaction that no other process's step runs beside."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(TRY_LOCK, [SEED])
            if not cursor.fetchone()[0]:
                raise FillRunning
        yield


def _fill_part(places: DistrictMap, communities: list[Area], scale: Scale, say: Callable[[str], None]) -> None:
    part = Part(places, communities, members=scale.members, today=scale.today, seed=SEED)
    for matter in matters_of_every_app():
        if part.is_first or not matter.once:
            say(f"{communities[0].name}等{len(communities)}个社区：{matter.label}")
            matter.build(part)


def matters_of_every_app() -> list[DemoPart]:
    """What apps declare in their `demo_data.py`, lower floors first, and last what there is one of."""
    autodiscover_modules("demo_data")
    return sorted(registry.demo_parts.values(), key=lambda matter: matter.once)


def remind(today: date) -> None:
    remind_of_terms(today=today)
    send_reminders(today)


def _communities_to_fill() -> set[int]:
    """A community gets its secretary in the step that fills it."""
    seated = Post.objects.filter(kind=PostKind.COMMUNITY_SECRETARY).values("area")
    return set(Area.objects.communities().exclude(pk__in=seated).values_list("pk", flat=True))


def _periods_to_fill(today: date) -> list[Period]:
    """Periods that were not counted since the last rows came."""
    last = district_matters()
    fills = FigureFill.objects.filter(as_of__gt=last.created_at) if last else FigureFill.objects.none()
    return _without(fills, today)


def _without(fills, today: date) -> list[Period]:
    """The recent periods that have none of these fills."""
    found = set(fills.values_list("period_kind", "period_start"))
    return [period for period in recent_periods(today) if (period.kind, period.start) not in found]


def _running(today: date) -> list[Period]:
    return [period for period in recent_periods(today) if period.start <= today < period.end]


def _fill_periods(periods: list[Period], say: Callable[[str], None]) -> None:
    for period in periods:
        say(f"指标汇总：{period.label}")
        fill_figures(period)
