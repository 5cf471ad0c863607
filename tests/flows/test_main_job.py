"""The main job through HTTP: a roster in, a member reported in, hours served and confirmed, points, the boards.

Everybody signs in and works with pages alone. Where a worker acts in life, the Celery task is called.
"""

import re
from datetime import datetime
from decimal import Decimal as D
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orgtree.boards.pages.views import told_at
from orgtree.days.rules.periods import periods_holding
from orgtree.declare import Derived, registry
from orgtree.figures.tasks import fill_period
from orgtree.imports.services import apply_import, check_import
from orgtree.models import ImportJob
from tests.orgtree.workbooks import upload, workbook
from tests.town import PASSWORD
from tests.volunteers.phones import prove
from tests.walk import lay_flat
from volunteers.models import Member, PointEntry, ReportIn, ServiceKind, ServiceRecord

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TUESDAY = "2026-11-17"
MONTH = "2026-11"

HEADER = ["姓名", "手机", "工作单位", "居住小区/楼栋", "网格", "特长"]
WITH_PHONE = ["王试", "19900000001", "第二中学", "阳光小区2号楼", "东园一网格", "教育辅导"]
WITHOUT_PHONE = ["李试", "", "区水务局", "阳光小区3号楼", "", ""]
WRONG = ["孙试", "1990000", "区医院", "阳光小区1号楼", "九网格", ""]

NEWCOMER = "19900000009"
NEWCOMER_PASSWORD = "Newcomer-pass-2026"


@pytest.fixture(autouse=True)
def wednesday_morning():
    """A day in the middle of month, quarter and year, so that yesterday belongs to the same period."""
    with time_machine.travel(WEDNESDAY):
        yield


# --- People and pages -------------------------------------------------------------------------------------------------


def text(reply) -> str:
    return lay_flat((b"".join(reply.streaming_content) if reply.streaming else reply.content).decode())


def book(reply) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(b"".join(reply.streaming_content)))


def signed_in(account: str, password: str = PASSWORD) -> Client:
    """A browser of their own, signed in by the page that everybody uses."""
    client = Client()
    reply = client.post(reverse("login"), {"account": account, "password": password})
    assert reply.status_code == 302  # the page it leads to is asked for by who looks at it
    assert get_user(client).is_authenticated
    return client


@pytest.fixture
def people(town):
    """The staff of the town at their browsers, by the names that the town has for them."""
    names = "clerk secretary west_secretary street_secretary organisation"
    return SimpleNamespace(**{name: signed_in(getattr(town, name).account) for name in names.split()})


def act(client, model: str, action: str, ids, **data) -> str:
    """Tick rows of a desk list, choose the act, fill in its page: what the list says afterwards."""
    body = {"action": action, "_selected_action": ids, **data}
    return text(client.post(f"/desk/volunteers/{model}/", body, follow=True))


# --- Chapters, each built on the one before ---------------------------------------------------------------------------


def uploaded(client, town, *rows) -> int:
    """The number of an import that a worker has checked."""
    file = upload(workbook([HEADER, *rows]), "名册.xlsx")
    reply = client.post("/imports/new/roster/", {"area": town.east.pk, "file": file, "consented": "on"})
    job = int(re.fullmatch(r"/imports/(\d+)/", reply["Location"])[1])
    check_import(job)
    return job


def confirmed(client, job: int) -> str:
    """Press 确认写入 on the preview, let the worker write: the page with the result."""
    seen = re.search(r'name="seen" value="(\w+)"', text(client.get(f"/imports/{job}/")))[1]
    client.post(f"/imports/{job}/confirm/", {"seen": seen})
    apply_import(job)
    return text(client.get(f"/imports/{job}/"))


@pytest.fixture
def roster(town, people):
    """Two members taken in from a spreadsheet."""
    confirmed(people.clerk, uploaded(people.clerk, town, WITH_PHONE, WITHOUT_PHONE))


def registration(**changes) -> dict:
    form = {
        "name": "赵试",
        "password": NEWCOMER_PASSWORD,
        "unit_name": "区图书馆",
        "residence": "阳光小区1号楼",
        "free_times": ["weekend_day"],
        "consent_registration": "on",
    }
    return form | changes


def registered(town) -> Client:
    """A stranger's phone: finds the community, proves the number, fills in the form, signs in."""
    phone = Client()
    found = text(phone.get("/m/register/", {"q": "东园"}))
    assert f"community={town.east.pk}" in found
    prove(phone, NEWCOMER)
    reply = phone.post(f"/m/register/?community={town.east.pk}", registration(), follow=True)
    assert reply.redirect_chain == [(reverse("member-registered"), 302)]
    return signed_in(NEWCOMER, NEWCOMER_PASSWORD)


