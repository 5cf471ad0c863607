"""The notice of a deduction on paper; who sees cards and rules; orders that nobody took."""

import io
from datetime import date

import pytest
from django.utils import timezone
from docx import Document

from orgtree.choices import PostKind
from orgtree.models import AccessLog, Institution
from orgtree.people.services.people import appoint, create_user
from tests.volunteers.people import accepted
from tests.volunteers.standing.test_deeds import deducted, entered, noticed
from tests.volunteers.test_admin import desk, text  # noqa: F401
from volunteers.choices import ConsentPurpose
from volunteers.models import Consent, ConsentText, Member, RuleSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(town):
    return accepted(town.east, town.secretary, name="被告知人")


def words(reply) -> str:
    document = Document(io.BytesIO(reply.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def paper(report) -> str:
    return f"/desk/volunteers/deedreport/{report.pk}/notice.docx"


def test_a_deduction_is_told_on_paper(desk, town, member):  # noqa: F811
    report = noticed(town, member)
    client = desk(town.clerk)
    assert paper(report) in text(client.get(f"/desk/volunteers/deedreport/{report.pk}/change/"))
    told = words(client.get(paper(report)))
    for word in (
        "拟扣减积分告知书",
        "被告知人同志",
        "N04",
        "核实结论2026-3号",
        f"{report.reply_until.day}日前",
        "-10分",
    ):
        assert word in told
    assert AccessLog.objects.filter(actor=town.clerk, subject__contains="扣减积分告知书").exists()


def test_what_came_of_it_is_told_too(desk, town, member):  # noqa: F811
    told = words(desk(town.clerk).get(paper(deducted(town, member, "N04"))))
    assert "扣减积分结果告知书" in told
    assert "已记入积分" in told


def test_control_no_paper_for_other_deeds_or_strangers(desk, town, member):  # noqa: F811
    plain, minus = entered(member, town.clerk), noticed(town, member)
    assert desk(town.clerk).get(paper(plain)).status_code == 404
    assert desk(town.west_secretary).get(paper(minus)).status_code == 404


def test_cards_are_for_the_community_and_not_the_street(client, town, member):
    deducted(town, member, "N04")
    client.force_login(town.secretary)
    assert "被告知人" in text(client.get("/points/cards/"))
    client.force_login(town.west_secretary)
    assert "被告知人" not in text(client.get("/points/cards/"))
    client.force_login(town.street_secretary)
    assert client.get("/points/cards/").status_code == 403


def test_a_unit_reads_cards_of_members_who_agreed_to_feedback_and_each_reading_is_a_delivery(client, town, member):
    unit = Institution.objects.create(name="东园小学", kind="public", area=town.east)
    Member.objects.filter(pk=member.pk).update(unit=unit)
    clerk = create_user(account="unit-clerk", name="单位人", home=town.district, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    deducted(town, member, "N04")
    client.force_login(clerk)
    assert "被告知人" not in text(client.get("/points/cards/"))
    assert not AccessLog.objects.filter(actor=clerk).exists()
    text_agreed = ConsentText.objects.create(
        purpose=ConsentPurpose.UNIT_FEEDBACK, version=99, text="测试", active_from=date(2026, 1, 1)
    )
    consent = Consent.objects.create(member=member, text=text_agreed, given_at=timezone.now())
    assert "被告知人" in text(client.get("/points/cards/"))
    line = AccessLog.objects.get(actor=clerk)
    assert line.action == AccessLog.Action.DISCLOSE
    assert "东园小学" in line.reason
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
    assert "被告知人" not in text(client.get("/points/cards/"))


def test_which_rules_apply_here(client, town):
    client.force_login(town.clerk)
    page = "/points/rules/"
    assert RuleSet.objects.get().name in text(client.get(page))
    today = timezone.localdate().isoformat()
    assert RuleSet.objects.get().name in text(client.get(page, {"area": town.east.pk, "day": today}))
    early = text(client.get(page, {"area": town.east.pk, "day": "1990-01-01"}))
    assert RuleSet.objects.get().name not in early
    assert "请填写日期" in text(client.get(page, {"area": town.east.pk, "day": ""}))
