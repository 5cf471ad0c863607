"""The database itself refuses a unit in a ring, and a party organisation in one or where its kind may not stand, whoever writes."""

from threading import Barrier, Thread

import pgtrigger
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from orgtree.choices import PartyOrgKind as Kind
from orgtree.models import Institution, PartyOrg

pytestmark = pytest.mark.django_db


def org(town, name: str, kind: str, parent=None) -> PartyOrg:
    return PartyOrg.objects.create(name=name, kind=kind, area=town.east, parent=parent)


def unit(town, name: str, superior=None) -> Institution:
    return Institution.objects.create(name=name, kind="public", area=town.east, superior=superior)


def refused(rows, words: str, **change) -> None:
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        rows.update(**change)


def test_no_unit_answers_to_itself_over_any_number_of_steps(town):
    top = unit(town, "局")
    middle = unit(town, "所", top)
    low = unit(town, "站", middle)
    for below in (middle, low):
        refused(Institution.objects.filter(pk=top.pk), "below itself", superior=below)
    beside = unit(town, "旁")
    Institution.objects.filter(pk=top.pk).update(superior=beside)  # control: a superior outside the line
    refused(Institution.objects.filter(pk=beside.pk), "below itself", superior=low)


def test_no_ring_is_written_at_once(town):
    ids = [unit(town, name).pk + 1_000_000 for name in "甲乙"]
    ring = [
        Institution(pk=pk, name=f"{pk}", kind="public", area=town.east, superior_id=other)
        for pk, other in (ids, reversed(ids))
    ]
    with pytest.raises(IntegrityError, match="below itself"), transaction.atomic():
        Institution.objects.bulk_create(ring)
    ring[0].superior_id = None
    Institution.objects.bulk_create(ring)  # control


def test_a_party_organisation_stands_where_its_kind_may(town):
    committee, branch = org(town, "党委", Kind.COMMITTEE), org(town, "支部", Kind.BRANCH)
    group = org(town, "小组", Kind.GROUP, branch)
    with pytest.raises(IntegrityError, match="may not stand there"), transaction.atomic():
        org(town, "另一小组", Kind.GROUP, committee)
    refused(PartyOrg.objects.filter(pk=group.pk), "may not stand there", parent=None)
    refused(
        PartyOrg.objects.filter(pk=branch.pk), "may not stand there", kind=Kind.COMMITTEE
    )  # its group would stand wrong
    PartyOrg.objects.filter(pk=branch.pk).update(parent=committee)  # control


def test_committees_stand_in_no_ring_though_their_kinds_allow_it(town):
    top = org(town, "党工委", Kind.WORK_COMMITTEE)
    middle = org(town, "党委", Kind.COMMITTEE, top)
    low = org(town, "二级党委", Kind.COMMITTEE, middle)
    for below in (middle, low):
        refused(PartyOrg.objects.filter(pk=middle.pk), "below itself", parent=below)
    with pgtrigger.ignore("orgtree.PartyOrg:party_org_ring_anew"):  # control: it is this trigger that refuses
        PartyOrg.objects.filter(pk=middle.pk).update(parent=low)


def test_intervals_and_names_are_not_asked_about(town):
    org(town, "支部", Kind.BRANCH)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT TEXT) UPDATE orgtree_partyorg SET lft = lft, name = name || '一'")
        assert "party_org_" not in "\n".join(row[0] for row in cursor.fetchall() if "Trigger" in row[0])


@pytest.mark.django_db(transaction=True)
def test_two_edits_at_once_close_no_ring(committed_town):
    """Each is right by itself, and neither sees the other."""
    one, other = unit(committed_town, "甲"), unit(committed_town, "乙")
    both, failures = Barrier(2), []

    def put(below: Institution, above: Institution) -> None:
        both.wait()
        try:
            with transaction.atomic():
                Institution.objects.filter(pk=below.pk).update(superior=above)
        except (IntegrityError, OperationalError) as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=put, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failures) == 1
    assert Institution.objects.filter(pk__in=[one.pk, other.pk], superior=None).count() == 1
