"""The board in real Chromium: charts are drawn, tables remain without script, nothing scrolls sideways, axe finds nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from tests.browser import DESKTOP, PEOPLE, faults, measured, overflow, sign_in
from tests.deeds import at, reported, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def board(committed_town):
    """The address of the district's board in October; September is filled too, so that there is a trend."""
    town = committed_town
    for place in (town.east, town.east_grid, town.west_grid, town.north):
        member = reported(place, by=town.secretary, accepted_at=at(2026, 9, 1))
        served(member, at(2026, 10, 4), by=town.west_secretary)
    for slug in ("2026-09", "2026-10"):
        fill_figures(Period.parse(slug), as_of=at(2026, 11, 3))
    return f"/board/{town.district.pk}/?period=2026-10&subject=all"


def drawn(page) -> list[bool]:
    """For every chart that is shown, whether something other than one colour was painted."""
    return measured(
        page,
        """() => [...document.querySelectorAll(".chart")].filter(box => box.checkVisibility()).map(box => {
            const canvas = box.querySelector("canvas");
            if (!canvas) return false;
            const points = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
            return points.some(point => point !== points[0]);
        })""",
    )


# How far each chart's drawing reaches beyond its frame, in CSS pixels, as the page was drawn the first time. Nothing
# here may resize the window, and no picture of the whole page may be taken: both draw the charts anew.
BEYOND = """() => [...document.querySelectorAll("figure.chart-box")].filter(frame => frame.checkVisibility()).map(frame => {
    const outer = frame.getBoundingClientRect(), inner = frame.querySelector("canvas").getBoundingClientRect();
    return Math.round(Math.max(inner.right - outer.right, outer.left - inner.left, inner.bottom - outer.bottom, 0));
})"""
ONE_BY_ONE = (
    """  [...compared, ...trends].forEach((chart) => { boxOf(chart).closest("figure").hidden = false; });\n""",
    "const box = boxOf(chart);",
    "const box = boxOf(chart);\n    box.closest('figure').hidden = false;",
)


# The periods at which a line says that boundaries changed, of every chart.
BREAKS = """() => [...document.querySelectorAll(".chart")].map((box) => echarts.getInstanceByDom(box)).filter(Boolean)
    .flatMap((chart) => chart.getOption().series).flatMap((one) => one.markLine ? one.markLine.data.map((at) => at.xAxis) : [])"""


def borders_moved_in_october(page) -> None:
    """The page again, its data changed on the way."""

    def moved(route) -> None:
        told = route.fetch()
        assert '"breaks": []' in told.text()
        route.fulfill(response=told, body=told.text().replace('"breaks": []', '"breaks": ["2026-10"]'))

    board = page.url
    page.route(lambda url: url == board, moved)
    page.reload()
    page.unroute_all()


def test_no_chart_is_drawn_over_its_neighbour(desktop, board):
    sign_in(desktop, "zuzhibu")
    desktop.goto(board)
    beyond = measured(desktop, BEYOND)
    assert len(beyond) > 3
    assert set(beyond) == {0}


def test_boxes_shown_one_by_one_are_found(desktop, board):
    """The negative control: measured while the neighbours are hidden, the first charts are too wide."""
    at_once, shown, shown_late = ONE_BY_ONE
    script = (Path(settings.BASE_DIR) / "static/js/board.js").read_text()
    assert at_once in script
    old = script.replace(at_once, "").replace(shown, shown_late)
    desktop.route("**/board*.js", lambda route: route.fulfill(body=old, content_type="text/javascript"))
    sign_in(desktop, "zuzhibu")
    desktop.goto(board)
    assert max(measured(desktop, BEYOND)) > 100


def test_the_board_on_a_desktop(desktop, board):
    sign_in(desktop, "zuzhibu")
    desktop.goto(board)
    expect(desktop.get_by_role("heading", name="潍城区党建引领基层治理看板")).to_be_visible()
    charts = drawn(desktop)
    assert len(charts) > 5
    assert all(charts)
    assert faults(desktop) == []
    assert measured(desktop, BREAKS) == []
    borders_moved_in_october(desktop)
    assert set(measured(desktop, BREAKS)) == {"2026-10"}
    assert all(drawn(desktop))
    desktop.locator(".figure-card", has_text="志愿服务次数").get_by_role("link").click()
    expect(desktop.get_by_text("以下共 4 条记录")).to_be_visible()
    assert faults(desktop) == []


def test_the_board_on_a_phone(phone, board):
    sign_in(phone, "zuzhibu")
    phone.goto(board)
    charts = drawn(phone)
    assert charts
    assert all(charts)
    assert faults(phone) == []
    phone.locator(".figure-card", has_text="入格率").get_by_role("link").click()
    expect(phone.get_by_text("不由下级比率平均")).to_be_visible()
    assert overflow(phone) == 0


def test_the_wall_fits_its_screen(desktop, board):
    sign_in(desktop, "zuzhibu")
    desktop.set_viewport_size({"width": 1920, "height": 1080})
    desktop.clock.install()
    desktop.goto(f"{board}&screen=1")
    assert all(drawn(desktop))
    assert measured(desktop, "document.documentElement.scrollHeight") == 1080
    assert overflow(desktop) == 0
    it_goes_on_when_the_next_page_failed(desktop)


def it_goes_on_when_the_next_page_failed(wall) -> None:
    """What does not answer is not gone to, and asked for again a minute later."""
    here, following = wall.url, wall.locator("#wall-next").evaluate("link => link.href")
    wall.route(lambda url: url == following, lambda route: route.abort())
    with wall.expect_event("requestfailed"):
        wall.clock.fast_forward(60_000)
    assert wall.url == here
    wall.unroute_all()
    wall.clock.fast_forward(60_000)
    wall.wait_for_url(following)
    assert all(drawn(wall))


def test_without_script_the_tables_say_it_all(new_context, live_server, board):
    page = new_context(base_url=live_server.url, java_script_enabled=False, **PEOPLE, **DESKTOP).new_page()
    sign_in(page, "zuzhibu")
    page.goto(board)
    expect(page.get_by_role("table")).to_have_count(4)
    for name in ("分布数据表", "走势数据表"):
        expect(page.get_by_text(name)).to_be_visible()
    expect(page.locator(".chart >> visible=true")).to_have_count(0)
