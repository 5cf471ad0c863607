"""A project in real Chromium: the street approves it on one page with its whole file; the unit submits it on the phone."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cocon.models import Matter, PaperKind, Project
from cocon.needs.services.resources import resource_acts
from cocon.projects.choices import ProjectState
from cocon.projects.services.papers import paper_acts
from orgtree.acts import make
from tests.browser import faults, sign_in
from tests.cocon.needs.world import need, paired_unit, unit_with_clerk
from tests.cocon.projects import world
from tests.cocon.projects.test_area_norms import norm
from tests.flows.test_needs_browser import Counted, to_unit

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")  # a folder, for whoever wants to look


def minutes() -> PaperKind:
    return PaperKind.objects.get(code="minutes")


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"), full_page=True)


def test_the_street_approves_on_one_page_with_the_whole_file(committed_town, desktop):
    town = committed_town
    project = world.second(town)
    make(paper_acts, "file", by=town.secretary, project=project, kind=minutes(), words="社区档案柜", file=None)
    sign_in(desktop, "jiedao")
    desktop.goto("/desk/cocon/project/")
    expect(desktop.get_by_text("待第二人审批").first).to_be_visible()
    assert faults(desktop) == []
    picture(desktop, "list")
    desk = Counted(desktop)
    desk.click("link", "楼道照明改造")
    for words in (
        "✓议事听证会议记录",
        "○公示照片",
        "社区档案柜",
        "等第二位审批人同意",
        "预算还可用400元",
        "社区公告栏",
        "公示期间没有意见",
        "60.0%",
    ):
        expect(desktop.get_by_text(words).first).to_be_visible()
    assert faults(desktop) == []
    picture(desktop, "file")
    desk.click("link", "第二人审批同意")
    desk.click("button", "第二人审批同意")
    expect(desktop.get_by_text("已批准，金额从预算中扣除").first).to_be_visible()
    assert desk.clicks <= 3
    assert desk.fields == 0
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


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_secretary_begins_a_project_of_the_streets_line_and_files_its_paper(committed_town, size, request):
    page, town = request.getfixturevalue(size), committed_town
    world.granted(town, 1_000)
    sign_in(page, "dongyuan")
    page.goto("/desk/cocon/project/add/")
    expect(page.get_by_role("button", name="立项").last).to_be_visible()
    assert faults(page) == []
    picture(page, f"begin-{size}")
    page.locator("select[name=kind]").select_option(label="党建项目")
    page.locator("select[name=category]").select_option(label="服务保障")
    page.locator("select[name=source]").select_option(label="社区发起")
    page.get_by_label("项目名称").fill("楼门建设")
    page.get_by_label("做什么、为什么").fill("粉刷楼门，设议事角")
    page.get_by_label("计划完成日期").fill((timezone.localdate() + timedelta(days=60)).isoformat())
    page.locator("select[name=line]").select_option(index=1)
    page.get_by_label("申请金额（元）").fill("300.5")
    page.get_by_role("button", name="立项").last.click()
    expect(page.get_by_text("已立项").first).to_be_visible()
    project = Project.objects.get()
    assert (project.amount, project.line.area) == (30_050, town.street)
    page.get_by_role("link", name="登记材料").first.click()
    assert faults(page) == []
    picture(page, f"paper-{size}")
    page.locator("select[name=kind]").select_option(label="议事听证会议记录")
    page.get_by_label("说明或存放处").fill("社区档案柜")
    page.get_by_role("button", name="登记材料").last.click()
    expect(page.get_by_text("✓议事听证会议记录").first).to_be_visible()
    assert faults(page) == []
    picture(page, f"project-{size}")
    page.get_by_role("link", name="移交负责人").first.click()
    expect(page.get_by_label("移交原因")).to_be_visible()
    assert faults(page) == []
    picture(page, f"hand-over-{size}")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_norms_papers_and_balance_are_read_at_both_sizes(committed_town, size, request):
    page, town = request.getfixturevalue(size), committed_town
    around = paired_unit(town)
    need(town)
    offered = {
        "unit": around.unit,
        "kind": "place",
        "matter": Matter.objects.get(code="education"),
        "title": "多功能厅",
    }
    make(resource_acts, "offer", by=around.clerk, **offered)
    staff = norm()
    sign_in(page, "jiedao")
    for address, words in (
        ("/desk/cocon/projectnorm/", "听证最少到会人数"),
        ("/desk/cocon/paperkind/", "议事听证会议记录"),
        ("/desk/cocon/need/balance/", "东园社区"),
        (f"/desk/cocon/need/balance/?area={town.east.pk}", "多功能厅"),
        ("/desk/cocon/fundline/add/", "资金类别"),
        ("/desk/cocon/areanorm/", "社区专职人员"),
        (f"/desk/cocon/areanorm/{staff.pk}/areas/", "东园社区"),
        ("/desk/cocon/normedarea/", "东园社区"),
        (f"/desk/cocon/normedarea/{town.east.pk}/change/", "应有2.5"),
        ("/desk/cocon/unitask/", "单位需求"),
    ):
        page.goto(address)
        expect(page.get_by_text(words).first).to_be_visible()
        assert faults(page) == [], address
        picture(
            page,
            address.strip("/").replace("/", "-").partition("?")[0] + f"-{size}" + ("-one" if "?" in address else ""),
        )
