"""A project in real Chromium: the street approves it on one page with its whole file; the unit submits it on the phone."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cocon.models import Project
from cocon.projects.choices import ProjectState
from tests.browser import faults
from tests.cocon.needs.world import unit_with_clerk
from tests.cocon.projects import world
from tests.flows.test_needs_browser import to_unit
from tests.flows.test_tree_desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")  # a folder, for whoever wants to look


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"), full_page=True)


def test_the_street_approves_on_one_page_with_the_whole_file(committed_town, desktop):
    town = committed_town
    project = world.second(town)
    sign_in(desktop, "jiedao")
    desktop.goto("/desk/cocon/project/")
    expect(desktop.get_by_text("待第二人审批").first).to_be_visible()
    assert faults(desktop) == []
    picture(desktop, "list")
    desktop.get_by_role("link", name="楼道照明改造").first.click()
    for words in ("等第二位审批人同意", "预算还可用400元", "社区公告栏", "公示期间没有意见", "60.0%"):
        expect(desktop.get_by_text(words).first).to_be_visible()
    assert faults(desktop) == []
    picture(desktop, "file")
    desktop.get_by_role("link", name="第二人审批同意").first.click()
    desktop.get_by_role("button", name="第二人审批同意").first.click()
    expect(desktop.get_by_text("已批准，金额从预算中扣除").first).to_be_visible()
    assert Project.objects.get(pk=project.pk).state == ProjectState.RUNNING
    desktop.goto(f"/desk/cocon/fundline/{project.line_id}/change/")
    expect(desktop.get_by_text("批准项目").first).to_be_visible()
    assert faults(desktop) == []
    picture(desktop, "line")


def test_a_unit_submits_on_the_phone(committed_town, phone):
    town, around = committed_town, unit_with_clerk(committed_town, "danwei", "第一小学")
    project = world.running(town, unit=around.unit, kind="purchase")
    due = timezone.localdate() + timedelta(days=9)
    world.act(project, "add_milestone", town.secretary, milestone="第一期服务", due_on=due)
    world.report_all(project, around.clerk)
    to_unit(phone, around)
    expect(phone.get_by_text("本单位承办的项目")).to_be_visible()
    picture(phone, "unit")
    phone.get_by_role("link", name="楼道照明改造").click()
    expect(phone.get_by_text("提交验收").first).to_be_visible()
    assert faults(phone) == []
    picture(phone, "unit-project")
    phone.get_by_label("完成情况").fill("完成上门服务")
    phone.get_by_label("受益人数").fill("26")
    phone.get_by_label("服务小时数").fill("30")
    phone.get_by_role("button", name="提交验收").click()
    expect(phone.get_by_text("已提交，等社区验收")).to_be_visible()
    assert Project.objects.get(pk=project.pk).people == 26
