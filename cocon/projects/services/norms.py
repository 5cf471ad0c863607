"""The numbers of this subject as they hold for an area on a day."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from cocon.projects.choices import NormKey, ProjectDeadline
from cocon.projects.models import Project, ProjectNorm
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.models import Area
from orgtree.owned.services.owned import OwnedBook


class NormBook:
    """The numbers as they stand now. One query."""

    def __init__(self):
        self.book = OwnedBook(ProjectNorm.objects.select_related("area"))

    def number(self, key: NormKey, day: date, area: Area | None) -> Decimal:
        """The number in force; 0 where none is: then nothing is asked for."""
        row = self.book.in_force(key, day, area)
        return row.number if row else Decimal(0)


def publicity_until(project: Project, book: DeadlineBook | None = None) -> date | None:
    """The last day of publicity, that day included; None where it is not shown, or no term holds."""
    if project.publicised_at is None:
        return None
    begun = timezone.localdate(project.publicised_at)
    return (book or DeadlineBook()).due(ProjectDeadline.PUBLICITY, begun, project.area)
