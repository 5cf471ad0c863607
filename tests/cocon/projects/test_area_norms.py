"""Norms that areas keep as rows: 2.5 persons a community is one, as is any other; which areas meet it is counted."""

import io
from datetime import timedelta
from decimal import Decimal as D

import openpyxl
import pytest
from django.db.models import Sum
from django.utils import timezone

from cocon.models import AreaNorm, FundLine
from cocon.projects.services.compliance import compliance_of, dress_standings, lacks_of, normed_on
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, Figure
from orgtree.owned.services.versions import save_version
from orgtree.people.services.people import appoint, create_user
from tests.api import Api, assert_error
from tests.cocon.projects.world import allotted, granted, street_person
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def norm(key="社区专职人员", counted="people", number="2.5", **more) -> AreaNorm:
    said = {"at": "community", "per": "area", "active_from": timezone.localdate()}
    return AreaNorm.objects.create(key=key, counted=counted, number=D(number), **said | more)


def standing(row: AreaNorm, day=None) -> dict[str, Area]:
    """{name: the area with what it has and should}."""
    return {area.name: area for area in compliance_of(row, Area.objects.all(), day or timezone.localdate())}


def told(row: AreaNorm, name: str) -> tuple:
    """(has, should, lacks)."""
    area = standing(row)[name]
    return area.has, area.should, lacks_of(area)


def test_people_at_work_each_once(town):
    """2.5 persons for each community: secretary, clerk and grid worker are three; two posts of one person are one."""
    row = norm()
    assert told(row, "东园社区") == (3, D("2.5"), 0)
    assert told(row, "西园社区") == (1, D("2.5"), D("1.5"))
    appoint(holder_id=town.west_secretary.pk, kind=PostKind.POINTS_CLERK, area=town.west, by=None)
    assert standing(norm(key="又一"))["西园社区"].has == 1


def test_the_platforms_own_row_holds_until_an_area_keeps_one(town):
    """2.5 people at work a community from the first start; a street's own row of the name takes its communities out of it."""
    shipped = AreaNorm.objects.get(key="社区工作人员")
    assert told(shipped, "西园社区") == (1, D("2.5"), D("1.5"))
    norm(shipped.key, area=town.street, number="2")
    assert set(standing(shipped)) == {"北苑社区"}


def test_money_of_the_year_less_what_was_given_on(town):
    street = granted(town, 1_000)
    allotted(town, 400, parent=street)
    assert told(norm("街道专项", "service", "700", at="street"), "城关街道") == (600, 700, 100)
    assert told(norm("社区专项", "service", "400"), "东园社区") == (400, 400, 0)


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
    with django_assert_num_queries(2):
        assert len(compliance_of(row, areas, timezone.localdate())) == 3
    with django_assert_num_queries(5):  # norms, areas; norms and each of two
        dress_standings(normed_on(timezone.localdate()))


# --- The list, the workbook, the API and the figures count as the page does ----------------------------------------------


def counted(key: str) -> D:
    """The sum of the figure over its rows today."""
    figure = registry.figures[f"cocon.{key}"]
    return figure.counted(Window(Period.holding("Y", timezone.localdate()), timezone.now())).aggregate(
        sum=Sum(figure.value)
    )["sum"]


@pytest.fixture
def two_norms(town):
    """Beside the shipped norm of 2.5 people one that no community meets."""
    return norm("社区专项", "service", "400")


def test_the_list_says_what_is_lacking_and_narrows_by_it(town, two_norms):
    desk = signed_in(town.street_secretary)
    page = desk.get("/desk/cocon/normedarea/").text
    for words in ("社区工作人员：应有2.5，已有3", "社区专项：应有400，已有0", "社区专项、社区工作人员"):
        assert words in page, words
    assert "北苑社区" not in page
    granted(town, 1_000)
    allotted(town, 400, parent=FundLine.objects.get())
    lacking, meeting = (desk.get("/desk/cocon/normedarea/", {"lacks": one}).text for one in "10")
    assert ("东园社区" in lacking, "西园社区" in lacking) == (False, True)
    assert ("东园社区" in meeting, "西园社区" in meeting) == (True, False)
    row = desk.get(f"/desk/cocon/normedarea/{town.west.pk}/change/").text
    assert "社区工作人员：应有2.5，已有1" in row
    assert signed_in(town.west_secretary).get(f"/desk/cocon/normedarea/{town.east.pk}/change/").status_code in {
        302,
        404,
    }


def test_the_workbook_is_the_list(town, two_norms):
    reply = signed_in(town.clerk).get("/desk/cocon/normedarea/sheet/")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content))).active
    row = dict(zip(*([cell.value for cell in sheet[line]] for line in (3, 4)), strict=True))
    assert (row["名称"], row["适用标准（项）"], row["达标（项）"], row["未达标的标准"]) == (
        "东园社区",
        2,
        1,
        "社区专项",
    )


def test_a_program_reads_numbers(town, two_norms):
    [east] = Api(town.secretary).get("normed-areas/").json()["results"]
    assert (east["name"], east["held"], east["met"], east["lacking"]) == ("东园社区", 2, 1, "社区专项")
    assert [(one["key"], one["has"], one["should"]) for one in east["standings"]] == [
        ("社区专项", 0, 400),
        ("社区工作人员", 3, 2.5),
    ]
    assert_error(Api(town.west_secretary).get(f"normed-areas/{town.east.pk}/"), 404, "not_found")


def test_the_figures_are_the_sums_of_the_list_and_are_counted_anew(town, two_norms):
    """Of three communities each with two norms one meets one; somebody appointed, and money, are counted at once and drained."""
    assert (counted("own_norms"), counted("own_norms_met")) == (6, 1)
    period = Period.holding("Y", timezone.localdate())
    fill_figures(period)
    granted(town, 1_000)
    allotted(town, 400, parent=FundLine.objects.get())
    for account in ("xijifen", "xibangban"):
        helper = create_user(account=account, name="帮办", password=None, home=town.district, by=None)
        appoint(holder_id=helper.pk, kind=PostKind.POINTS_CLERK, area=town.west, by=None)
    assert (counted("own_norms"), counted("own_norms_met")) == (6, 3)
    drain()
    stored = Figure.objects.filter(area=town.district, measure="cocon.own_norms_met", period_start=period.start)
    assert stored.get(period_kind="Y").total == 3


def test_without_households_a_norm_for_them_is_not_met(town):
    norm("按户", "service", "0", per="households")
    Area.objects.update(households=None)
    assert counted("own_norms_met") == 1  # the shipped one of 东园
