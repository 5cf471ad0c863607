"""三会一课: a quarter is kept where nothing was missed, counts once another has checked it, and is entered for all branches on one page."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.life.rules import is_kept, last_day
from assessments.life.services.quarters import last_quarter, life_acts, missing
from assessments.models import LifeQuarter
from orgtree.acts import perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.errors import RuleBroken
from orgtree.models import PartyOrg
from tests.assessments.life.makers import KEPT, checked, entered
from tests.assessments.reviews.makers import branch
from tests.deeds import at
from tests.visits import signed_in
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db


def window(period: str) -> Window:
    return Window(Period.parse(period), at(2026, 11, 5))


def due(period: str = "2026"):
    return registry.figures["assessments.life_due"].counted(window(period))


def kept():
    """Checked by now."""
    return registry.figures["assessments.life_kept"].counted(Window(Period.parse("2026"), timezone.now()))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("kept kept kept kept", True),
        ("kept none none kept", True),  # a small branch has neither committee nor groups
        ("kept none none missed", False),
        ("missed kept kept kept", False),
        ("kept missed none kept", False),
    ],
)
def test_nothing_may_be_missed_and_what_is_not_there_is_not_asked(said, kept):
    names = ("congress", "committee", "group", "lecture")
    assert is_kept(dict(zip(names, said.split(), strict=True))) is kept


def test_a_quarter_is_entered_once_it_is_over():
    assert last_day(2026, "2", date(2026, 7, 1)) == date(2026, 6, 30)
    with pytest.raises(RuleBroken) as caught:
        last_day(2026, "2", date(2026, 6, 30))
    assert caught.value.field == "quarter"


@pytest.mark.parametrize(("period", "quarters"), [("2026-06", [1]), ("2026-05", []), ("2026Q2", [1]), ("2026", [3])])
def test_quarters_of_a_period_that_are_over(town, period, quarters):
    branch(town)
    assert [row.quarters for row in due(period)] == quarters


def test_it_counts_once_another_has_checked_it(town):
    row = entered(town)
    assert not kept().exists()
    with refused("own_entry"):
        perform_one(life_acts, "check", pk=row.pk, by=town.secretary)
    perform_one(life_acts, "check", pk=row.pk, by=town.street_secretary)
    assert list(kept()) == [row]
    assert checked(town, lecture="missed") not in kept()
    with refused("known", "quarter"):
        entered(town, branch=row.branch)
    perform_one(life_acts, "void", pk=row.pk, by=town.secretary, reason="看错了支部")
    assert not kept().exists()
    assert entered(town, branch=row.branch).state == "entered"


def test_due_are_branches_of_places_for_each_quarter_that_they_were_there(town):
    whole = branch(town)
    late = branch(town, "东园第二党支部")
    PartyOrg.objects.filter(pk=late.pk).update(founded_on=date(2026, 7, 1), dissolved_on=date(2026, 9, 30))
    assert {row.pk: row.quarters for row in due() if row.pk in (whole.pk, late.pk)} == {whole.pk: 3}
    PartyOrg.objects.filter(pk=late.pk).update(dissolved_on=None)
    assert {row.quarters for row in due() if row.pk == late.pk} == {1}
    with refused("branch", "branch"):
        entered(town, branch=late)  # of the second quarter, before it was founded


def said_of(quarter: Period) -> dict:
    return {"year": quarter.start.year, "quarter": f"{(quarter.start.month + 2) // 3}"}


def test_all_branches_of_a_quarter_are_entered_on_one_page(town):
    first, second = branch(town), branch(town, "东园第二党支部")
    quarter = last_quarter()
    earlier = quarter.previous
    entered(town, branch=first, **said_of(earlier), committee="none")
    desk, address = signed_in(town.secretary), f"{reverse('life-enter')}?quarter={quarter.slug}"
    begins = desk.get(address + "&all=1").text
    assert f'id="committee-{first.pk}"' in begins
    none = '<option value="none" selected>'
    assert none in begins.split(f'id="committee-{first.pk}"')[1].split("</select>")[0]
    assert none not in begins.split(f'id="committee-{second.pk}"')[1].split("</select>")[0]
    sent = {f"{name}-{first.pk}": value for name, value in KEPT.items()}
    half = desk.post(address, sent | {f"congress-{second.pk}": "kept"})
    assert "东园第二党支部：" in half.text
    assert not LifeQuarter.objects.filter(ended_on__gte=quarter.start).exists()
    assert desk.post(address, sent).status_code == 302
    assert LifeQuarter.objects.get(ended_on__gte=quarter.start).branch == first
    assert list(missing(town.secretary, quarter)) == [second]
    assert first.name not in desk.get(address).text
    assert "没有您负责的支部" in signed_in(town.north_secretary).get(address).text
