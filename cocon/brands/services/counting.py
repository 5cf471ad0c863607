"""What a brand did, counted from the platform: residents served at its sessions and reached by its projects, and who served there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from cocon.brands.models import Brand, BrandPart, BrandTally
from cocon.projects.models import Project
from cocon.projects.models.projects import DONE
from volunteers.activities.models.outreach import SessionEcho
from volunteers.service.models.service import ServiceRecord


def served_sessions() -> QuerySet[SessionEcho]:
    """Sessions with residents served, with the local `day` of each; cancelled ones left out."""
    rows = SessionEcho.objects.filter(residents__gt=0, session__cancelled_at=None)
    return rows.annotate(day=TruncDate("session__starts_at"))


def of_brands(rows: QuerySet, brand: int | None = None) -> QuerySet:
    """Those of `rows` (with `session` and `day`) that an activity or a team of a brand held while the brand was; each once.

    Of one brand where its id is given, of any where none is.
    """
    parts = BrandPart.objects.filter(
        Q(activity=OuterRef("session__activity")) | Q(team=OuterRef("session__activity__team")),
        Q(brand__ended_on__isnull=True) | Q(brand__ended_on__gte=OuterRef("day")),
        brand__since__lte=OuterRef("day"),
    )
    return rows.filter(Exists(parts.filter(brand=brand) if brand else parts))


def projects_of_brands(brand: int | None = None) -> QuerySet[Project]:
    """Accepted projects with people reached, linked to a brand that was on the day of acceptance (`day`); each once."""
    parts = BrandPart.objects.filter(
        Q(brand__ended_on__isnull=True) | Q(brand__ended_on__gte=OuterRef("day")),
        project=OuterRef("pk"),
        brand__since__lte=OuterRef("day"),
    )
    done = Project.objects.filter(state__in=DONE, people__gt=0).annotate(day=TruncDate("accepted_at"))
    return done.filter(Exists(parts.filter(brand=brand) if brand else parts))


@dataclass(frozen=True)
class Served:
    """Of a brand since it began: residents served at sessions, by projects and by entries, sessions, and times that volunteers served."""

    at_sessions: int
    at_projects: int
    entered: int
    sessions: int
    services: int

    @property
    def residents(self) -> int:
        return self.at_sessions + self.at_projects + self.entered


def count_served(brand: Brand) -> Served:
    """Five queries."""
    sessions = of_brands(served_sessions(), brand.pk)
    services = ServiceRecord.objects.confirmed().filter(session__isnull=False).annotate(day=F("served_on"))
    entered = BrandTally.objects.counted().filter(brand=brand).aggregate(n=Sum("people"))["n"]
    at_sessions = sessions.aggregate(n=Sum("residents"))["n"]
    at_projects = projects_of_brands(brand.pk).aggregate(n=Sum("people"))["n"]
    services_given = of_brands(services, brand.pk).count()
    return Served(at_sessions or 0, at_projects or 0, entered or 0, sessions.count(), services_given)


def is_counted_on(brand: Brand, day: date) -> bool:
    """Whether a session of the brand on the day has its residents counted already."""
    return of_brands(served_sessions().filter(day=day), brand.pk).exists()
