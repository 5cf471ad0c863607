"""Estates through their services and pages: one company at a time, committees by their days, and who sees what."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from cocon.estates.choices import CommitteeState, TermState
from cocon.estates.services.estates import estate_acts
from cocon.estates.services.terms import term_acts
from cocon.models import Estate, PropertyTerm
from orgtree.acts import make, perform_one
from orgtree.choices import PartyOrgKind
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.models import ActStep, Notice, PartyOrg, Post, User
from orgtree.tree.acts import area_acts
from orgtree.units.acts import institution_acts
from tests.api import Api, assert_error
from tests.cocon.estates.makers import company, estate, over, standing, term
from tests.cocon.units.makers import unit_of
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
LIST = "/desk/cocon/estate/"
DAY = timedelta(days=1)
HEADINGS = ["小区名称", "户数", "楼栋数", "物业公司", "合同开始", "合同到期", "业委会自", "业委会任期至"]


def clerk(unit) -> User:
    return User.objects.get(account=f"danwei-{unit.pk}")


# --- Estates --------------------------------------------------------------------------------------------------------------


def test_an_estate_is_entered_once_by_its_community(town):
    row = estate(town, name="东园花园")
    assert estate(town, name="东园花园") == row
    with refused("name", "name"):
        estate(town, name="东园花园", households=5)
    for stranger in (town.west_secretary, town.organisation, town.grid_worker):
        with refused("not_found", "area"):
            estate(town, by=stranger)
    with refused("since", "since"):
        estate(town, since=timezone.localdate() + DAY)
    assert [step.act for step in ActStep.objects.of("cocon.estate", row.pk)] == ["enter"]


def test_a_place_is_one_estates(town):
    row = standing(town)
    with refused("place", "place", message="已属于"):
        perform_one(estate_acts, "link", pk=estate(town).pk, by=town.secretary, place=town.east_grid)
    with refused("not_found", "place"):
        perform_one(estate_acts, "link", pk=row.pk, by=town.secretary, place=town.west_grid)
    perform_one(estate_acts, "unlink", pk=row.pk, by=town.secretary)
    assert not row.places.exists()


def test_the_party_organisation_is_the_communitys_or_of_its_grids(town):
    def org(name, area, institution=None):
        return PartyOrg.objects.create(name=name, kind=PartyOrgKind.BRANCH, area=area, institution=institution)

    fit = org("东园小区党支部", town.east_grid)
    assert estate(town, party_org=fit).party_org == fit
    others = (org("西园党支部", town.west), org("物业党支部", town.east, company(town)))
    for other in others:
        with refused("not_found", "party_org"):
            estate(town, party_org=other, by=town.street_secretary)


def test_an_estate_ends_after_its_company(town):
    row = term(town).estate
    with refused("served"):
        perform_one(estate_acts, "end", pk=row.pk, by=town.secretary, ended_on=None, reason="拆迁")
    perform_one(term_acts, "end", pk=row.terms.get().pk, by=town.secretary, until=timezone.localdate(), reason="拆迁")
    perform_one(estate_acts, "end", pk=row.pk, by=town.secretary, ended_on=None, reason="拆迁")
    assert not Estate.objects.in_being_on(timezone.localdate()).exists()
    with refused("wrong_state", "estate"):
        term(town, estate=Estate.objects.get())


# --- Companies ------------------------------------------------------------------------------------------------------------


def test_one_company_at_a_time_in_rules_and_in_the_database(town):
    first = term(town, since=date(2024, 1, 1), until=date(2025, 12, 31))
    other = company(town, "和谐物业公司")
    with refused("served", "since"):
        term(town, estate=first.estate, company=other, since=date(2025, 12, 31))
    after = term(town, estate=first.estate, company=other, since=date(2026, 1, 1))
    assert (first.state, after.state) == (TermState.ENDED, TermState.IN_FORCE)
    told = {"estate": first.estate, "company": other, "made_by": town.clerk, "made_at": timezone.now()}
    with pytest.raises(IntegrityError, match="property_term_no_overlap"), transaction.atomic():
        PropertyTerm.objects.create(since=date(2024, 6, 1), until=date(2024, 6, 1), **told)
    PropertyTerm.objects.create(
        since=date(2023, 6, 1), until=date(2023, 12, 31), **told
    )  # control: the day before touches
    term(town, company=other)  # another estate


def replaced(town, row: PropertyTerm, **changes) -> PropertyTerm:
    said = {
        "company": company(town, "和谐物业公司"),
        "since": timezone.localdate(),
        "until": None,
        "reason": "业主大会另聘",
    }
    return perform_one(term_acts, "replace", pk=row.pk, by=town.secretary, **said | changes)


@pytest.mark.parametrize("ahead", [-3, 0, 20])
def test_a_company_is_replaced_in_one_step(town, ahead):
    day = timezone.localdate() + ahead * DAY
    row = term(town)
    for _ in range(1 + (ahead > 0)):  # pressed twice while the earlier one still serves
        replaced(town, row, since=day)
    row.refresh_from_db()
    following = PropertyTerm.objects.exclude(pk=row.pk).get()
    assert (row.until, row.end_reason) == (day - DAY, "业主大会另聘")
    assert (following.since, following.until, following.company.name) == (day, None, "和谐物业公司")
    assert Notice.objects.get(user=clerk(row.company)).title == f"{row.estate.name}的物业服务结束"
    assert [step.act for step in ActStep.objects.of(term_acts.noun, following.pk)] == ["begin"]


def test_the_company_is_replaced_on_the_page_of_the_estate_too(town):
    bare, row, other = estate(town), term(town), company(town, "和谐物业公司")
    client, page = signed_in(town.secretary), f"/desk/cocon/estate/{row.estate_id}/"
    assert "更换物业企业" in client.get(f"{page}change/").content.decode()
    assert "更换物业企业" not in client.get(f"/desk/cocon/estate/{bare.pk}/change/").content.decode()
    said = {"company": other.pk, "since": f"{timezone.localdate()}", "until": "", "reason": "业主大会另聘"}
    refused_at = client.post(f"{page}act/replace/", said | {"since": f"{row.since}"})
    assert "应晚于原来的开始日期" in refused_at.content.decode()
    assert client.post(f"{page}act/replace/", said).status_code == 302
    assert [one.company for one in row.estate.terms.order_by("since")] == [row.company, other]
    assert client.post(f"/desk/cocon/estate/{bare.pk}/act/replace/", said).status_code == 403
    assert not bare.terms.exists()


def test_what_cannot_be_replaced_leaves_both_as_they_were(town):
    row = term(town, until=timezone.localdate() + 30 * DAY)
    for field, code, changes in (
        ("company", "company", {"company": row.company}),
        ("since", "since", {"since": row.since}),
        ("since", "since", {"since": row.until + 2 * DAY}),
        ("until", "until", {"until": timezone.localdate() - DAY}),
        ("company", "not_found", {"company": unit_of(town)}),
    ):
        with refused(code, field):
            replaced(town, row, **changes)
    term(town, estate=row.estate, since=row.until + DAY)
    with refused("served", "since"):  # the next one is entered already
        replaced(town, row)
    assert PropertyTerm.objects.get(pk=row.pk).until == row.until
    assert PropertyTerm.objects.count() == 2
    replaced(town, row, until=row.until)  # control


def test_only_a_property_company_of_the_district(town):
    for wrong in (unit_of(town), company(town, "北苑物业")):
        if wrong.kind == "property":
            wrong.closed_on = timezone.localdate()
            wrong.save()
        with refused("not_found", "company"):
            term(town, company=wrong)


def test_a_company_hears_of_the_end_and_sees_only_its_own(town):
    row, foreign = term(town), term(town, company=company(town, "和谐物业公司"))
    perform_one(term_acts, "end", pk=row.pk, by=town.secretary, until=timezone.localdate(), reason="业主大会解聘")
    assert Notice.objects.get(user=clerk(row.company)).title == f"{row.estate.name}的物业服务结束"
    api = Api(clerk(row.company), scopes=[P.COCON_VIEW])
    assert [one["id"] for one in api.get("property-terms/").json()["results"]] == [row.pk]
    assert_error(api.get(f"property-terms/{foreign.pk}/"), 404, "not_found")
    assert api.get("estates/").json()["results"] == []
    page = signed_in(clerk(foreign.company)).get("/u/").content.decode()
    assert foreign.estate.name in page
    assert row.estate.name not in page


def test_a_last_day_moves_forward_only(town):
    row = term(town, until=timezone.localdate() + 30 * DAY)
    for day in (row.since - DAY, row.until + DAY):
        with refused("until", "until"):
            perform_one(term_acts, "end", pk=row.pk, by=town.secretary, until=day, reason="提前解约")


def test_a_wrong_entry_goes_the_same_day_and_no_later(town):
    row, late = term(town), over(town)
    perform_one(term_acts, "withdraw", pk=row.pk, by=town.secretary)
    PropertyTerm.objects.filter(pk=late.pk).update(made_at=timezone.now() - 2 * DAY)
    with refused("too_late"):
        perform_one(term_acts, "withdraw", pk=late.pk, by=town.secretary)
    assert list(PropertyTerm.objects.all()) == [late]


def test_what_is_served_is_neither_closed_nor_dissolved(town):
    row = term(town)
    today = timezone.localdate()
    Post.objects.filter(institution=row.company).delete()
    with pytest.raises(RuleBroken, match="还有1个服务的小区"):
        perform_one(institution_acts, "close", pk=row.company_id, by=town.street_secretary, closed_on=today)
    perform_one(estate_acts, "link", pk=row.estate_id, by=town.secretary, place=town.east_grid_two)
    with pytest.raises(RuleBroken, match="1个小区"):
        perform_one(area_acts, "dissolve", pk=town.east_grid_two.pk, dissolved_on=today, replaced_by=None, by=None)


# --- Owners' committees ---------------------------------------------------------------------------------------------------


def elect(row, town, **said) -> Estate:
    return perform_one(estate_acts, "elect", pk=row.pk, by=town.secretary, **{"until": None} | said)


def test_a_committee_sits_for_the_term_of_the_place(town):
    row = elect(estate(town), town, since=date(2024, 5, 10))
    assert (row.committee_until, row.committee) == (date(2029, 5, 9), CommitteeState.IN_OFFICE)
    with refused("until", "until"):
        elect(row, town, since=date(2024, 5, 10), until=date(2024, 5, 9))
    with refused("since", "since"):
        elect(row, town, since=timezone.localdate() + DAY)


def test_a_re_elected_committee_was_never_away(town):
    today = timezone.localdate()
    row = elect(estate(town), town, since=today - 400 * DAY, until=today - DAY)
    row = elect(row, town, since=today)
    assert row.committee_since == today - 400 * DAY
    said = {"until": today, "reason": "集体辞职"}
    row = perform_one(estate_acts, "dismiss", pk=row.pk, by=town.secretary, **said)
    assert (row.committee_until, row.committee) == (today, CommitteeState.IN_OFFICE)  # to the end of the day
    with refused("wrong_state"):
        perform_one(estate_acts, "dismiss", pk=estate(town).pk, by=town.secretary, **said)


# --- Lists, sheets, figures -----------------------------------------------------------------------------------------------


def test_the_list_costs_the_same_for_many(town):
    def cost() -> int:
        client = signed_in(town.secretary)
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    term(town)
    few = cost()
    for number in range(5):
        term(town, company=company(town, f"物业{number}"))
    assert cost() == few


def looked_at(town, rows):
    """The job after its check."""
    content = rows if isinstance(rows, bytes) else workbook([HEADINGS, *rows])
    told = {"area": town.east, "options": {}, "by": town.secretary}
    job = imports.upload_import(importer="estates", file=upload(content), **told)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def test_a_sheet_brings_estates_companies_and_committees(town):
    unit = company(town)
    known = estate(town, name="东园老楼")
    rows = [
        ["东园花园", "860户", "12栋", unit.name, "2025-1-1", "2027-12-31", "2024-5-10", ""],
        ["东园老楼", "310", "6", "", "", "", "", ""],
    ]
    rows[0][4] = f"{timezone.localdate():%Y-%m-%d}"
    job = looked_at(town, rows)
    assert job.errors == []
    assert job.preview["counts"] == {
        "小区": {"新增": 1, "更新": 1, "不变": 0},
        "物业服务": {"新增": 1, "更新": 0, "不变": 0},
        "业委会": {"新增": 1, "更新": 0, "不变": 0},
    }
    perform_one(import_acts, "confirm", pk=job.pk, by=town.secretary)
    imports.apply_import(job.pk)
    made = Estate.objects.get(name="东园花园")
    assert (made.households, made.terms.get().company, made.committee_until) == (860, unit, date(2029, 5, 9))
    known.refresh_from_db()
    assert known.households == 310


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (["东园花园", "0", "2", "", "", "", "", ""], "户数", "1"),
        (["东园花园", "9", "2", "没有的物业", "2026-1-1", "", "", ""], "物业企业", "没有"),
        (["东园花园", "9", "2", "第一中学", "2026-1-1", "", "", ""], "物业企业", "不是物业企业"),
        (["东园花园", "9", "2", "安居物业公司", "", "", "", ""], "服务开始", "必填"),
        (["东园老楼", "300", "6", "安居物业公司", "2026-1-1", "", "", ""], "物业企业", "现由和谐物业公司服务"),
        (["东园花园", "9", "2", "", "", "", "", "2029-1-1"], "业委会自", "必填"),
        (["东园花园", "9", "2", "", "", "", "2029-1-1", ""], "业委会自", "不能晚于今天"),
    ],
)
def test_a_sheet_is_refused_at_its_column(town, row, column, says):
    unit_of(town)
    company(town)
    term(town, estate=estate(town, name="东园老楼"), company=company(town, "和谐物业公司"))
    [error] = looked_at(town, [row]).errors
    assert error["column"] == column
    assert says in error["message"]


def test_the_workbook_of_the_list_comes_back_and_changes_nothing(town):
    row = standing(town)
    term(town, estate=row)
    reply = signed_in(town.secretary).get(f"{LIST}sheet/")
    content = b"".join(reply.streaming_content)
    assert row.name in str(list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True)))
    job = looked_at(town, content)
    same = {"新增": 0, "更新": 0, "不变": 1}
    assert (job.errors, job.preview["counts"]) == ([], {"小区": same, "物业服务": same, "业委会": same})
    Estate.objects.update(name="改了名")  # control: what is not there would be made
    assert looked_at(town, content).preview["counts"]["小区"]["新增"] == 1


def counted(day: date) -> dict[str, int]:
    window = Window(Period("M", day.replace(day=1)), timezone.now() + timedelta(days=400))
    keys = ("estates", "estates_served", "estates_committee", "property_companies", "property_companies_party")
    return {key: registry.figures[f"cocon.{key}"].counted(window).count() for key in keys}


def test_figures_are_those_of_the_day(town):
    row = term(town, since=date(2026, 1, 10), until=date(2026, 2, 28))
    estate(town, since=date(2026, 2, 1))
    Estate.objects.filter(pk=row.estate_id).update(committee_since=date(2026, 2, 1), committee_until=date(2026, 3, 31))
    PartyOrg.objects.create(name="物业党支部", kind=PartyOrgKind.BRANCH, area=town.street, institution=row.company)
    figures = [list(counted(date(2026, month, 1)).values()) for month in (1, 2, 3, 4)]
    assert figures == [[1, 1, 0, 1, 1], [2, 1, 1, 1, 1], [2, 0, 1, 0, 0], [2, 0, 0, 0, 0]]


def test_a_program_enters_and_reads(town):
    api = Api(town.secretary, scopes=[P.COCON_MANAGE, P.COCON_VIEW])
    wanted = {"area": town.east.pk, "name": "东园花园", "households": 300, "buildings": 6}
    first, again = api.post("estates/", wanted), api.post("estates/", wanted)
    assert (first.status_code, again.status_code) == (201, 200), first.content.decode()
    unit = company(town)
    begun = {"estate": first.json()["id"], "company": unit.pk, "since": f"{timezone.localdate()}"}
    reply = api.post("property-terms/", begun)
    assert (reply.status_code, reply.json()["company"]["name"]) == (201, unit.name), reply.content.decode()
    assert_error(
        api.post("property-terms/", begun | {"until": f"{timezone.localdate() + DAY}"}), 409, "served", "since"
    )
    assert Api(town.west_secretary, scopes=[P.COCON_VIEW]).get("estates/").json()["results"] == []


def test_a_double_press_begins_one_term(town):
    row = estate(town)
    said = {"estate": row, "company": company(town), "since": timezone.localdate(), "until": None}
    first, again = (make(term_acts, "begin", by=town.secretary, **said) for _ in range(2))
    assert (first.row, again.is_new) == (again.row, False)
