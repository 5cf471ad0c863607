"""Cases written straight to the tables, opened and ended at will: the world of the index."""

from datetime import datetime, timedelta
from itertools import count

from grids.models import Case, CaseClock, Category, Report
from tests.deeds import at

MONTH = at(2026, 10, 1)
_numbers = count(5_000_001)  # beside those of the sequence, which a test may draw as well
DAY = timedelta(days=1)


def case(
    town,
    area,
    code: str = "0401",
    *,
    source: str = "resident",
    opened: datetime = MONTH + 9 * DAY,
    done_in: int | None = 1,
    limit: int = 3,
    **more,
) -> Case:
    """A case of the class in the area, done so many days after it was opened (None: still open), due after `limit` days."""
    category = Category.objects.get(code=code, area=None)
    done = None if done_in is None else opened + done_in * DAY
    told = {"state": "handling"}
    if done:
        told = {"state": "verified", "done_at": done, "done_by": town.clerk, "result": "solved", "answer": "已处理"}
        told |= {"verified_at": done, "verified_by": town.secretary}
    row = Case.objects.create(
        number=f"2026{next(_numbers):07d}",
        category=category,
        area=area,
        place="健康路",
        title="一件事",
        words="情况",
        level=category.level,
        opened_by=town.clerk,
        opened_at=opened,
        **told | more,
    )
    Report.objects.create(
        case=row, first_case=row, source=source, year=2026, told_at=opened, entered_by=town.clerk, entered_at=opened
    )
    due = opened + limit * DAY
    CaseClock.objects.create(case=row, kind="handle", due_at=due, stopped_at=done)
    CaseClock.objects.create(case=row, kind="accept", due_at=opened + DAY, stopped_at=opened)
    return row
