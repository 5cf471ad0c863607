"""The paper kit: filled from what the platform knows, for those in scope, each print recorded; slips for booklets."""

from io import BytesIO

import docx
import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from orgtree.models import AccessLog
from tests.volunteers.feedback.test_feedback_pages import words
from tests.volunteers.members.test_unit_report_ins import signed_in, unit_with_clerk
from tests.volunteers.people import accepted, logged
from tests.walk import text_of
from volunteers.choices import ServiceOrigin
from volunteers.models import ReportIn
from volunteers.service.services.service_records import confirm_services

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(town):
    """A member with one confirmed service of two hours."""
    member = accepted(town.east, town.secretary, name="赵试", unit_name="第一中学<b>")
    confirm_services(record_ids=[logged(member, 9, 11).pk], by=town.secretary)
    return member


def own_papers(member) -> list[str]:
    report_in = ReportIn.objects.get(member=member)
    return [
        f"/papers/report-in/{report_in.pk}/slip.docx",
        f"/papers/report-in/{report_in.pk}/register.docx",
        f"/papers/member/{member.pk}/card.docx",
    ]


def test_the_forms_of_a_person(town, served):
    client = signed_in(town.clerk)
    slip, register, card = (words(client.get(address)) for address in own_papers(served))
    for part in ("在职党员到社区报到单", "报到回执", "赵试", "第一中学<b>", "东园社区", served.masked_phone):
        assert part in slip
    assert "认领岗位" in register
    for part in ("整理社区图书室", "09:00–11:00", "合计：1次，2小时"):
        assert part in card
    assert served.phone not in slip + register + card
    assert AccessLog.objects.filter(actor=town.clerk, action="export").count() == 3


def test_strangers_print_nothing(town, served):
    _, clerk = unit_with_clerk(town, "第二医院")
    addresses = [*own_papers(served), f"/papers/roster/{town.east.pk}.docx", f"/papers/roster/{town.east.pk}.xlsx"]
    for stranger in (town.west_secretary, town.north_secretary, clerk, town.organisation, town.auditor):
        for address in addresses:
            assert signed_in(stranger).get(address).status_code == 404, (stranger, address)
    assert not AccessLog.objects.filter(action="export").exists()


def test_the_roster_of_a_community(town, served):
    accepted(town.west, town.west_secretary, name="西园人")
    client = signed_in(town.clerk)
    page = words(client.get(f"/papers/roster/{town.east.pk}.docx"))
    assert "赵试" in page
    assert "西园人" not in page
    book = text_of(client.get(f"/papers/roster/{town.east.pk}.xlsx"))
    assert "赵试" in book
    assert served.phone not in page + book
    assert client.get(f"/papers/roster/{town.east.pk}.pdf").status_code == 404


def test_a_grid_worker_exports_no_roster(town, served):
    assert signed_in(town.grid_worker).get(f"/papers/roster/{town.east.pk}.docx").status_code == 404


@pytest.mark.parametrize("form", ["slip", "register", "roster", "card", "contacts"])
def test_blank_forms_for_the_counter(town, form):
    reply = signed_in(town.clerk).get(f"/papers/blank/{form}.docx")
    assert docx.Document(BytesIO(reply.content)).tables
    _, clerk = unit_with_clerk(town, "第二医院")
    assert signed_in(clerk).get(f"/papers/blank/{form}.docx").status_code == 404


def test_the_contacts_of_the_viewers_communities(town):
    page = words(signed_in(town.street_secretary).get("/papers/contacts.docx"))
    for part in ("东园社区", "东园书记", "东园积分员", "西园社区"):
        assert part in page
    assert "北苑社区" not in page
    assert "西园" not in words(signed_in(town.clerk).get("/papers/contacts.docx"))
    assert "东园书记" in text_of(signed_in(town.clerk).get("/papers/contacts.xlsx"))


def test_the_page_of_the_kit_and_the_buttons(town, served):
    client = signed_in(town.clerk)
    assert f"/papers/roster/{town.east.pk}.docx" in text_of(client.get("/papers/"))
    report_in = ReportIn.objects.get(member=served)
    assert "打印报到单" in text_of(client.get(f"/desk/volunteers/reportin/{report_in.pk}/change/"))
    assert "打印服务记录卡" in text_of(client.get(f"/desk/volunteers/member/{served.pk}/change/"))


def test_a_member_prints_their_own(town, served):
    client = signed_in(served.user)
    assert "赵试" in words(client.get("/m/papers/slip.docx"))
    assert "合计：1次，2小时" in words(client.get("/m/card.docx"))
    assert "打印报到单" in text_of(client.get("/m/me/"))
    assert client.get(own_papers(served)[0]).status_code == 404  # the desk's address is the desk's


def test_the_roster_asks_a_fixed_number_of_questions(town, django_assert_max_num_queries):
    for number in range(6):
        accepted(town.east, town.secretary, name=f"试{number}")
    client = signed_in(town.clerk)
    client.get(f"/papers/roster/{town.east.pk}.docx")
    with django_assert_max_num_queries(14):
        client.get(f"/papers/roster/{town.east.pk}.docx")


# --- Slips for booklets -----------------------------------------------------------------------------------------------


def entered(town, member, hour, days_ago=1):
    return logged(member, hour, hour + 1, days_ago=days_ago, origin=ServiceOrigin.PAPER, by=town.clerk)


def slips(client, ids):
    return client.post("/desk/volunteers/servicerecord/", {"action": "slips", ACTION_CHECKBOX_NAME: ids})


def test_a_slip_per_person_three_to_a_page(town):
    people = [accepted(town.east, town.secretary, name=f"手册{number}") for number in "甲乙丙丁"]
    records = [entered(town, member, 8) for member in people]
    confirm_services(record_ids=[records[0].pk], by=town.secretary)
    paper = docx.Document(BytesIO(slips(signed_in(town.clerk), [record.pk for record in records]).content))
    assert [len(table.rows) for table in paper.tables] == [3, 1]
    cells = {cell.text.split("（")[0]: cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert set(cells) == {"手册甲", "手册乙", "手册丙", "手册丁"}
    assert "计2分" in cells["手册甲"]
    assert "待确认" in cells["手册乙"]
    assert f"东园积分员（{timezone.localdate()}）" in cells["手册乙"]
    assert AccessLog.objects.get(subject="手册录入回执").rows == 4


def test_a_long_booklet_goes_on_to_another_slip(town):
    member = accepted(town.east, town.secretary, name="手册甲")
    ids = [entered(town, member, 8, days_ago=day).pk for day in range(1, 11)]
    text = words(slips(signed_in(town.clerk), ids))
    assert "（1/2）" in text
    assert "（2/2）" in text
    assert "合计10次、10小时" in text


def test_the_neighbours_print_no_slips(town):
    record = entered(town, accepted(town.east, town.secretary, name="手册甲"), 8)
    reply = slips(signed_in(town.west_secretary), [record.pk])
    assert "手册甲" not in text_of(reply)
    assert not AccessLog.objects.filter(subject="手册录入回执").exists()