@pytest.fixture
def newcomer(town, people, roster) -> Client:
    """The phone of a member who registered, was accepted and placed in a grid."""
    phone = registered(town)
    report_in = ReportIn.objects.get(member__name="赵试").pk
    act(people.secretary, "reportin", "accept", [report_in], apply=1)
    act(people.secretary, "reportin", "place", [report_in], apply=1, area=town.east_grid.pk)
    return phone


def service(**changes) -> dict:
    form = {
        "kind": ServiceKind.objects.get(code="S01").pk,
        "served_on": TUESDAY,
        "start": "09:00",
        "end": "11:30",
        "people_served": "12",
        "note": "清扫1号楼楼道",
        "client_key": str(uuid4()),
    }
    return form | changes


@pytest.fixture
def services(town, people, newcomer) -> SimpleNamespace:
    """Four services that wait: two of the newcomer, one entered for a member without a phone, one of the clerk."""
    newcomer.post("/m/services/new/", service())
    newcomer.post("/m/services/new/", service(start="14:00", end="15:00", note="说不清的一次"))
    without_phone = Member.objects.get(name="李试")
    entered = service(start="10:00", end="12:00", people_served="8", note="整理图书", origin="proxy")
    people.clerk.post(f"/desk/volunteers/member/{without_phone.pk}/act/enter-service/", entered)
    people.clerk.post(f"/m/join/?community={town.east.pk}", registration(name="", phone="", password=""))
    own = ReportIn.objects.get(member__user=town.clerk).pk
    act(people.secretary, "reportin", "accept", [own], apply=1)
    people.clerk.post("/m/services/new/", service(start="18:00", end="19:00", people_served="", note="值守"))
    records = {record.note: record.pk for record in ServiceRecord.objects.all()}
    names = {"清扫1号楼楼道": "good", "说不清的一次": "vague", "整理图书": "entered", "值守": "clerks"}
    return SimpleNamespace(**{names[note]: pk for note, pk in records.items()})


@pytest.fixture
def decided(people, services) -> SimpleNamespace:
    """All decided: three confirmed, one sent back, each by another person than served or entered it."""
    act(people.secretary, "servicerecord", "confirm", [services.good, services.entered, services.clerks])
    act(people.secretary, "servicerecord", "reject", [services.vague], apply=1, reason="请写明地点")
    return services


@pytest.fixture
def filled(town, decided):
    """The figures of the running month, quarter and year, as Celery beat has them filled."""
    for period in periods_holding(timezone.localdate()):
        fill_period(period.slug)
    return town


# --- The story --------------------------------------------------------------------------------------------------------


def test_a_roster_with_a_wrong_row_says_where_and_offers_the_others(town, people):
    page = text(people.clerk.get(f"/imports/{uploaded(people.clerk, town, WITH_PHONE, WITHOUT_PHONE, WRONG)}/"))
    assert '<td data-label="行号">4</td><td data-label="列">手机</td>' in page
    assert "写入没有错误的2行" in page
    assert "下载错误行" in page
    assert not Member.objects.exists()


def test_a_mended_roster_is_shown_then_written(town, people):
    job = uploaded(people.clerk, town, WITH_PHONE, WITHOUT_PHONE)
    preview = text(people.clerk.get(f"/imports/{job}/"))
    assert "199****0001" in preview
    assert not Member.objects.exists()
    assert "已全部写入" in confirmed(people.clerk, job)
    assert [(one.name, one.area.name) for one in Member.objects.order_by("pk")] == [
        ("王试", "东园一网格"),
        ("李试", "东园社区"),
    ]
    # The community finds them on its desk; the neighbour neither them nor the upload.
    assert "王试" in text(people.secretary.get("/desk/volunteers/member/"))
    assert "王试" not in text(people.west_secretary.get("/desk/volunteers/member/"))
    assert people.west_secretary.get(f"/imports/{job}/").status_code == 404
    # Once written, the file with everybody's phones is gone.
    assert not ImportJob.objects.get().file


def test_a_member_reports_in_and_is_placed(town, people):
    phone = registered(town)
    assert "正在审核" in text(phone.get("/m/"))
    assert "记一次服务" not in text(phone.get("/m/"))
    assert "待审核报到" in text(people.secretary.get("/desk/"))
    assert "待审核报到" not in text(people.west_secretary.get("/desk/"))
    report_in = ReportIn.objects.get().pk
    # Control: the neighbour cannot accept it.
    act(people.west_secretary, "reportin", "accept", [report_in], apply=1)
    assert "正在审核" in text(phone.get("/m/"))
    assert "已接收1条" in act(people.secretary, "reportin", "accept", [report_in], apply=1)
    assert "待入格" in text(people.secretary.get("/desk/"))
    assert "已编入网格1条" in act(people.secretary, "reportin", "place", [report_in], apply=1, area=town.east_grid.pk)
    assert "记一次服务" in text(phone.get("/m/"))
    assert "东园一网格" in text(phone.get("/m/?see=mine"))


