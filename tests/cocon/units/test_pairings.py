"""Units and communities are paired from a day to a day; what is said twice is meant once; each side sees its own."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from cocon.models import Pairing
from cocon.units.rules import unit_key
from cocon.units.services.pairings import pairings
from orgtree.acts import make, perform, perform_one, take_back
from orgtree.choices import PartyOrgKind
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.models import ActStep, Notice, PartyOrg
from orgtree.tree.acts import area_acts
from orgtree.units.acts import institution_acts
from tests.api import Api, assert_error
from tests.cocon.units.makers import clerk_of, paired, unit_of
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.members.test_unit_report_ins import filed
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.members.services.unit_report_ins import unit_report_ins

pytestmark = pytest.mark.django_db
LIST = "/desk/cocon/pairing/"
HEADINGS = ["单位名称", "统一社会信用代码", "结对社区", "结对日期"]
TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("since", "until", "day", "holds"),
    [
        ("2026-03-01", None, "2026-03-01", True),
        ("2026-03-01", None, "2026-02-28", False),
        ("2024-02-01", "2024-02-29", "2024-02-29", True),
        ("2024-02-01", "2024-02-29", "2024-03-01", False),
        ("2026-03-31", "2026-03-31", "2026-03-31", True),
    ],
)
def test_the_first_and_the_last_day_count(town, since, until, day, holds):
    row = Pairing(unit=unit_of(town), community=town.east, since=date.fromisoformat(since), made_by=town.secretary)
    row.until, row.made_at = until and date.fromisoformat(until), timezone.now()
    row.save()
    assert Pairing.objects.in_force_on(date.fromisoformat(day)).exists() is holds


@pytest.mark.parametrize(("at", "state"), [("2026-03-31 23:59", "in_force"), ("2026-04-01 00:01", "ended")])
def test_days_are_those_of_the_place_not_of_24_hours(at, state):
    with time_machine.travel(timezone.make_aware(timezone.datetime.fromisoformat(at)), tick=False):
        assert Pairing(since=date(2026, 1, 1), until=TODAY).state == state


def test_the_desk_pairs_once_however_often_it_is_pressed(town):
    unit = unit_of(town)
    client = signed_in(town.secretary)
    form = {"unit": unit.pk, "community": town.east.pk, "since": timezone.localdate().isoformat()}
    replies = [client.post(f"{LIST}add/", form) for _ in range(5)]
    assert {reply.status_code for reply in replies} == {302}, replies[0].content.decode()[:2000]
    assert Pairing.objects.count() == 1
    assert ActStep.objects.filter(noun=pairings.noun, act="make").count() == 1


def test_who_says_the_same_finds_it_whoever_said_it_first(town):
    row = paired(town)
    said = {"unit": row.unit, "community": town.east, "since": row.since}
    again = make(pairings, "make", by=town.street_secretary, **said)
    assert (again.row, again.is_new) == (row, False)
    with refused("not_found", "community"):
        make(pairings, "make", by=town.west_secretary, **said)
    with refused("already_paired", "unit"):  # control: another day is another pairing
        make(pairings, "make", by=town.street_secretary, **said | {"since": timezone.localdate()})


def test_what_cannot_be_paired_is_told_at_its_field(town):
    unit, today = unit_of(town), timezone.localdate()
    far = unit_of(town, "外地单位", area=town.north)
    with refused("since", "since"):
        paired(town, unit=unit, since=today + timedelta(days=1))
    with refused("not_found", "community"):
        paired(town, unit=unit, community=town.west)
    with refused("not_found", "community"):
        paired(town, unit=unit, community=town.street, by=town.street_secretary)
    perform_one(institution_acts, "close", pk=unit.pk, by=town.street_secretary, closed_on=today)
    with refused("not_found", "unit"):
        paired(town, unit=unit)
    assert paired(town, unit=far).unit == far, "units of the whole district may be paired"


def test_two_of_one_time_are_refused_by_the_database_too(town):
    first = paired(town, since=timezone.localdate() - timedelta(days=30))
    with refused("already_paired", "unit"):
        paired(town, unit=first.unit, since=timezone.localdate() - timedelta(days=2))
    until = timezone.localdate() - timedelta(days=3)
    perform_one(pairings, "end", pk=first.pk, by=town.secretary, until=until, reason="双方商定")
    again = paired(town, unit=first.unit, since=until + timedelta(days=1))  # touching days are no overlap
    with refused("already_paired", "unit"):
        Pairing.objects.filter(pk=again.pk).delete()
        paired(town, unit=first.unit, since=until)


def test_the_end_has_a_last_day_a_reason_and_a_notice_and_can_be_taken_back(town):
    row = paired(town)
    clerk = clerk_of(row.unit)
    with refused("until", "until"):
        perform_one(
            pairings, "end", pk=row.pk, by=town.secretary, until=row.since - timedelta(days=1), reason="双方商定"
        )
    today = timezone.localdate()
    outcome = perform(pairings, "end", ids=[row.pk], by=town.secretary, until=today, reason="双方商定")
    assert outcome.done == 1
    row.refresh_from_db()
    assert (row.until, row.end_reason, row.state) == (today, "双方商定", "in_force")
    assert "双方商定" in Notice.objects.get(user=clerk).why
    assert take_back(pairings, "end", ids=[row.pk], by=town.secretary).done == 1
    row.refresh_from_db()
    assert (row.until, row.end_reason) == (None, "")
    assert not Notice.objects.filter(user=clerk).exists()


def test_a_wrong_entry_goes_the_same_day_and_no_later(town):
    row, old = paired(town), paired(town, unit=unit_of(town, "第二中学"))
    Pairing.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=1))
    perform_one(pairings, "withdraw", pk=row.pk, by=town.secretary)
    assert list(Pairing.objects.all()) == [old]
    with refused("too_late"):
        perform_one(pairings, "withdraw", pk=old.pk, by=town.secretary)


def test_each_side_sees_its_own_and_nobody_else_any(town):
    row, clerk = paired(town), None
    other = paired(town, unit=unit_of(town, "第二中学"), community=town.west, by=town.west_secretary)
    clerk, below = clerk_of(row.unit), clerk_of(unit_of(town, "分校", superior=row.unit))
    seen = {
        town.secretary: [row],
        town.west_secretary: [other],
        town.street_secretary: [row, other],
        town.organisation: [row, other],
        clerk: [row],
        below: [],
        town.grid_worker: [],
        town.auditor: [],
    }
    for user, rows in seen.items():
        assert list(Pairing.objects.allowed(user, P.COCON_VIEW).order_by("pk")) == rows, user
    for user in (clerk, town.organisation):
        assert signed_in(user).get(f"{LIST}{row.pk}/change/").status_code == 200
        assert signed_in(user).get(f"{LIST}add/").status_code == 403
    assert signed_in(town.west_secretary).get(f"{LIST}{row.pk}/change/").status_code == 404


def test_the_list_costs_the_same_for_many(town):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    client = signed_in(town.secretary)
    paired(town)
    client.get(LIST)
    few = cost()
    for number in range(6):
        paired(town, unit=unit_of(town, f"第{number}小学"))
    assert cost() == few


def test_a_unit_that_reported_in_is_paired_by_one_press(town):
    unit = unit_of(town)
    clerk = clerk_of(unit)
    report_in = filed(unit, town.east, clerk)
    client, page = signed_in(town.secretary), f"/desk/volunteers/unitreportin/{report_in.pk}"
    perform(unit_report_ins, "accept", ids=[report_in.pk], by=town.secretary)
    assert "登记结对" in client.get(f"{page}/change/").content.decode()
    for _ in range(2):
        assert client.post(f"{page}/act/pair/").status_code == 302
    assert Pairing.objects.get().since == timezone.localdate()
    entry = {"action": "pair", "_selected_action": [report_in.pk]}
    assert client.post("/desk/volunteers/unitreportin/", entry, follow=True).status_code == 200
    assert Pairing.objects.count() == 1
    assert "登记结对" not in signed_in(clerk).get(f"{page}/change/").content.decode()


def test_a_report_in_leaves_an_earlier_pairing_as_it_is_and_waits_for_its_own_acceptance(town):
    row = paired(town)
    report_in = filed(row.unit, town.east, clerk_of(row.unit))
    client, entry = signed_in(town.secretary), {"action": "pair", "_selected_action": [report_in.pk]}
    Pairing.objects.update(made_by=town.street_secretary)
    told = client.post("/desk/volunteers/unitreportin/", entry, follow=True).content.decode()
    assert "还没有接收，或已经结束" in told
    perform(unit_report_ins, "accept", ids=[report_in.pk], by=town.secretary)
    told = client.post("/desk/volunteers/unitreportin/", entry, follow=True).content.decode()
    assert "还没有接收，或已经结束" not in told
    assert (Pairing.objects.get().pk, Pairing.objects.get().since) == (row.pk, row.since)


def test_what_is_paired_is_neither_closed_nor_dissolved(town):
    row = paired(town)
    with pytest.raises(RuleBroken, match="还有1个结对社区"):
        perform_one(institution_acts, "close", pk=row.unit_id, by=town.street_secretary, closed_on=timezone.localdate())
    with pytest.raises(RuleBroken, match="1家结对单位"):
        perform_one(
            area_acts, "dissolve", pk=town.east.pk, dissolved_on=timezone.localdate(), replaced_by=None, by=None
        )


# --- From a sheet -------------------------------------------------------------------------------------------------------


def looked_at(town, rows, area=None, by=None):
    """The job after its check."""
    content = rows if isinstance(rows, bytes) else workbook([HEADINGS, *rows])
    job = imports.upload_import(
        importer="pairings", area=area or town.street, file=upload(content), options={}, by=by or town.street_secretary
    )
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def test_a_sheet_names_units_as_people_write_them(town):
    unit_of(town, "潍坊市第一中学（本部）")
    coded = unit_of(town, "潍坊市潍城区供电有限公司", uscc="91370702MA3CAAAA16")
    assert coded.uscc
    rows = [
        ["潍坊市 第一中学(本部)", "", "东园", "2024.3"],
        ["", coded.uscc.lower(), "西园社区", "2024年3月5日"],
    ]
    job = looked_at(town, rows)
    assert job.errors == []
    assert job.preview["counts"] == {"结对": {"新增": 2, "更新": 0, "不变": 0}}


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (["第一中学", "", "东园社区", "2024-3-1"], "单位名称", "登记的是潍坊市第一中学"),
        (["", "", "东园社区", "2024-3-1"], "单位名称", "请填写单位名称或"),
        (["没有的单位", "", "东园社区", "2024-3-1"], "单位名称", "没有“没有的单位”"),
        (["同名学校", "", "东园社区", "2024-3-1"], "单位名称", "2家同名"),
        (["潍坊市第一中学", "", "天上社区", "2024-3-1"], "结对社区", "没有“天上社区”"),
        (["潍坊市第一中学", "", "", "2024-3-1"], "结对社区", "请填写"),
        (["潍坊市第一中学", "", "北苑社区", "2024-3-1"], "结对社区", "没有“北苑社区”"),
        (["潍坊市第一中学", "", "东园社区", "2099-3-1"], "结对日期", "不能晚于今天"),
        (["潍坊市第一中学", "91370702MA3CBBBB2Y", "东园社区", "2024-3-1"], "统一社会信用代码", "没有登记这个代码"),
    ],
)
def test_what_is_not_there_is_asked_for_and_not_made(town, row, column, says):
    unit_of(town, "潍坊市第一中学")
    for area in (town.east, town.west):
        unit_of(town, "同名学校", area=area)
    [error] = looked_at(town, [row]).errors
    assert error["column"] == column
    assert says in error["message"]


def test_the_workbook_of_the_list_comes_back_and_changes_nothing(town):
    row = paired(town)
    over = paired(town, unit=unit_of(town, "第二中学"))
    yesterday = timezone.localdate() - timedelta(days=1)
    perform_one(pairings, "end", pk=over.pk, by=town.secretary, until=yesterday, reason="双方商定")
    reply = signed_in(town.street_secretary).get(f"{LIST}sheet/")
    content = b"".join(reply.streaming_content)
    assert "第一中学" in str(list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True)))
    job = looked_at(town, content)
    assert (job.errors, job.preview["counts"]) == ([], {"结对": {"新增": 0, "更新": 0, "不变": 2}})
    Pairing.objects.filter(pk=row.pk).delete()  # control: what is not there would be made
    assert looked_at(town, content).preview["counts"]["结对"]["新增"] == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("洛阳市涧西区第一小学", "第一小学", True),
        ("河南省洛阳市第一小学", "涧西区 第一小学", True),
        ("洛阳（示例）重工股份有限公司", "洛阳示例重工有限公司", True),
        ("洛阳市第一小学", "洛阳市第二小学", False),
        ("市医院", "县医院", False),
    ],
)
def test_names_of_one_unit_are_told_by_what_they_have_in_common(one, other, same):
    assert (unit_key(one) == unit_key(other)) is same


# --- Figures and the API ------------------------------------------------------------------------------------------------


def counted(key: str, day: date) -> int:
    window = Window(Period("M", day.replace(day=1)), timezone.now() + timedelta(days=400))
    return registry.figures[key].counted(window).count()


def test_units_communities_and_party_organisations_count_once(town):
    row = paired(town, since=date(2026, 1, 10))
    paired(town, unit=row.unit, community=town.west, since=date(2026, 1, 10), by=town.street_secretary)
    PartyOrg.objects.create(name="一中党支部", kind=PartyOrgKind.BRANCH, area=town.street, institution=row.unit)
    Pairing.objects.update(until=date(2026, 2, 28))
    figures = {key: [counted(f"cocon.{key}", date(2026, month, 1)) for month in (1, 2, 3)] for key in MEASURES}
    assert figures == MEASURES


MEASURES = {
    "pairings": [2, 2, 0],
    "paired_units": [1, 1, 0],
    "paired_communities": [2, 2, 0],
    "paired_orgs": [1, 1, 0],
}


def test_a_program_pairs_reads_and_ends(town):
    unit, api = unit_of(town), Api(town.secretary, scopes=[P.COCON_MANAGE, P.COCON_VIEW])
    wanted = {"unit": unit.pk, "community": town.east.pk, "since": timezone.localdate().isoformat()}
    first, again = api.post("pairings/", wanted), api.post("pairings/", wanted)
    assert (first.status_code, again.status_code) == (201, 200), first.content.decode()
    assert first.json() == again.json()
    assert (first.json()["state"], first.json()["unit"]["name"]) == ("in_force", "第一中学")
    assert_error(api.post("pairings/", wanted | {"unit": 999_999}), 404, "not_found", "unit")
    ended = {"ids": [first.json()["id"]], "until": timezone.localdate().isoformat(), "reason": "双方商定"}
    assert api.post("pairings/end/", ended).json() == {"done": 1, "refused": []}
    assert Api(clerk_of(unit), scopes=[P.COCON_VIEW]).get("pairings/").json()["results"][0]["end_reason"] == "双方商定"
    assert Api(town.west_secretary, scopes=[P.COCON_VIEW]).get("pairings/").json()["results"] == []


def test_the_units_own_desk_shows_the_communities(client, town):
    row = paired(town)
    client.force_login(clerk_of(row.unit))
    assert "东园社区" in client.get("/u/").content.decode()
    Pairing.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert "东园社区" not in client.get("/u/").content.decode()
