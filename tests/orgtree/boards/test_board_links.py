"""Every number of the board opens, and opens to what was counted: also those of 本级 and of the past."""

import io
import re
from decimal import Decimal as D
from html import unescape

import openpyxl
import pytest
from lxml import html

from orgtree.acts import perform_one
from orgtree.boards.services.boards import board
from orgtree.boards.services.drilldown import rows_of
from orgtree.days.rules.periods import Period
from orgtree.declare import Measure, registry
from orgtree.figures.services.figures import close_period, fill_figures
from orgtree.models import AccessLog, Area
from orgtree.tree.acts import area_acts
from tests.deeds import at, reported, served
from tests.orgtree.filling import LATER, OCTOBER, link, text

FIGURE = re.compile(r"^[\d,]+(\.\d+)?$")
ROWS = re.compile(r"^/board/(?P<area>\d+)/rows/(?P<key>[\w.]+)/\?period=(?P<period>[\w-]+)(?P<own>&own=1)?$")
PAGES = ["board", "report"]


def printed(cell) -> str:
    """The number of a cell without what stands small beside it: unit, base, correction."""
    own = html.fromstring(html.tostring(cell, with_tail=False))
    for small in own.xpath(".//small | .//span[@class='unit']"):
        small.drop_tree()
    return own.text_content().strip()


def cells_of(page: str) -> list:
    """The cells of all tables of a page that hold a number other than zero."""
    found = html.fromstring(page).xpath("//td[contains(@class, 'number')]")
    return [cell for cell in found if FIGURE.match(printed(cell)) and D(printed(cell).replace(",", ""))]


def unlinked(page: str) -> list[str]:
    """The numbers in the tables and cards of a page, and in its sentences, that lead nowhere."""
    tree = html.fromstring(page)
    dead = [printed(cell) for cell in cells_of(page) if not cell.xpath(".//a[contains(@href, '/rows/')]")]
    dead += [card.text_content() for card in tree.xpath("//*[@class='figure-value'][b][not(ancestor::a)]")]
    return dead


def opened(client, address: str) -> tuple[int, str]:
    """(how many rows the page behind a link says it lists, the page)."""
    page = text(client.get(address))
    count = re.search(r"以下共 <strong>([\d,]+)</strong> 条记录", page)
    return int(count.group(1).replace(",", "")) if count else 0, page


@pytest.fixture
def strewn(busy):
    """The busy town, where the street too has rows of its own, and a grid that was dissolved lies under the east."""
    member = reported(busy.east, by=busy.secretary, accepted_at=at(2026, 10, 2))
    for day, place in ((12, busy.street), (13, busy.east_grid_two), (14, busy.east)):
        served(member, at(2026, 10, day), by=busy.west_secretary, hours="3", people=7, area=place)
    Area.objects.filter(pk=busy.east_grid_two.pk).update(opened_on="2020-01-01", dissolved_on="2026-09-30")
    fill_figures(OCTOBER.previous, as_of=LATER)
    fill_figures(OCTOBER, as_of=LATER)
    return busy


@pytest.mark.django_db
class TestEveryNumberOpens:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("place", ["district", "street", "east", "east_grid"])
    def test_no_number_of_the_board_is_without_a_link(self, client, strewn, page, place):
        client.force_login(strewn.organisation)
        shown = text(client.get(link(getattr(strewn, place), page)))
        assert len(cells_of(shown)) > 10
        assert unlinked(shown) == []

    def test_control_the_walk_finds_a_number_without_a_link(self, client, strewn):
        client.force_login(strewn.organisation)
        shown = text(client.get(link(strewn.east)))
        href = re.search(r'<tfoot>.*?<a class="plain-number" href="([^"]+own=1)" ?>[1-9]', shown, re.DOTALL).group(1)
        dead = re.sub(rf'<a class="plain-number" href="{re.escape(href)}" ?>([^<]+)</a>', r"\1", shown)
        assert len(unlinked(dead)) == 1
        assert unlinked('<td class="number">0</td><td class="number">—</td><td class="number">1,204.5</td>') == [
            "1,204.5"
        ]

    def test_every_link_leads_to_rows_that_make_its_number(self, client, strewn):
        client.force_login(strewn.organisation)
        catalogue, checked = registry.catalogue(), 0
        for place in (strewn.district, strewn.street, strewn.east):
            for cell in cells_of(text(client.get(link(place)))):
                address = cell.xpath(".//a/@href")[0]
                said = ROWS.match(address)
                figure = catalogue[said["key"]]
                if not isinstance(figure, Measure):
                    continue
                rows = rows_of(
                    figure,
                    area=Area.objects.get(pk=said["area"]),
                    period=Period.parse(said["period"]),
                    viewer=strewn.organisation,
                    own=bool(said["own"]),
                )
                assert rows.total_text == printed(cell) == rows.figure_text, address
                checked += 1
        assert checked > 100


