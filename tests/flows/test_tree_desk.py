"""The tree page in real Chromium: opened by a finger and by the keyboard, judged by axe."""

import pytest
from playwright.sync_api import expect

from tests.browser import faults, sign_in


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_levels_open_on_demand(committed_town, request, size):
    page = request.getfixturevalue(size)
    sign_in(page, "jiedao")
    page.goto("/desk/orgtree/area/")
    tree = page.locator(".tree-page")
    expect(tree.get_by_text("东园一网格")).to_have_count(0)
    tree.locator("summary", has_text="东园社区").click()
    grid = tree.locator("summary", has_text="东园一网格")
    grid.focus()
    page.keyboard.press("Enter")
    expect(tree.get_by_text("60户")).to_be_visible()
    assert faults(page, within=".tree-page") == []
