"""Norms that areas keep as rows: 2.5 persons a community is one, as is any other; which areas meet it is counted."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.utils import timezone

from cocon.models import AreaNorm
from cocon.projects.services.compliance import Standing, compliance_of
from orgtree.choices import PostKind
from orgtree.models import Area
from orgtree.owned.services.versions import save_version
from orgtree.people.services.people import appoint
from tests.cocon.projects.world import allotted, granted, street_person
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def norm(key="社区专职人员", counted="people", number="2.5", **more) -> AreaNorm:
    said = {"at": "community", "per": "area", "active_from": timezone.localdate()}
    return AreaNorm.objects.create(key=key, counted=counted, number=D(number), **said | more)


def standing(row: AreaNorm, day=None) -> dict[str, Standing]:
    found = compliance_of(row, Area.objects.all(), day or timezone.localdate())
    return {one.area.name: one for one in found}


def test_people_at_work_each_once(town):
    """2.5 persons for each community: secretary, clerk and grid worker are three; two posts of one person are one."""
    found = standing(norm())
    assert (found["东园社区"].has, found["东园社区"].should, found["东园社区"].lacks) == (3, D("2.5"), 0)
    assert (found["西园社区"].has, found["西园社区"].lacks) == (1, D("1.5"))
    appoint(holder_id=town.west_secretary.pk, kind=PostKind.POINTS_CLERK, area=town.west, by=None)
    assert standing(norm(key="又一"))["西园社区"].has == 1


def test_the_platforms_own_row_holds_until_an_area_keeps_one(town):
    """2.5 people at work a community from the first start; a street's own row of the name takes its communities out of it."""
    shipped = AreaNorm.objects.get(key="社区工作人员")
    assert standing(shipped)["西园社区"] == Standing(town.west, D(1), D("2.5"))
    norm(shipped.key, area=town.street, number="2")
    assert set(standing(shipped)) == {"北苑社区"}


def test_money_of_the_year_less_what_was_given_on(town):
    street = granted(town, 1_000)
    allotted(town, 400, parent=street)
    rows = standing(norm("街道专项", "service", "700", at="street"))
    assert (rows["城关街道"].has, rows["城关街道"].lacks) == (600, 100)
    assert standing(norm("社区专项", "service", "400"))["东园社区"].lacks == 0


def test_per_thousand_households_and_ten_thousand_residents(town):
    assert standing(norm(per="households", number="1000"))["东园社区"].should == D("108")
    assert standing(norm("按人口", per="residents", number="10000"))["东园社区"].should == D("291")


def test_the_nearest_keepers_row_holds(town):
    row, own = norm(), norm(area=town.street, number="3")
    assert "东园社区" not in standing(row)
    assert "北苑社区" in standing(row)
    assert set(standing(own)) == {"东园社区", "西园社区"}


def test_a_later_version_holds_from_its_day(town):
    first, day = norm(), timezone.localdate() + timedelta(days=30)
    later = norm(number="4", active_from=day)
    assert standing(first)
    assert not standing(later)
    assert not standing(first, day)
    assert standing(later, day)


def test_what_is_in_force_says_what_it_said(town):
    row = norm(area=town.district, active_from=timezone.localdate() - timedelta(days=9))
    for name, value in (("counted", "work"), ("per", "residents"), ("number", D(9)), ("at", "street")):
        changed = AreaNorm.objects.get(pk=row.pk)
        setattr(changed, name, value)
        with refused("in_force", "number"):
            save_version(row=changed, by=town.organisation)
    ending = AreaNorm.objects.get(pk=row.pk)
    ending.active_to = timezone.localdate()
    assert save_version(row=ending, by=town.organisation).active_to


def test_the_page_shows_ones_own_areas(town):
    row = norm()
    page = signed_in(town.street_secretary).get(f"/desk/cocon/areanorm/{row.pk}/areas/").content.decode()
    for words in ("社区专职人员：达标情况", "东园社区", "西园社区", "2个区域中达标1个"):
        assert words in page, words
    assert "北苑社区" not in page
    assert signed_in(town.grid_worker).get(f"/desk/cocon/areanorm/{row.pk}/areas/").status_code in (302, 403, 404)
    change = signed_in(town.street_secretary).get(f"/desk/cocon/areanorm/{row.pk}/change/").content.decode()
    assert f"/desk/cocon/areanorm/{row.pk}/areas/" in change


def test_the_keeper_enters_one_on_the_desk(town):
    said = {
        "area": town.district.pk,
        "key": "社区专职人员",
        "counted": "people",
        "at": "community",
        "per": "area",
        "number": "2.5",
        "active_from": timezone.localdate().isoformat(),
        "active_to": "",
    }
    reply = signed_in(town.organisation).post("/desk/cocon/areanorm/add/", said)
    assert reply.status_code == 302, reply.content.decode()[:3000]
    assert AreaNorm.objects.get(key=said["key"]).number == D("2.5")


def test_it_costs_the_same_for_many(town, django_assert_num_queries):
    row, areas = norm(per="households"), Area.objects.all()
    street_person(town, "ganbu")
    with django_assert_num_queries(4):
        assert len(compliance_of(row, areas, timezone.localdate())) == 3
