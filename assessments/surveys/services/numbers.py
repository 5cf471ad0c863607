"""The numbers of surveys that hold in an area on a day."""

from datetime import date

from assessments.surveys.choices import NumberKey
from assessments.surveys.models import SurveyNumber
from orgtree.models import Area
from orgtree.owned.services.owned import OwnedBook

DEFAULTS = {NumberKey.ANSWERS: 50, NumberKey.OUTSIDE: 70}  # docs/rules.md, "Surveys"


class NumberBook:
    """All rows, read once for one piece of work. One query."""

    def __init__(self):
        self._book = OwnedBook(SurveyNumber.objects.select_related("area"))

    def number(self, key: NumberKey, day: date, area: Area) -> int:
        row = self._book.in_force(key, day, area)
        return row.number if row else DEFAULTS[key]
