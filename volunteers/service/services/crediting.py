"""What confirmed services enter in the ledger of points."""

from collections.abc import Sequence

from volunteers.points.choices import PointUnit
from volunteers.points.services.points import Deed, credit_deeds
from volunteers.points.services.rule_sets import RuleBook
from volunteers.points.services.years import without_closed
from volunteers.service.models.service import ServiceRecord


def credit_records(records: Sequence[ServiceRecord], *, by) -> None:
    """Enter confirmed records in the ledger, in hours or times as the item's unit says."""
    book = RuleBook()
    counting = without_closed([record for record in records if record.counts_for_evaluation])
    credit_deeds(deeds=[_deed(record, book) for record in counting], by=by, book=book)


def _deed(record: ServiceRecord, book: RuleBook) -> Deed:
    unit = book.item_for(record.kind.item_code, record.area, record.served_on).unit
    return Deed(
        member_id=record.member_id,
        item_code=record.kind.item_code,
        quantity=record.hours if unit == PointUnit.HOUR else 1,
        occurred_at=record.started_at,
        area=record.area,
        source=record.source,
    )
