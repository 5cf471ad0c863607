"""A unit's clerk logs a visit and a session on the phone, pledges, and everybody reads the board; the desk sees all of it."""

import pytest
from playwright.sync_api import expect

from cocon.covenants.models import Covenant
from cocon.helping.models import HelpGiven, SocialService
from cocon.units.models import Pairing
from orgtree.choices import InstitutionKind
from tests.browser import faults, sign_in
from tests.cocon.helping.makers import days_ago, engaged, given, paired
from tests.cocon.needs import world
from tests.flows.test_needs_browser import Counted, to_unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def around(committed_town):
    return world.paired_unit(committed_town, name="暖阳社工中心")


def test_a_visit_is_logged_in_three_taps_and_words(committed_town, around, phone):
    pair = paired(committed_town, unit=around.unit, since=days_ago(100), plan="每月走访一次，代买米面油")
    given(committed_town, pair=pair, day=days_ago(95))
    to_unit(phone, around)
    expect(phone.get_by_text("该走访了")).to_be_visible()
    assert faults(phone) == []
    hand = Counted(phone)
    hand.click("link", pair.code)
    expect(phone.get_by_role("heading", name="记一次帮扶")).to_be_visible()
    assert faults(phone) == []
    hand.fill("做了什么", "上门走访，一切都好")
    hand.click("button", "记一次帮扶")
    expect(phone.get_by_text("一切都好")).to_be_visible()
    assert hand.clicks <= 3
    assert hand.fields <= 1
    assert faults(phone) == []
    assert HelpGiven.objects.filter(day=days_ago(0)).count() == 1
    phone.goto("/u/helping/")
    expect(phone.get_by_text(pair.code).first).to_be_visible()
    assert faults(phone) == []


def test_what_would_name_somebody_comes_back_with_all_that_was_typed(committed_town, around, phone):
    pair = paired(committed_town, unit=around.unit)
    to_unit(phone, around)
    hand = Counted(phone)
    hand.click("link", pair.code)
    hand.fill("做了什么", "看望张建国，送去米面")
    hand.click("button", "记一次帮扶")
    expect(phone.get_by_text("帮扶对象只用编号").first).to_be_visible()
    expect(phone.get_by_label("做了什么")).to_have_value("看望张建国，送去米面")
    assert faults(phone) == []
    assert not HelpGiven.objects.exists()


def test_a_session_a_pledge_and_the_board(committed_town, around, phone, desktop):
    around.unit.kind = InstitutionKind.SOCIAL
    around.unit.save()
    engaged(committed_town, organisation=around.unit)
    assert Pairing.objects.filter(unit=around.unit).exists()
    to_unit(phone, around)
    phone.get_by_role("link", name="为老服务").click()
    phone.locator("select[name=kind]").select_option(label="小组活动")
    for label, text in (("内容", "防跌倒小组"), ("时长", "1.5"), ("服务人数", "12")):
        phone.get_by_label(label).first.fill(text)
    assert faults(phone) == []
    phone.get_by_role("button", name="记一次服务").click()
    expect(phone.get_by_text("防跌倒小组").first).to_be_visible()
    assert faults(phone) == []
    assert SocialService.objects.get().heads == 12
    pledge(phone)
    desktop.goto(f"/covenants/{committed_town.east.pk}/")
    expect(desktop.get_by_text("每周三免费量血压")).to_be_visible()
    assert faults(desktop) == []
    sign_in(desktop, "dongyuan")
    for noun in ("helpingpair", "engagement", "socialservice", "covenant"):
        desktop.goto(f"/desk/cocon/{noun}/")
        assert faults(desktop) == [], noun
    desktop.get_by_role("link", name="每周三免费量血压").click()
    expect(desktop.get_by_text("社区承诺栏").first).to_be_visible()
    assert faults(desktop) == []


def pledge(phone) -> None:
    phone.goto("/u/covenants/")
    phone.get_by_role("link", name="作出承诺").click()
    phone.locator("[name=title]").fill("每周三免费量血压")
    phone.locator("select[name=is_public]").select_option(label="是")
    assert faults(phone) == []
    phone.get_by_role("button", name="作出承诺").click()
    expect(phone.get_by_role("heading", name="每周三免费量血压")).to_be_visible()
    assert faults(phone) == []
    assert Covenant.objects.get().is_public
    phone.goto(f"/covenants/{Covenant.objects.get().area_id}/")
    expect(phone.get_by_text("每周三免费量血压")).to_be_visible()
    assert faults(phone) == []