def test_a_wrong_input_keeps_what_was_typed(newcomer):
    typed = service(end="08:30", note="说得很长的一句话")
    page = text(newcomer.post("/m/services/new/", typed))
    assert "结束时间应晚于开始时间" in page
    assert "说得很长的一句话" in page
    assert typed["client_key"] in page
    assert 'value="09:00" selected' in page
    assert not ServiceRecord.objects.exists()


def test_sending_twice_makes_one_record(newcomer):
    typed = service()
    first, second = (newcomer.post("/m/services/new/", typed, follow=True) for _ in range(2))
    assert first.redirect_chain == second.redirect_chain
    assert "已保存，等待社区确认" in text(first)
    assert "没有重复记录" in text(second)
    assert ServiceRecord.objects.count() == 1
    # Control: another form is another service.
    newcomer.post("/m/services/new/", service(start="14:00", end="15:00"))
    assert ServiceRecord.objects.count() == 2


def test_nobody_confirms_what_they_served_or_entered(people, services):
    waiting = text(people.clerk.get("/desk/volunteers/servicerecord/?state__exact=submitted"))
    assert all(note in waiting for note in ("清扫1号楼楼道", "整理图书", "值守"))
    assert "社区代录" in waiting
    told = act(people.clerk, "servicerecord", "confirm", [services.good, services.entered, services.clerks])
    assert "已确认1条，2条未办理" in told
    assert "不能办理本人的服务记录" in told
    assert "须由另一位工作人员确认" in told
    # Control: another person may.
    told = act(people.secretary, "servicerecord", "confirm", [services.entered, services.clerks])
    assert "已确认2条" in told
    assert ServiceRecord.objects.confirmed().count() == 3


def test_a_rejected_service_comes_back_with_its_reason(people, newcomer, services):
    page = act(people.secretary, "servicerecord", "reject", [services.vague])
    assert 'name="reason"' in page
    assert "已退回1条" in act(
        people.secretary, "servicerecord", "reject", [services.vague], apply=1, reason="请写明地点"
    )
    assert "修改1条服务记录" in text(newcomer.get("/m/"))
    assert "请写明地点" in text(newcomer.get(f"/m/services/{services.vague}/"))
    mended = service(start="14:00", end="15:00", note="阳光小区门口引导停车")
    newcomer.post(f"/m/services/{services.vague}/edit/", mended)
    assert "已确认1条" in act(people.secretary, "servicerecord", "confirm", [services.vague])


def test_the_member_sees_each_credit_and_why(newcomer, decided):
    page = text(newcomer.get("/m/points/"))
    assert "<b>13</b>分" in page
    assert "按期报到并信息完整 1次 × 8分 = 8分" in page
    assert "一般志愿服务 2.5小时 × 2分 = 5分" in page
    assert "说不清的一次" not in page
    # The one who was sent back earned nothing; the one without a phone earned as well, without an account.
    assert PointEntry.objects.filter(account__member__name="李试").count() == 2


# --- The numbers ------------------------------------------------------------------------------------------------------

TABLE = re.compile(
    r'<th scope="row">([^<]+)</th>\s*<td class="number"><a class="plain-number"'
    r' href="(/board/(\d+)/rows/([\w.]+)/)\?period=[\w-]+">([-\d,.]+)</a>'
)
CARD = re.compile(
    # A card without a value is passed over, not given the number of the next.
    r'class="figure-link" href="(/board/\d+/rows/([\w.]+)/)\?(?:(?!figure-link).)*?<b>([-\d,.]+)</b>',
    re.DOTALL,
)
FIGURE = re.compile(r'<p class="figure-value"><b>([-\d,.]+)</b>')
COUNT = re.compile(r"以下共<strong>([\d,]+)</strong>条记录")
SUM = re.compile(r"合计<strong>([-\d,.]+)</strong>")
OWN_BOARDS = [("secretary", "east"), ("street_secretary", "street"), ("organisation", "district")]


def number(shown: str) -> D:
    return D(shown.replace(",", ""))


def printed(board: str) -> dict[str, tuple[str, str, D]]:
    """key → (label, address of the rows, number) of every figure in the table of a board."""
    return {key: (label, address, number(shown)) for label, address, _, key, shown in TABLE.findall(board)}