@pytest.mark.django_db
class TestOwnRows:
    """本级: what an area owns itself, outside the children that its board shows."""

    def remainder(self, area):
        return {cell.figure.key: cell.value for cell in board(area, OCTOBER).remainder}

    # Of the east: two members and the member's own services, and a service of the grid that is no more.
    @pytest.mark.parametrize(
        ("key", "value", "rows"),
        [
            ("volunteers.reported", 2, 2),
            ("volunteers.services", 4, 4),
            ("volunteers.hours", D("11.0"), 4),
            ("volunteers.people_served", 27, 4),
        ],
    )
    def test_the_page_behind_the_cell_lists_what_was_counted(self, client, strewn, key, value, rows):
        client.force_login(strewn.secretary)
        figure = registry.catalogue()[key]
        own = rows_of(figure, area=strewn.east, period=OCTOBER, viewer=strewn.secretary, own=True)
        assert (own.figure, own.total, own.count) == (value, value, rows)
        shown = text(client.get(link(strewn.east)))
        address = link(strewn.east, "board-rows", key) + "&own=1"
        if figure.headline:
            assert self.remainder(strewn.east)[key] == value
            assert address in unescape(shown)
        count, page = opened(client, address)
        assert count == rows
        assert "东园社区（本级）" in page
        assert "此后记录有变动" not in page
        # Control: without it the page lists the grids' rows too.
        everything, page = opened(client, link(strewn.east, "board-rows", key))
        assert everything > rows
        assert "（本级）" not in page

    def test_the_street_has_what_no_community_has(self, client, strewn):
        client.force_login(strewn.street_secretary)
        assert opened(client, link(strewn.street, "board-rows", "volunteers.services") + "&own=1")[0] == 1
        assert opened(client, link(strewn.street, "board-rows", "volunteers.reported") + "&own=1")[0] == 0
        assert "只列城关街道本级" in text(
            client.get(link(strewn.street, "board-rows", "volunteers.services") + "&own=1")
        )

    def test_a_moved_grid_counts_where_it_stood(self, client, strewn):
        """By today's tree the grid's rows belong to the west; October's page of the east's own stays what it was."""
        perform_one(area_acts, "move", pk=strewn.east_grid.pk, parent=strewn.west, by=strewn.street_secretary)
        client.force_login(strewn.organisation)
        assert opened(client, link(strewn.east, "board-rows", "volunteers.services") + "&own=1")[0] == 4
        assert opened(client, link(strewn.west, "board-rows", "volunteers.services") + "&own=1")[0] == 0

    def test_strangers_find_nothing_and_the_district_no_names(self, client, strewn):
        address = link(strewn.east, "board-rows", "volunteers.services") + "&own=1"
        client.force_login(strewn.west_secretary)
        assert client.get(address).status_code == 404
        client.force_login(strewn.organisation)
        assert '<th scope="col">姓名</th>' not in text(client.get(address))
        client.force_login(strewn.secretary)
        assert '<th scope="col">姓名</th>' in text(client.get(address))

    def test_its_export_has_the_same_rows_and_leaves_a_trace(self, client, strewn):
        client.force_login(strewn.secretary)
        address = link(strewn.east, "board-rows-export", "volunteers.services") + "&own=1"
        refused = client.post(address, {"reason": ""})
        assert refused.status_code == 422
        assert "东园社区（本级）" in text(refused), "the refusal stays on the page of 本级"
        sheet = openpyxl.load_workbook(
            io.BytesIO(b"".join(client.post(address, {"reason": "季度核对"}).streaming_content))
        ).active
        assert sheet["A1"].value.startswith("东园社区（本级）")
        assert sheet.cell(sheet.max_row, 2).value == "共4条"
        export = AccessLog.objects.get(action=AccessLog.Action.EXPORT)
        assert export.rows == 4
        assert "本级" in export.subject

    def test_corrections_of_a_closed_month_are_those_of_the_areas_own(self, client, strewn):
        close_period(period=OCTOBER, by=strewn.organisation)
        member = reported(strewn.east, by=strewn.secretary, accepted_at=at(2026, 10, 1))
        served(member, at(2026, 10, 20), by=strewn.west_secretary, decided_at=at(2026, 11, 9))
        served(member, at(2026, 10, 22), by=strewn.west_secretary, decided_at=at(2026, 11, 9), area=strewn.east_grid)
        fill_figures(OCTOBER, as_of=at(2026, 11, 10))
        client.force_login(strewn.secretary)
        assert "关账后更正 +1" in opened(client, link(strewn.east, "board-rows", "volunteers.services") + "&own=1")[1]
        assert "关账后更正 +2" in opened(client, link(strewn.east, "board-rows", "volunteers.services"))[1]

    def test_the_way_through_time_and_pages_keeps_to_it(self, client, strewn):
        client.force_login(strewn.secretary)
        page = unescape(text(client.get(link(strewn.east, "board-rows", "volunteers.services") + "&own=1")))
        assert "?period=2026-09&own=1" in page
        assert "?period=2026&own=1" in page
