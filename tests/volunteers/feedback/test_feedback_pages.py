"""The pages of 双向反馈: the member's, the community's desk, the unit's desk, the API, and the printed form."""

from io import BytesIO

import docx
import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from orgtree.models import AccessLog
from tests.volunteers.feedback.test_feedback import drawn, member, quarter, school, served_member, shown, signed  # noqa: F401
from tests.volunteers.members.test_unit_report_ins import signed_in, unit_with_clerk
from tests.volunteers.people import accepted
from tests.walk import text_of
from volunteers.choices import FeedbackState
from volunteers.models import FeedbackSheet

pytestmark = pytest.mark.django_db
S = FeedbackState
SHEETS = "/desk/volunteers/feedbacksheet/"
RECEIVED = "/desk/volunteers/receivedsheet/"


def act(client, address, action, ids, **data):
    """Choose rows, choose the act, send; follows to the page with the messages."""
    return client.post(address, {"action": action, ACTION_CHECKBOX_NAME: ids, **data}, follow=True)


def words(reply) -> str:
    """Everything that a document says."""
    paper = docx.Document(BytesIO(reply.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


# --- The member -------------------------------------------------------------------------------------------------------


def test_the_member_reads_and_replies_on_the_phone(town, member):  # noqa: F811
    drawn(town, made=1)
    client = signed_in(member.user)
    assert client.get(f"/m/feedback/{FeedbackSheet.objects.get().pk}/").status_code == 404  # not shown yet
    sheet = FeedbackSheet.objects.get()
    act(signed_in(town.secretary), SHEETS, "show", [sheet.pk])
    assert "社区将送您的工作单位" in text_of(client.get("/m/"))
    page = text_of(client.get(f"/m/feedback/{sheet.pk}/"))
    assert "第一中学" in page
    assert "2 小时" in page
    refused = text_of(client.post(f"/m/feedback/{sheet.pk}/", {"agreed": "no", "text": ""}))
    assert "请写明意见" in refused
    client.post(f"/m/feedback/{sheet.pk}/", {"agreed": "no", "text": "少记一次<b>"})
    assert FeedbackSheet.objects.get().state == S.REPLIED
    assert "少记一次&lt;b&gt;" in text_of(client.get(f"/m/feedback/{sheet.pk}/"))


def test_another_member_finds_nothing(town, member):  # noqa: F811
    sheet = shown(town)
    other = signed_in(accepted(town.east, town.secretary).user)
    for address in (f"/m/feedback/{sheet.pk}/", f"/m/feedback/{sheet.pk}/form.docx", f"/api/v1/feedback/{sheet.pk}/"):
        assert other.get(address).status_code == 404


def test_own_data_has_the_sheets(town, member):  # noqa: F811
    sheet = signed(town, member)
    data = signed_in(member.user).get("/m/me/data.json").json()
    assert data["单位反馈"][0]["编号"] == sheet.number


# --- The community ----------------------------------------------------------------------------------------------------


def test_the_secretary_draws_shows_and_signs_on_the_desk(town, school, member):  # noqa: F811
    client = signed_in(town.secretary)
    page = client.post(f"{SHEETS}add/", {"community": town.east.pk, "period": quarter().slug}, follow=True)
    assert "新生成" in text_of(page)
    sheet = FeedbackSheet.objects.get()
    assert "已送阅1条" in text_of(act(client, SHEETS, "show", [sheet.pk]))
    assert "阅看期" in text_of(act(client, SHEETS, "sign", [sheet.pk], apply="1"))
    assert "act/sign/" not in text_of(client.get(f"{SHEETS}{sheet.pk}/change/"))  # it would be refused
    signed_in(member.user).post(f"/m/feedback/{sheet.pk}/", {"agreed": "yes", "text": ""})
    assert "act/sign/" in text_of(client.get(f"{SHEETS}{sheet.pk}/change/"))
    assert "赵试" in text_of(act(client, SHEETS, "sign", [sheet.pk]))  # asked first
    assert "已签发1条" in text_of(act(client, SHEETS, "sign", [sheet.pk], apply="1"))
    detail = text_of(client.get(f"{SHEETS}{sheet.pk}/change/"))
    assert FeedbackSheet.objects.get().code in detail


def test_the_desk_reads_the_services_behind_the_sums(town, member):  # noqa: F811
    drawn(town, made=1)
    sheet = FeedbackSheet.objects.get()
    page = text_of(signed_in(town.secretary).get(f"{SHEETS}{sheet.pk}/change/"))
    facts = sheet.shown["facts"]
    assert facts["times"] == len(facts["records"]) > 0
    for day, name, hours in facts["records"]:
        assert f"{day} {name} {hours}小时<br>" in page


def test_the_desk_is_the_signers_alone(town, school, member):  # noqa: F811
    sheet = shown(town)
    for stranger in (town.west_secretary, town.north_secretary, town.clerk, town.organisation, school[1]):
        client = signed_in(stranger)
        assert client.get(f"{SHEETS}{sheet.pk}/change/").status_code in (302, 403, 404)
        assert client.get(f"{SHEETS}{sheet.pk}/form.docx").status_code in (302, 403, 404)
        assert "赵试" not in text_of(client.get(SHEETS))


def test_a_run_is_seen_by_its_desk(town, member):  # noqa: F811
    client = signed_in(town.secretary)
    page = client.post(f"{SHEETS}add/", {"community": town.east.pk, "period": quarter().slug})
    assert client.get(page["Location"]).status_code == 200
    assert signed_in(town.west_secretary).get(page["Location"]).status_code == 404


def test_the_community_draws_only_its_own(town, member):  # noqa: F811
    page = signed_in(town.west_secretary).post(f"{SHEETS}add/", {"community": town.east.pk, "period": quarter().slug})
    assert not FeedbackSheet.objects.exists()
    assert page.status_code == 200


def test_the_list_asks_a_fixed_number_of_questions(town, school, django_assert_max_num_queries):  # noqa: F811
    for number in range(8):
        served_member(town, school[0], name=f"试{number}")
    drawn(town, made=8)
    client = signed_in(town.secretary)
    client.get(SHEETS)
    with django_assert_max_num_queries(20):
        client.get(SHEETS)


# --- The unit ---------------------------------------------------------------------------------------------------------


def test_the_unit_sees_only_what_was_delivered_about_its_own(town, school, member):  # noqa: F811
    client = signed_in(school[1])
    sheet = shown(town)
    assert "赵试" not in text_of(client.get(RECEIVED))
    assert client.get(f"{RECEIVED}{sheet.pk}/change/").status_code == 404
    signed_in(member.user).post(f"/m/feedback/{sheet.pk}/", {"agreed": "yes", "text": ""})
    act(signed_in(town.secretary), SHEETS, "sign", [sheet.pk], apply="1")
    page = text_of(client.get(f"{RECEIVED}{sheet.pk}/change/"))
    assert "赵试" in page
    assert "阳光小区" not in page
    assert AccessLog.objects.filter(actor=school[1], action="view").exists()
    _, other = unit_with_clerk(town, "第二医院")
    for stranger in (other, town.secretary):
        assert "赵试" not in text_of(signed_in(stranger).get(RECEIVED))
        assert signed_in(stranger).get(f"{RECEIVED}{sheet.pk}/change/").status_code in (302, 403, 404)
        assert signed_in(stranger).get(f"{RECEIVED}{sheet.pk}/form.docx").status_code in (302, 403, 404)


def test_the_unit_acknowledges_prints_and_exports(town, school, member):  # noqa: F811
    sheet = signed(town, member)
    client = signed_in(school[1])
    assert "反馈表待签收" in text_of(client.get("/desk/"))
    done = act(client, RECEIVED, "acknowledge", [sheet.pk], apply="1", text="谢谢")
    assert "已签收1条" in text_of(done)
    paper = words(client.post(RECEIVED, {"action": "print", ACTION_CHECKBOX_NAME: [sheet.pk]}))
    for part in ("在职党员社区表现反馈表", "赵试", "单位党组织（盖章）", sheet.digest, sheet.code, "谢谢"):
        assert part in paper
    book = client.post(RECEIVED, {"action": "export", ACTION_CHECKBOX_NAME: [sheet.pk]})
    assert book["Content-Type"].endswith("spreadsheetml.sheet")
    assert "赵试" in text_of(book)
    assert AccessLog.objects.filter(actor=school[1], action="export").count() == 2


def test_the_api_gives_the_unit_its_sheets_and_takes_the_receipt(town, school, member):  # noqa: F811
    sheet = signed(town, member)
    client = signed_in(school[1])
    [row] = client.get("/api/v1/feedback/").json()["results"]
    assert (row["number"], row["content"]["name"], row["period"]) == (sheet.number, "赵试", quarter().slug)
    reply = client.post("/api/v1/feedback/acknowledge/", {"ids": [sheet.pk]}, content_type="application/json")
    assert reply.json()["done"] == 1
    assert signed_in(town.west_secretary).get("/api/v1/feedback/").json()["results"] == []


def test_the_api_gives_the_unit_no_draft(town, school, member):  # noqa: F811
    shown(town)
    assert signed_in(school[1]).get("/api/v1/feedback/").json()["results"] == []
    assert len(signed_in(member.user).get("/api/v1/feedback/").json()["results"]) == 1


# --- Anyone with the paper --------------------------------------------------------------------------------------------


def test_anyone_checks_a_printed_sheet(town, member):  # noqa: F811
    sheet = signed(town, member)
    page = text_of(Client().post("/feedback/verify/", {"number": sheet.number, "code": sheet.code}))
    assert "核验一致" in page
    assert "赵*" in page
    assert "赵试" not in page
    assert "不相符" in text_of(Client().post("/feedback/verify/", {"number": sheet.number, "code": "0" * 16}))
    assert Client().get("/feedback/verify/").status_code == 200
