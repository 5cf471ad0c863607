"""Two hundred services confirmed in few statements."""

import pytest

from tests.deeds import reported
from tests.volunteers.people import at, kind
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.service.services.service_entry import ServiceRow
from volunteers.service.services.service_records import confirm_services, enter_services

MEMBERS, DAYS = 10, 20


def waiting_records(town) -> list[int]:
    """Two hundred, of ten members, entered by the clerk."""
    members = [reported(town.east, by=town.secretary, accepted_at=at(8, days_ago=60)) for _ in range(MEMBERS)]
    rows = [
        ServiceRow(member.pk, kind(), at(9, days_ago=days), at(11, days_ago=days), "巡查")
        for member in members
        for days in range(1, DAYS + 1)
    ]
    return [record.pk for record in enter_services(rows=rows, by=town.clerk)]


@pytest.mark.django_db
def test_two_hundred_take_as_many_statements_as_twenty(town, django_assert_max_num_queries):
    ids = waiting_records(town)
    with django_assert_max_num_queries(45):
        assert confirm_services(record_ids=ids[:20], by=town.secretary).done == 20
    with django_assert_max_num_queries(45):
        assert confirm_services(record_ids=ids[20:], by=town.secretary).done == 180
    assert inspect_ledger().faults == {}
