"""Which red lines hold, what touches one, and the list of what was refused. Source: docs/rules.md, "Red lines"."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from assessments.schemes.models import RedLine, Refusal
from assessments.schemes.rules.red_lines import Line, find_red_line
from orgtree.acts import Doing
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.owned.services.owned import OwnedBook


class RedLineTouched(RuleBroken):
    """An item that may not be scored: what it says, and the red line."""

    def __init__(self, text: str, line: Line, *, field: str):
        super().__init__("red_line", f"“{text}”不得列入考核：{line.name}。依据：{line.clause}", field=field)
        self.text, self.line = text, line


def lines_on(day: date, area: Area | None) -> list[Line]:
    """The red lines that hold in the area on the day. One query."""
    rows = list(RedLine.objects.select_related("area"))
    book = OwnedBook(rows)
    held = (book.in_force(key, day, area) for key in sorted({row.key for row in rows}))
    return [Line(row.pk, row.name, row.words, row.clause) for row in held if row]


def check_red_lines(texts: Iterable[str], area: Area | None, *, field: str) -> None:
    """Raise RedLineTouched at `field` for the first text that no scheme may score."""
    lines = lines_on(timezone.localdate(), area)
    for text in texts:
        if line := find_red_line(text, lines):
            raise RedLineTouched(text, line, field=field)


def note_refusal(broken: RuleBroken, doing: Doing, ids: Sequence[int]) -> None:
    """Keep what was refused by a red line, for the audit; of other refusals nothing."""
    if isinstance(broken, RedLineTouched):
        Refusal.objects.create(
            scheme_id=ids[0],
            line=broken.text[:100],
            red_line_id=broken.line.pk,
            refused_by=doing.by,
            refused_at=doing.at,
        )
