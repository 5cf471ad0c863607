"""The committee decides the grades of eighteen streets on one page, at a desk; on a phone each is a card of the same page."""

from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Outcome, Round
from assessments.results.choices import OutcomeState
from assessments.results.services.composing import compose_round
from tests.assessments.results import world
from tests.assessments.schemes.world import office
from tests.browser import PHONE, faults, sign_in
from tests.flows.test_needs_browser import Counted
from tests.flows.test_rounds_browser import with_password

# Five places of eighteen: four are above them, three are tied at their edge.
POINTS = [
    "96.5",
    "95",
    "94",
    "93",
    "91.5",
    "91.5",
    "91.5",
    "90",
    "88.5",
    "86",
    "85",
    "84",
    "82",
    "80",
    "78",
    "75",
    "72",
    "65",
]
TIED = ["第4街道", "第5街道", "第6街道"]
NAMES = ["平时考核指标", "平时季度检查", "现场述职民主测评", "群众满意度"]


def composed(town) -> Round:
    """As wide as the scheme of 述职评议: of its five parts one counts here."""
    row = world.closed(town, POINTS)
    row.scheme.components.update(weight=20)
    for at, name in enumerate(NAMES, 1):
        row.scheme.components.create(position=at, code=f"S{at}", name=name, weight=20, source="survey")
    compose_round(round=row, by=office(town))
    return row


def decided(row: Round) -> int:
    return Outcome.objects.of_round(row).filter(state=OutcomeState.DECIDED).count()


def test_eighteen_grades_are_decided_on_one_page(committed_town, desktop):
    row = composed(committed_town)
    sign_in(desktop, with_password(office(committed_town)))
    desktop.goto(reverse("round-committee", args=[row.pk]))
    assert faults(desktop) == []
    save = desktop.get_by_role("button", name="保存评定")
    expect(save).to_be_in_viewport()
    desk = Counted(desktop)
    desk.click("button", "保存评定")
    expect(desktop.get_by_text("名额边缘并列，请写明理由")).to_have_count(3)
    assert decided(row) == 0
    assert faults(desktop) == []
    desktop.get_by_label("第17街道评定等次").select_option(label="一般")
    for name in (*TIED, "第17街道"):
        desktop.get_by_label(f"{name}评定说明").fill("按年度重点工作")
    desktop.set_viewport_size(PHONE["viewport"])
    expect(save).to_be_in_viewport()
    assert faults(desktop) == []
    desk.click("button", "保存评定")
    expect(desktop.get_by_text("已评定18个").first).to_be_visible()
    assert decided(row) == 18
    assert desk.clicks == 2
