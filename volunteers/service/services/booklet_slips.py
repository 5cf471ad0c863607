"""The printed slip that goes back to the person whose paper booklet was entered: what, when, hours, points, by whom."""

from collections.abc import Sequence
from decimal import Decimal

from orgtree.sheets.documents import Document, day_in_words
from orgtree.sheets.workbooks import plain
from orgtree.text.rules import numbers
from volunteers.points.models.points import PointCredit
from volunteers.service.models.service import ServiceRecord

SLIPS_ON_A_PAGE = 3
SLIP_HEIGHT_CM = 8.1
LINES_ON_A_SLIP = 8


def booklet_slips(records: Sequence[ServiceRecord], points: dict[int, Decimal]) -> Document:
    """One slip per person for what was entered from their booklet, three to a page; a long one goes on to another slip.

    `points` is what each record was credited, by its id; a record without is still to be confirmed.
    """
    people: dict[int, list[ServiceRecord]] = {}
    for record in records:
        people.setdefault(record.member_id, []).append(record)
    slips = [slip for own in people.values() for slip in _slips_of(own, points)]
    document = Document("服务记录手册录入回执", meta=f"打印日期：{day_in_words()}，共{len(people)}人，请裁开后交本人")
    for start in range(0, len(slips), SLIPS_ON_A_PAGE):
        if start:
            document.next_page("服务记录手册录入回执")
        document.slips(slips[start : start + SLIPS_ON_A_PAGE], height_cm=SLIP_HEIGHT_CM - (0.5 if not start else 0))
    return document


def _slips_of(records: list[ServiceRecord], points: dict[int, Decimal]) -> list[list[str]]:
    member, parts = records[0].member, range(0, len(records), LINES_ON_A_SLIP)
    hours = numbers.plain(sum((record.hours for record in records), Decimal(0)))
    found = []
    for page, start in enumerate(parts, start=1):
        more = f"（{page}/{len(parts)}）" if len(parts) > 1 else ""
        lines = [_slip_line(record, points) for record in records[start : start + LINES_ON_A_SLIP]]
        found.append([f"{member.name}（编号{member.number}）{more}", *lines, _slip_foot(records, hours)])
    return found


def _slip_line(record: ServiceRecord, points: dict[int, Decimal]) -> str:
    earned = f"计{numbers.plain(points[record.pk])}分" if record.pk in points else record.get_state_display()
    return f"{record.when_in_words}　{record.kind.name}　{numbers.plain(record.hours)}小时　{earned}"


def _slip_foot(records: list[ServiceRecord], hours: str) -> str:
    first = records[0]
    entered = sorted({f"{record.entered_by.name}（{plain(record.entered_at)[:10]}）" for record in records})
    return f"合计{len(records)}次、{hours}小时。录入：{'、'.join(entered)}。如有出入，请持手册到{first.area.place_label}询问录入人。"


def slip_points(record_ids: Sequence[int]) -> dict[int, Decimal]:
    """What each of the records was credited by now. One query."""
    sources = {f"service:{pk}": pk for pk in record_ids}
    credits = PointCredit.objects.filter(entry__source__in=list(sources)).values_list("entry__source", "credited")
    return {sources[source]: credited for source, credited in credits}