def test_the_boards_show_what_happened(filled, people):
    for person, area in OWN_BOARDS:
        for period in (MONTH, "2026Q4", "2026"):
            board = text(getattr(people, person).get(f"/board/{getattr(filled, area).pk}/?period={period}&subject=all"))
            said = {key.removeprefix("volunteers."): value for key, (_, _, value) in printed(board).items()}
            assert (said["reported"], said["gridded"], said["gridded_share"]) == (4, 2, 50), (area, period)
            assert (said["services"], said["hours"], said["people_served"]) == (3, D("5.5"), 20), (area, period)
            # 8 for each of four report-ins; 2.5, 2 and 1 hours at 2 points.
            assert (said["serving"], said["points"], said["served.S01"]) == (3, 43, 20), (area, period)


def test_each_number_is_its_rows_its_export_and_the_apis(filled, people):
    for person, area in OWN_BOARDS:
        client, pk = getattr(people, person), getattr(filled, area).pk
        board = text(client.get(f"/board/{pk}/?period={MONTH}&subject=all"))
        shown, catalogue = printed(board), registry.catalogue()
        counted = {key: figure for key, figure in catalogue.items() if not isinstance(figure, Derived)}
        assert shown.keys() >= {key for key, figure in counted.items() if told_at(figure, getattr(filled, area).kind)}
        cards = {key: number(value) for _, key, value in CARD.findall(board)}
        assert cards
        assert cards == {key: shown[key][2] for key in cards}
        sheet = book(client.get(f"/board/{pk}/export/?period={MONTH}"))["指标"]
        exported = {row[1]: row[2] for row in sheet.iter_rows(min_row=4, values_only=True)}
        told = by_api(getattr(filled, person).account, pk)
        for key, (label, address, value) in shown.items():
            assert D(str(exported[label])) == told[key] == value, (area, key)
            # What is none is opened on the narrowest board alone: another page for each of a hundred figures.
            if not isinstance(catalogue[key], Derived) and (value or area == OWN_BOARDS[0][1]):
                assert rows_say(client, address, summed=catalogue[key].value is not None) == {value}, (area, key)


def by_api(account: str, area: int) -> dict[str, D | None]:
    """key → value of the figures, as a program with a token of this person reads them."""
    client = Client()
    wanted = {"account": account, "password": PASSWORD, "name": "报表", "scopes": ["board_view"]}
    token = client.post("/api/v1/tokens/", wanted, content_type="application/json").json()["token"]
    signed = {"Authorization": f"Token {token}"}
    reply = client.get("/api/v1/figures/", {"area": area, "period": MONTH}, headers=signed).json()
    return {one["key"]: None if one["value"] is None else D(str(one["value"])) for one in reply["figures"]}


def rows_say(client, address: str, *, summed: bool) -> set[D]:
    """Every statement of one number that its rows page and the export of the rows make."""
    page = text(client.get(f"{address}?period={MONTH}"))
    said = {number((SUM if summed else COUNT).search(page)[1]), number(FIGURE.search(page)[1])}
    if not said - {0}:
        return said
    sheet = book(client.post(f"{address}export/?period={MONTH}", {"reason": "核对"})).active
    *lines, total = sheet.iter_rows(min_row=4, values_only=True)
    assert total[0] == "合计"
    return said | ({D(str(cell)) for cell in total[1:] if cell not in (None, "")} if summed else {D(len(lines))})


def test_the_neighbour_sees_none_of_it(filled, people, services):
    west, east = people.west_secretary, filled.east.pk
    own = printed(text(west.get(f"/board/{filled.west.pk}/?period={MONTH}&subject=all")))
    assert {value for key, (_, _, value) in own.items() if key.startswith("volunteers.")} == {0}
    rows = f"/board/{east}/rows/volunteers.services/"
    for address in (f"/board/{east}/", f"/board/{east}/export/", rows, f"{rows}export/"):
        assert west.get(address).status_code == 404
    for record in vars(services).values():
        assert west.get(f"/desk/volunteers/servicerecord/{record}/change/").status_code == 404
    for model in ("member", "reportin", "servicerecord", "pointentry"):
        assert not re.search("王试|李试|赵试|东园积分员", text(west.get(f"/desk/volunteers/{model}/")))
    assert west.get("/api/v1/figures/", {"area": east, "period": MONTH}).status_code == 404
    assert west.get("/api/v1/service-records/").json()["count"] == 0
    # Control: the community itself does.
    assert people.secretary.get("/api/v1/service-records/").json()["count"] == 4
    assert people.secretary.get(rows).status_code == 200
    assert "赵试" in text(people.secretary.get("/desk/volunteers/pointentry/"))
