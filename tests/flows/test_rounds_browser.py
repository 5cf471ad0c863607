"""A clerk opens a round from last year's in four clicks; the secretary hands in a report begun with the year's facts; the panel scores on a phone."""

from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import PanelMember, PanelSheet, Round, RoundFact, SubjectReport
from orgtree.models import User
from tests.assessments.rounds import world
from tests.assessments.schemes import world as schemes
from tests.assessments.schemes.world import office
from tests.browser import faults, sign_in
from tests.flows.test_needs_browser import Counted
from tests.town import PASSWORD

MOST_CLICKS = 6


def with_password(user: User) -> str:
    """The account, with the password of all."""
    user.set_password(PASSWORD)
    user.save()
    return user.account


def test_next_year_is_opened_from_the_last(committed_town, desktop):
    town = committed_town
    last = world.created(town, schemes.plain(town), year=timezone.localdate().year - 1)
    for user in (town.organisation, office(town), office(town, "2")):
        world.on_panel(town, last, user)
    last = world.carry_on(town, last, "open", "close", "decide", "publish")
    sign_in(desktop, with_password(office(town)))
    desktop.goto(f"/desk/assessments/round/{last.pk}/change/")
    assert faults(desktop) == []
    desk = Counted(desktop)
    desk.click("link", "开启下一年")
    expect(desktop.locator("input[name=year]")).to_have_value(str(timezone.localdate().year))
    assert faults(desktop) == []
    desk.click("button", "开启")
    expect(desktop.get_by_text("已开启，同类组").first).to_be_visible()
    desk.click("link", "启动")
    desk.click("button", "启动")
    expect(desktop.get_by_text("已启动：名单").first).to_be_visible()
    assert faults(desktop) == []
    assert desk.clicks <= MOST_CLICKS
    row = Round.objects.get(before=last)
    assert (row.state, row.subjects.count()) == ("open", 2)
    assert PanelMember.objects.filter(round=row).count() == 3


def test_a_report_begins_with_the_years_facts(committed_town, desktop):
    town = committed_town
    report = world.report(town)
    RoundFact.objects.filter(subject=report.subject, item__key="grids.done_rate").update(value=Decimal("96.5"))
    sign_in(desktop, "jiedao")
    desktop.goto(f"/desk/assessments/subjectreport/{report.pk}/change/")
    expect(desktop.get_by_text("96.5%").first).to_be_visible()
    assert faults(desktop) == []
    desk = Counted(desktop)
    desk.click("link", "提交述职报告")
    text = desktop.locator("textarea[name=text]")
    assert "96.5%" in text.input_value()
    assert faults(desktop) == []
    text.fill(f"{text.input_value()}\n{world.TEXT}")
    desk.click("button", "提交")
    expect(desktop.get_by_text("已提交，等审阅").first).to_be_visible()
    assert desk.clicks <= 2
    kept = SubjectReport.objects.get(pk=report.pk)
    assert (kept.state, kept.revision) == ("handed_in", 1)


def test_the_panel_scores_on_a_phone(committed_town, phone):
    town = committed_town
    row = world.reporting(town)
    phone.goto("/login/")
    phone.get_by_label("账号").fill(with_password(town.organisation))
    phone.get_by_label("密码").fill(PASSWORD)
    phone.get_by_role("button", name="登录").click()
    phone.goto("/panel/")
    assert faults(phone) == []
    phone.get_by_role("link", name="实地考核").first.click()
    assert faults(phone) == []
    for field in phone.locator("input[type=number]").all():
        field.fill("24.5")
    phone.get_by_role("button", name="保存并提交").click()
    expect(phone.get_by_text("已提交，此后不能再改").first).to_be_visible()
    sheet = PanelSheet.objects.get(subject__round=row)
    assert (sheet.state, sheet.scores.count()) == ("signed", 4)
