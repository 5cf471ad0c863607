"""Deeds on the phone, on the desk, in the API and from a sheet."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.declare import registry
from orgtree.files.shown import file_url
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.api import Api, assert_error
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.people import accepted
from tests.volunteers.standing.test_deeds import entered, noticed
from volunteers.choices import DeedState
from volunteers.models import DeedReport, PointEntry
from volunteers.points.services.rule_sets import RuleBook
from volunteers.standing.forms.deed import DeedForm

pytestmark = pytest.mark.django_db

LIST = "/desk/volunteers/deedreport/"
BY_LEVEL = "H03"
HEADER = ["编号", "姓名", "积分项目", "日期", "数量或级别", "事迹名称", "依据"]


def yesterday() -> str:
    return (timezone.localdate() - timedelta(days=1)).isoformat()


def form(**changes) -> dict:
    details = {"item_code": "G04", "happened_on": yesterday(), "quantity": 1, "evidence": "会议纪要"}
    return details | {"client_key": str(uuid.uuid4())} | changes


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# --- Phone ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "quantity", "level", "kept", "field"),
    [
        ("G04", 2, "", 2, ""),
        ("G04", "", "3", None, "quantity"),
        (BY_LEVEL, "", "2", 2, ""),
        (BY_LEVEL, 7, "", None, "level"),
    ],
)
def test_level_and_pieces_are_asked_apart(town, item, quantity, level, kept, field):
    table = RuleBook().set_for(town.east, timezone.localdate()).items.all()
    items = [one for one in table if one.code in ("G04", BY_LEVEL)]
    asked = DeedForm(form(item_code=item, quantity=quantity, level=level, deed_key="防汛先进"), items=items)
    assert list(asked.errors) == ([field] if field else [])
    if not field:
        assert asked.cleaned_data["quantity"] == kept
        assert "level" not in asked.cleaned_data


def test_a_member_reports_once_and_takes_back(own, member):
    body = form()
    page = own.post(reverse("member-deed-new"), body, follow=True).content.decode()
    assert "已提交，等待社区确认" in page
    own.post(reverse("member-deed-new"), body)
    report = DeedReport.objects.get()
    assert (report.member, report.origin, report.state) == (member, "self", DeedState.SUBMITTED)
    own.post(reverse("member-deed-withdraw", args=[report.pk]))
    report.refresh_from_db()
    assert report.state == DeedState.WITHDRAWN


def test_mistakes_are_told_at_their_field_and_nothing_is_lost(own):
    body = form(item_code="H03", level="2", evidence="市级表彰文件")
    page = own.post(reverse("member-deed-new"), body)
    assert page.context["form"].errors == {"deed_key": ["请填写事迹名称：同一事迹只按最高级别计分"]}
    assert "市级表彰文件" in page.content.decode()
    assert not DeedReport.objects.exists()


def test_only_what_a_member_may_report_is_offered(own):
    codes = [code for code, _ in own.get(reverse("member-deed-new")).context["form"].fields["item_code"].choices]
    assert "G04" in codes
    assert not {"G01", "S01", "N01", "B01"} & set(codes)


def test_the_person_answers_a_deduction(own, member, town):
    report = noticed(town, member)
    page = own.get(reverse("member-deed", args=[report.pk])).content.decode()
    assert "拟扣减积分" in page
    own.post(reverse("member-deed-reply", args=[report.pk]), {"reply": "当日在场"})
    report.refresh_from_db()
    assert report.reply == "当日在场"


def test_another_members_deed_is_not_there(own, town):
    other = entered(accepted(town.east, town.secretary), town.clerk)
    for address in (reverse("member-deed", args=[other.pk]), file_url("deed-file", other.pk)):
        assert own.get(address).status_code == 404
    assert own.post(reverse("member-deed-withdraw", args=[other.pk])).status_code == 404


# --- Desk -------------------------------------------------------------------------------------------------------------


def test_the_desk_enters_and_another_confirms_in_bulk(town, member):
    clerk, secretary = signed_in(town.clerk), signed_in(town.secretary)
    body = {"member": member.pk, "item_code": "G04", "happened_on": yesterday(), "quantity": 1, "evidence": "纪要"}
    page = clerk.post(f"{LIST}add/", body, follow=True)
    report = DeedReport.objects.get()
    assert page.status_code == 200
    act = {"action": "confirm", ACTION_CHECKBOX_NAME: [report.pk], "apply": "1"}
    assert "由您登记" in clerk.post(LIST, act, follow=True).content.decode()
    assert "已办理1条" in secretary.post(LIST, act, follow=True).content.decode()
    assert PointEntry.objects.filter(source=f"deed:{report.pk}").exists()


def test_a_mistake_at_the_desk_is_told_at_its_field(town, member):
    body = {"member": member.pk, "item_code": "H03", "happened_on": yesterday(), "quantity": 1, "evidence": "纪要"}
    page = signed_in(town.clerk).post(f"{LIST}add/", body)
    assert "同一事迹只按最高级别计分" in page.content.decode()
    assert not DeedReport.objects.exists()


def test_a_neighbour_sees_nothing(town, member):
    report = entered(member, town.clerk)
    west = signed_in(town.west_secretary)
    assert "会议纪要" not in west.get(LIST).content.decode()
    assert west.get(f"{LIST}{report.pk}/change/").status_code == 404
    assert west.post(f"{LIST}{report.pk}/act/confirm/").status_code == 404


def test_the_list_asks_a_constant_number_of_queries(town, member, django_assert_max_num_queries):
    for number in range(5):
        entered(member, town.clerk, evidence=f"第{number}次会议")
    client = signed_in(town.secretary)
    client.get(LIST)
    with django_assert_max_num_queries(25) as few:
        client.get(LIST)
    for number in range(5, 12):
        entered(member, town.clerk, evidence=f"第{number}次会议")
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_the_card_counts_what_waits_for_this_person(town, member):
    entered(member, town.clerk)
    count = registry.cards["volunteers.deeds_waiting"].count
    assert (count(town.secretary), count(town.clerk), count(town.west_secretary)) == (1, 0, 0)


# --- API --------------------------------------------------------------------------------------------------------------


def test_a_program_reports_once(town, member):
    body = form()
    first, again = (Api(member.user).post("deed-reports/", body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    other = form(client_key=body["client_key"], evidence="另一次会议")
    assert_error(Api(member.user).post("deed-reports/", other), 422, "key_reused")
    assert Api(town.west_secretary).get("deed-reports/").json()["count"] == 0
    assert Api(member.user).get("deed-reports/").json()["count"] == 1


def test_a_program_confirms_for_its_owner(town, member):
    report = entered(member, town.clerk)
    reply = Api(town.secretary).post("deed-reports/confirm/", {"ids": [report.pk]})
    assert reply.json() == {"done": 1, "refused": []}
    assert Api(town.west_secretary).post("deed-reports/confirm/", {"ids": [report.pk]}).json()["done"] == 0


# --- Sheet ------------------------------------------------------------------------------------------------------------


def line(member, **changes):
    names = ["number", "name", "item", "day", "quantity", "key", "evidence"]
    details = {"number": member.number, "name": member.name, "item": "G04", "day": yesterday(), "evidence": "会议纪要"}
    return [(details | changes).get(name, "") for name in names]


def check(town, *rows):
    file = upload(workbook([HEADER, *rows]))
    job = imports.upload_import(importer="deeds", area=town.east, file=file, options={}, by=town.clerk)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def test_a_sheet_becomes_reports_and_twice_is_once(town, member):
    for _ in range(2):
        job = check(town, line(member), line(member, item="G06", evidence="采纳决定"))
        assert job.state == JobState.READY, job.errors
        perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
        imports.apply_import(job.pk)
    assert DeedReport.objects.filter(state=DeedState.SUBMITTED, origin="sheet").count() == 2


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"item": "N01"}, "积分项目"),
        ({"item": "S01"}, "积分项目"),
        ({"item": "H03"}, "事迹名称"),
        ({"name": "别人"}, "姓名"),
        ({"day": "2030-1-1"}, "日期"),
        ({"number": "99999999"}, "编号"),
    ],
)
def test_a_wrong_line_is_told_by_its_column(town, member, changes, column):
    job = check(town, line(member, **changes))
    assert (job.state, job.errors[0]["column"]) == (JobState.INVALID, column)
