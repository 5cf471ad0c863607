"""A clerk takes a roster in: browser, worker and broker as in life, on a phone and on a desktop."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import faults
from tests.flows.test_sign_in_browser import smallest_text
from tests.orgtree.workbooks import workbook
from tests.town import PASSWORD
from volunteers.models import Member

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = ["姓名", "手机", "工作单位", "居住小区/楼栋", "网格"]
ROWS = [[f"测试{n}", f"199{n:08d}", "第二中学", "阳光小区", "1"] for n in range(30)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(params=["phone", "desktop"])
def browser_page(request, committed_town, celery_worker_process):
    page = request.getfixturevalue(request.param)
    page.goto("/login/?next=/imports/")
    page.get_by_label("账号").fill("jifen")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/imports/")
    return page


def looks_right(page) -> bool:
    """Nothing beside the window, no small print, nothing that axe objects to."""
    assert faults(page) == []
    return smallest_text(page) >= 16


def upload(page, rows):
    page.goto("/imports/")
    page.get_by_role("link", name="上传在职党员名册").click()
    expect(page.get_by_role("button", name="上传并核对")).to_be_visible()
    assert looks_right(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "名册.xlsx", "mimeType": XLSX, "buffer": workbook([HEADER, *rows])}
    )
    expect(page.get_by_text("名册.xlsx")).to_be_visible()
    page.get_by_label("名册中的党员均已签署知情同意书").check()
    page.get_by_role("button", name="上传并核对").click()


def test_from_the_file_to_the_members(browser_page):
    page = browser_page
    upload(page, ROWS)
    # The page follows the worker by itself: queued, checked, ready.
    confirm = page.get_by_role("button", name="确认写入")
    expect(confirm).to_be_visible(timeout=30_000)
    assert looks_right(page)
    confirm.click()
    expect(page.get_by_text("已全部写入")).to_be_visible(timeout=30_000)
    assert Member.objects.filter(area__name="东园一网格").count() == 30


def test_good_rows_go_in_and_errors_come_back_as_a_sheet(browser_page):
    """One upload and one press; what was wrong is there to be mended before and after."""
    page = browser_page
    upload(page, [*ROWS, ["李试", "123", "第二中学", "阳光小区", ""]])
    write = page.get_by_role("button", name="写入没有错误的30行")
    expect(write).to_be_visible(timeout=30_000)
    assert looks_right(page)
    assert not Member.objects.exists()
    write.click()
    expect(page.get_by_text("已写入30行；1行有错误")).to_be_visible(timeout=30_000)
    assert looks_right(page)
    assert Member.objects.filter(area__name="东园一网格").count() == 30
    with page.expect_download() as download:
        page.get_by_role("link", name="下载错误行").click()
    assert re.fullmatch(r"错误行-名册\.xlsx", download.value.suggested_filename)
