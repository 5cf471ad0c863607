"""Brands through their services and pages: one main brand a community, residents counted once, a page that names nobody."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from cocon.brands.choices import BrandState
from cocon.brands.services.brands import brand_acts, part_acts, tally_acts
from cocon.brands.services.counting import count_served
from cocon.models import Brand, BrandPart, Project
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from tests.api import Api, assert_error
from tests.cocon.brands.makers import SINCE, brand, held, part, public, tally
from tests.cocon.needs import world
from tests.cocon.projects import world as projects
from tests.volunteers.gatherings import drafted
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from tests.walk import lay_flat
from volunteers.choices import TeamKind
from volunteers.models import ServiceTeam, SessionEcho

pytestmark = pytest.mark.django_db
LIST = "/desk/cocon/brand/"
DAY = timedelta(days=1)


def team(area, name: str = "红邻里服务队") -> ServiceTeam:
    return ServiceTeam.objects.create(area=area, name=name, kind=TeamKind.choices[0][0], founded_on=SINCE)


def edit(row, town, **said) -> Brand:
    return perform_one(brand_acts, "edit", pk=row.pk, by=town.secretary, **said)


# --- One main brand -------------------------------------------------------------------------------------------------------


def test_one_main_brand_a_community_in_words_and_in_the_database(town):
    first, other = brand(town, is_main=True), brand(town)
    with refused("main", "is_main"):
        brand(town, is_main=True)
    with refused("main", "is_main"):
        edit(other, town, is_main=True)
    with pytest.raises(IntegrityError, match="brand_one_main"), transaction.atomic():
        Brand.objects.filter(pk=other.pk).update(is_main=True)
    brand(town, area=town.west, is_main=True, by=town.street_secretary)  # control: another community
    edit(first, town, is_main=False)
    assert edit(other, town, is_main=True).is_main
    perform_one(brand_acts, "end", pk=other.pk, by=town.secretary, ended_on=None, reason="换新品牌")
    brand(town, is_main=True)


def test_only_where_one_manages(town):
    for stranger in (town.west_secretary, town.organisation, town.grid_worker):
        with refused("not_found", "area"):
            brand(town, by=stranger)
    with refused("since", "since"):
        brand(town, since=timezone.localdate() + DAY)


# --- Counting -------------------------------------------------------------------------------------------------------------


def test_residents_are_counted_from_sessions_and_once(town):
    row, crew = brand(town), team(town.east)
    session = held(town, 30, team=crew)
    part(town, brand=row, activity=session.activity)
    part(town, brand=row, team=crew)  # the same session by another way
    held(town, 99, title="别的活动")  # of no brand
    tally(town, brand=row, people=40)
    found = count_served(row)
    assert (found.at_sessions, found.entered, found.sessions, found.residents) == (30, 40, 1, 70)
    Brand.objects.update(since=timezone.localdate())  # what was before the brand is not the brand's
    assert count_served(row).at_sessions == 0


def test_people_of_a_project_count_once_when_it_is_accepted(town):
    row, other = brand(town), brand(town)
    linked = part(town, brand=row, project=projects.submitted(town)).project
    part(town, brand=other, project=linked)
    assert count_served(row).residents == 0
    projects.act(linked, "accept", town.street_secretary, accepted_words="已核实")
    people = Project.objects.get().people
    assert people
    assert [count_served(one).residents for one in (row, other)] == [people, people]
    day = timezone.localdate()
    months = [Period.holding("M", first) for first in (day, day.replace(day=1) - DAY)]
    assert [counted("brand_at_projects", month) for month in months] == [people, 0]
    Brand.objects.update(since=day + DAY)  # control: accepted before either brand was
    assert (count_served(row).residents, counted("brand_at_projects", months[0])) == (0, 0)


def test_of_projects_the_open_page_tells_those_accepted(town):
    row = public(town)
    title = part(town, brand=row, project=projects.submitted(town)).project.title
    assert title not in Client().get(f"/brands/{row.pk}/").content.decode()
    projects.act(Project.objects.get(), "accept", town.street_secretary, accepted_words="已核实")
    assert title in Client().get(f"/brands/{row.pk}/").content.decode()


def test_what_the_platform_counts_is_not_entered(town):
    row = brand(town)
    session = held(town, 30)
    part(town, brand=row, activity=session.activity)
    day = timezone.localdate(session.starts_at)
    with refused("counted", "day"):
        tally(town, brand=row, day=day)
    for wrong in (SINCE - DAY, timezone.localdate() + DAY):
        with refused("day", "day"):
            tally(town, brand=row, day=wrong)
    SessionEcho.objects.update(residents=None)  # control: nobody has told how many came
    assert tally(town, brand=row, day=day).people == 40


def test_a_wrong_entry_is_void_and_counts_no_more(town):
    row = tally(town)
    perform_one(tally_acts, "void", pk=row.pk, by=town.secretary, reason="重复登记")
    assert count_served(row.brand).residents == 0


def test_one_thing_of_ones_own_community_once(town):
    row, session = brand(town), held(town, 3)
    with refused("one_thing", "activity"):
        part(town, brand=row, activity=None)
    with refused("one_thing", "team"):
        part(town, brand=row, activity=session.activity, team=team(town.east))
    part(town, brand=row, activity=session.activity)
    with refused("linked", "activity"):
        part(town, brand=row, activity=session.activity, by=town.street_secretary)
    with refused("not_found", "team"):
        part(town, brand=row, team=team(town.west), by=town.street_secretary)
    with refused("not_found", "activity"):  # a draft is nobody's to know
        part(town, brand=row, activity=drafted(town.east, town.clerk, title="草稿活动"))
    perform_one(part_acts, "unlink", pk=row.parts.get().pk, by=town.secretary)
    assert count_served(row).residents == 0


def counted(key: str, period: Period | None = None) -> int:
    window = Window(period or Period.holding("Y", timezone.localdate() - DAY), timezone.now())
    figure = registry.figures[f"cocon.{key}"]
    rows = figure.counted(window)
    return sum(getattr(row, figure.value) for row in rows) if figure.value else rows.count()


def test_figures_count_a_session_of_two_brands_once(town):
    session = held(town, 30)
    for row in (brand(town, is_main=True), brand(town)):
        part(town, brand=row, activity=session.activity)
        tally(town, brand=row, day=timezone.localdate() - DAY * 2, people=5)
    keys = ("brands", "main_brands", "brand_at_sessions", "brand_entered")
    assert {key: counted(key) for key in keys} == {
        "brands": 2,
        "main_brands": 1,
        "brand_at_sessions": 30,
        "brand_entered": 10,
    }
    BrandPart.objects.first().delete()
    assert counted("brand_at_sessions") == 30  # the other brand still has it
    BrandPart.objects.all().delete()
    assert counted("brand_at_sessions") == 0


# --- Pages ----------------------------------------------------------------------------------------------------------------


def test_the_page_is_open_to_everybody_and_names_nobody(town):
    row = brand(town, is_main=True)
    session = held(town, 30, title="邻里节")
    part(town, brand=row, activity=session.activity)
    part(town, brand=row, need=world.need(town, publish=False))  # a draft is not told
    page = f"/brands/{row.pk}/"
    assert Client().get(page).status_code == 404
    perform_one(brand_acts, "publish", pk=row.pk, by=town.secretary)
    reply = Client().get(page)
    text = lay_flat(reply.content.decode())
    assert reply.status_code == 200
    assert not reply.cookies
    for words in (row.name, "东园社区", "一社区一品", "30", "邻里节", row.outcome):
        assert words in text, words
    for person in town.people:
        assert person.name not in text
    assert row.parts.get(need__isnull=False).need.title not in text
    code = Client().get(f"{page}qr.svg")
    assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")
    perform_one(brand_acts, "hide", pk=row.pk, by=town.secretary)
    assert Client().get(page).status_code == Client().get(f"{page}qr.svg").status_code == 404


def test_without_outcome_there_is_nothing_to_show(town):
    row = brand(town, outcome="")
    with refused("outcome"):
        perform_one(brand_acts, "publish", pk=row.pk, by=town.secretary)
    edit(row, town, outcome="邻里和睦")
    assert perform_one(brand_acts, "publish", pk=row.pk, by=town.secretary).state == BrandState.PUBLIC


def test_words_of_a_page_hold_no_personal_data(town):
    page = signed_in(town.secretary).post(
        f"{LIST}add/",
        {"area": town.east.pk, "name": "红邻里", "what": "联系13800000000", "since": f"{SINCE}", "is_main": "False"},
    )
    assert page.status_code == 200
    assert not Brand.objects.exists()


def test_the_sheet_of_a_brand(town):
    row = public(town)
    part(town, brand=row, team=team(town.east))
    reply = signed_in(town.secretary).get(f"{LIST}{row.pk}/brand.docx")
    content = b"".join(reply.streaming_content) if reply.streaming else reply.content
    text = "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)
    assert row.name in text
    assert "服务队：红邻里服务队" in text
    assert signed_in(town.west_secretary).get(f"{LIST}{row.pk}/brand.docx").status_code == 404


def test_the_workbook_of_the_list_has_the_brands(town):
    row = public(town)
    content = b"".join(signed_in(town.secretary).get(f"{LIST}sheet/").streaming_content)
    assert row.name in str(list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True)))


def test_the_list_costs_the_same_for_many(town):
    def cost() -> int:
        client = signed_in(town.secretary)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    brand(town)
    few = cost()
    for _ in range(5):
        public(town)
    assert cost() == few


def test_a_program_enters_links_and_counts(town):
    api = Api(town.secretary, scopes=[P.COCON_MANAGE, P.COCON_VIEW])
    wanted = {"area": town.east.pk, "name": "红邻里", "what": "邻里互助", "since": f"{SINCE}", "is_main": True}
    first, again = api.post("brands/", wanted), api.post("brands/", wanted)
    assert (first.status_code, again.status_code) == (201, 200), first.content.decode()
    assert_error(api.post("brands/", wanted | {"name": "另一个"}), 409, "main", "is_main")
    pk = first.json()["id"]
    linked = api.post("brand-parts/", {"brand": pk, "activity": held(town, 30).activity_id})
    assert linked.status_code == 201, linked.content.decode()
    told = {"brand": pk, "day": f"{SINCE}", "people": 12, "what": "包粽子"}
    assert api.post("brand-tallies/", told).status_code == 201
    assert count_served(Brand.objects.get()).residents == 42
    assert Api(town.west_secretary, scopes=[P.COCON_VIEW]).get("brands/").json()["results"] == []
