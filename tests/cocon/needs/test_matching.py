"""The whole list for the next joint meeting: who is proposed for what and why, each unit so often; one press asks, or makes a topic."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Matter, Topic, UnitProfile
from cocon.needs.rules import order_fits, reasons_of
from cocon.needs.services.matching import WITH_AREAS, Facts, fits_of
from cocon.needs.services.needs import need_acts
from cocon.needs.services.proposals import needs_to_match, propose_list
from orgtree.acts import perform_one
from orgtree.choices import InstitutionKind
from orgtree.models import DeadlineRule, Notice
from orgtree.units.services.institutions import create_institution
from tests.cocon.needs.test_resources import offer
from tests.cocon.needs.world import claimed, need, pair, paired_unit, unit_with_clerk
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/cocon/need/matching/"


def soon(days: int) -> dict:
    return {"until": timezone.localdate() + timedelta(days=days)}


def proposed(user) -> list:
    return [(row.need.title, row.unit and row.unit.name) for row in propose_list(user)]


def test_each_unit_at_most_so_often(town):
    DeadlineRule.objects.filter(key="cocon_proposed").update(number=2)
    near = paired_unit(town)
    unit_with_clerk(town, "erxiao", "第二小学")
    for day in range(4):
        need(town, title=f"需求{day}", reach="street", **soon(9 - day))
    need(town, title="只给结对", **soon(20))
    assert proposed(town.secretary) == [
        ("需求3", "第一小学"),
        ("需求2", "第一小学"),
        ("需求1", "第二小学"),
        ("需求0", "第二小学"),
        ("只给结对", None),
    ]
    claimed(town, near, needs_to_match(town.secretary).first())
    assert ("需求3", "第一小学") not in proposed(town.secretary)
    assert proposed(town.west_secretary) == []


def test_the_same_as_for_each_need_alone(town, django_assert_max_num_queries):
    units = [
        paired_unit(town),
        unit_with_clerk(town, "erxiao", "第二小学"),
        unit_with_clerk(town, "beixiao", "北关小学", town.other_street),
    ]
    offer(units[1], capacity=200, hours="周末")
    offer(units[2], title="小教室", capacity=10)
    profile = UnitProfile.objects.create(
        unit=units[2].unit, system="education", kept_by=town.secretary, kept_at=timezone.now()
    )
    profile.matters.set([Matter.objects.get(code="education")])
    needs = [
        need(town, title=f"{reach}{area}", reach=reach, area=area, by=town.street_secretary, people=100)
        for reach in ("paired", "street", "district")
        for area in (town.east, town.street)
    ]
    claimed(town, units[0], needs[0], 1)
    rows = list(needs_to_match(town.street_secretary).select_related(*WITH_AREAS))
    with django_assert_max_num_queries(8):
        facts = Facts(rows)
        together = {row.pk: order_fits(facts.fits_of(row)) for row in rows}
    assert together == {row.pk: fits_of(row) for row in rows}
    told = {fit.unit: reasons_of(fit) for fit in together[needs[4].pk]}
    assert told == {
        units[0].unit.pk: ("已结对", "同一街道", "手上1项"),
        units[1].unit.pk: ("有同类资源：多功能厅（可容200人，周末）", "同一街道"),
        units[2].unit.pk: ("擅长这类事项", "同一区县"),
    }


def test_one_press_asks_the_unit(town):
    around, other = paired_unit(town), unit_with_clerk(town, "erxiao", "第二小学")
    shown = need(town)
    desk = signed_in(town.secretary)
    assert f'value="{shown.pk}-{around.unit.pk}"' in desk.get(PAGE).content.decode()
    page = desk.post(PAGE, {"pair": f"{shown.pk}-{around.unit.pk}"}, follow=True).content.decode()
    assert "已通知单位的经办人" in page
    assert "已商请：第一小学" in page
    [told] = Notice.objects.filter(user=around.clerk, title__startswith="社区商请")
    assert signed_in(around.clerk).get(told.url).status_code == 200
    for unit in (other.unit, None):
        with refused("not_found" if unit else "unit_missing", "unit"):
            perform_one(need_acts, "invite", pk=shown.pk, by=town.secretary, unit=unit)
    with refused("not_found"):
        perform_one(need_acts, "invite", pk=shown.pk, by=town.west_secretary, unit=around.unit)


def test_a_unit_without_a_clerk_is_called(town):
    unit = create_institution(name="第二小学", kind=InstitutionKind.SCHOOL, area=town.street, by=None)
    pair(town, unit)
    shown = need(town)
    with refused("no_clerk", "unit"):
        perform_one(need_acts, "invite", pk=shown.pk, by=town.secretary, unit=unit)


def test_one_press_takes_it_to_the_meeting(town):
    shown = need(town)
    desk = signed_in(town.secretary)
    page = desk.post(PAGE, {"need": shown.pk}, follow=True).content.decode()
    topic = Topic.objects.get()
    assert topic.origin_id == shown.pk
    assert f"/desk/cocon/topic/{topic.pk}/change/" in page
    assert "提交联席会</button>" not in page


@pytest.mark.parametrize("sent", [{}, {"need": "x"}, {"pair": "1"}, {"pair": "9-9"}, {"need": "9" * 30}])
def test_odd_presses_are_told_and_change_nothing(town, sent):
    need(town)
    assert signed_in(town.secretary).post(PAGE, sent, follow=True).status_code == 200
    assert not Topic.objects.exists()


def test_whose_page_it_is(town):
    need(town)
    assert signed_in(town.clerk).get(PAGE).status_code in (200, 403)
    assert "周末课业辅导" in signed_in(town.street_secretary).get(PAGE).content.decode()
    assert "周末课业辅导" not in signed_in(town.west_secretary).get(PAGE).content.decode()
    assert signed_in(paired_unit(town).clerk).get(PAGE).status_code in (302, 403, 404)
