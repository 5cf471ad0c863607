"""The board: each number equals the rows behind its link and the total of its export; who sees what of them."""

import io
import random
import re
from decimal import Decimal as D

import openpyxl
import pytest
from django.urls import reverse

from orgtree.boards.pages.views import told_at
from orgtree.boards.services import board_sheets
from orgtree.boards.services.boards import board
from orgtree.boards.services.drilldown import rows_of
from orgtree.boards.services.mapped import branches
from orgtree.choices import AreaKind, PostKind
from orgtree.declare import Measure, registry
from orgtree.figures.rules import rounded
from orgtree.figures.services.figures import close_period, figures_for, fill_figures
from orgtree.models import AccessLog, Area
from orgtree.people.services.people import appoint, create_user
from orgtree.tree.services.tree import create_area
from tests.deeds import at, reported, served, service_kind, void
from tests.orgtree.filling import LATER, OCTOBER, link, measures_with_rows, text
from tests.thorough import THOROUGH, examples
from tests.town import LONG_AGO

NUMBER = re.compile(r'href="/board/(\d+)/rows/([\w.]+)/\?period=2026-10"[^>]*>([\d,.]+)</a>')


def workbook(response):
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def number(shown: str) -> D:
    return D(shown.replace(",", ""))


def grow(dice: random.Random, by) -> Area:
    """A small random district with members and services strewn over it."""
    base = f"3711{dice.randrange(10, 90)}"
    root = create_area(parent_id=None, kind=AreaKind.PROVINCE, code="990000000000", name="试验省", by=None)
    root = create_area(parent_id=root.pk, kind=AreaKind.CITY, code="991100000000", name="试验市", by=None)
    top = create_area(parent_id=root.pk, kind=AreaKind.DISTRICT, code=f"{base}000000", name="试验区", by=None)
    places = []
    for street in range(1, dice.randint(2, 3)):
        kind = dice.choice([AreaKind.STREET, AreaKind.TOWN])
        code = f"{base}{street:03}"
        one = create_area(parent_id=top.pk, kind=kind, code=f"{code}000", name=f"街{street}", by=None)
        for committee in range(1, dice.randint(2, 4)):
            kind = dice.choice([AreaKind.COMMUNITY, AreaKind.VILLAGE])
            below = create_area(
                parent_id=one.pk, kind=kind, code=f"{code}{committee:03}", name=f"居{committee}", by=None,
                households=dice.randint(0, 900),
            )  # fmt: skip
            places.append(below)
            for grid in range(dice.randint(0, 2)):
                places.append(
                    create_area(
                        parent_id=below.pk,
                        kind=AreaKind.GRID,
                        code=f"{below.code}-{grid:03}",
                        name=f"格{grid}",
                        opened_on=LONG_AGO,
                        by=None,
                        households=dice.choice([None, 0, 70]),
                    )  # fmt: skip
                )
    places = list(Area.objects.filter(pk__in=[place.pk for place in places]))
    for _ in range(dice.randint(0, 15)):
        member = reported(dice.choice(places), by=by, accepted_at=at(2026, dice.randint(8, 11), 1))
        for day in dice.sample(range(1, 28), dice.randint(0, 4)):
            record = served(
                member, at(2026, dice.choice([9, 10]), day), by=by, hours=dice.choice(["0.5", "2"]), people=day % 5,
                area=dice.choice(places), kind=service_kind(*dice.choice([("T1", "甲类"), ("T2", "乙类")])),
            )  # fmt: skip
            if dice.random() < 0.2:
                void(record, when=at(2026, 10, 30))
    return Area.objects.get(pk=top.pk)


def one_of_each_kind(areas, dice: random.Random) -> list[Area]:
    """One area of each level, where everything is looked at; all of them in a run that takes its time."""
    drawn = sorted(areas, key=lambda area: dice.random())
    return drawn if THOROUGH else list({area.kind: area for area in drawn}.values())


@pytest.mark.django_db
class TestEquality:
    @pytest.mark.parametrize("seed", range(examples(1, thorough=5)))
    def test_board_rows_and_exports_agree_on_random_trees(self, client, seed):
        staff = create_user(account="zuzhi", name="组织", by=None)
        top = grow(random.Random(seed), staff)
        appoint(holder_id=staff.pk, kind=PostKind.ORGANISATION_DEPT, area=top, by=None)
        fill_figures(OCTOBER, as_of=LATER)
        counted = {measure.key for measure in measures_with_rows()}
        client.force_login(staff)
        for area in one_of_each_kind(Area.objects.within(top), random.Random(seed)):
            values = figures_for([area.pk], OCTOBER)[area.pk]
            shown = text(client.get(link(area)))
            for pk, key, printed in NUMBER.findall(shown):
                if int(pk) == area.pk:
                    figure = registry.catalogue()[key]
                    assert number(printed) == rounded(values[key], figure.decimals), (area, key)
            for key, figure in registry.catalogue().items():
                told = values[key] is not None and told_at(figure, area.kind)
                assert f"/board/{area.pk}/rows/{key}/" in shown or not told
                if isinstance(figure, Measure) and key not in counted:
                    assert not values[key], (area, key)
                elif isinstance(figure, Measure):
                    assert rows_of(figure, area=area, period=OCTOBER, viewer=staff).total == values[key], (area, key)
            told = client.get(reverse("figures"), {"area": area.pk, "period": "2026-10"}).json()["figures"]
            assert {one["key"]: None if one["value"] is None else D(str(one["value"])) for one in told} == {
                key: values[key] if values[key] is None else rounded(values[key], figure.decimals)
                for key, figure in registry.catalogue().items()
            }
            sheet = workbook(client.get(link(area, "board-export")))["指标"]
            exported = {row[1]: row[2] for row in sheet.iter_rows(min_row=4, values_only=True)}
            for key, figure in registry.catalogue().items():
                if values[key] is not None:
                    assert D(str(exported[figure.label])) == rounded(values[key], figure.decimals), (area, key)

    def test_rows_exports_end_in_the_boards_number(self, client, busy):
        """Of each figure that is something, and of one that is nothing."""
        client.force_login(busy.organisation)
        values = figures_for([busy.street.pk], OCTOBER)[busy.street.pk]
        figures = {key: figure for key, figure in registry.catalogue().items() if isinstance(figure, Measure)}
        nothing = next(key for key in figures if not values[key])
        for key, figure in figures.items():
            if not values[key] and key != nothing:
                continue
            sheet = workbook(client.get(link(busy.street, "board-rows-export", key))).active
            *lines, last = list(sheet.iter_rows(min_row=4, values_only=True))
            assert last[0] == "合计"
            if figure.value is None:
                assert last[1] == f"共{values[key]:.0f}条"
                assert len(lines) == values[key]
            else:
                assert values[key] in [D(str(cell)) for cell in last[1:] if isinstance(cell, int | float)], key

    def test_every_column_holds_the_figure_of_its_heading(self, busy):
        shown = board(busy.east, OCTOBER)
        headings = [cell.figure.key for cell in shown.headline]
        rows = [line.cells for peers in shown.peers for line in peers.lines] + [cells for _, cells in shown.trend]
        assert rows
        assert all([cell.figure.key for cell in cells] == headings for cells in rows)
        assert not any(cell.value < 0 for cell in shown.remainder if cell.value is not None)

    def test_a_sum_of_figures_is_no_rate_and_shows_no_n(self, busy):
        cells = {cell.figure.key: cell for group in board(busy.east, OCTOBER).groups for cell in group.cells}
        assert cells["volunteers.good_deeds"].base_text == ""
        assert not cells["volunteers.good_deeds"].rests_on_few
        assert cells["volunteers.gridded_share"].base_text.startswith("基数")

    def test_children_and_the_areas_own_make_the_total(self, busy):
        shown = board(busy.east, OCTOBER)
        for position, cell in enumerate(shown.headline):
            if isinstance(cell.figure, Measure):
                below = sum(line.cells[position].value for peers in shown.peers for line in peers.lines)
                assert below + shown.remainder[position].value == cell.value

    def test_the_map_shows_the_same_numbers(self, busy):
        names = {one["name"]: (one["value"], [twig["value"] for twig in one["children"]]) for one in
                 branches(board(busy.district, OCTOBER))}  # fmt: skip
        assert names == {"城关街道": (4, [3, 1]), "北关街道": (1, [1])}

    def test_a_closed_month_stands_and_says_what_came_late(self, client, busy):
        close_period(period=OCTOBER, by=busy.organisation)
        member = reported(busy.east, by=busy.secretary, accepted_at=at(2026, 10, 1))
        served(member, at(2026, 10, 20), by=busy.west_secretary, decided_at=at(2026, 11, 9))
        fill_figures(OCTOBER, as_of=at(2026, 11, 10))
        client.force_login(busy.secretary)
        shown = text(client.get(link(busy.east)))
        assert "已关账" in shown
        assert "关账后更正 +1" in shown
        page = text(client.get(link(busy.east, "board-rows", "volunteers.services")))
        assert "以下共 <strong>6</strong> 条记录" in page
        assert "关账后更正 +1" in page

    def test_rows_that_changed_since_the_fill_are_said_to(self, client, busy):
        client.force_login(busy.secretary)
        address = link(busy.east, "board-rows", "volunteers.services")
        assert "此后记录有变动" not in text(client.get(address))
        void(busy.east.services.first(), when=at(2026, 11, 1))
        assert "现有记录为 5次" in text(client.get(address))


@pytest.mark.django_db
class TestWords:
    def test_before_the_first_fill_the_board_says_so(self, client, town):
        client.force_login(town.secretary)
        shown = text(client.get(link(town.east)))
        assert "2026年10月尚未汇总，暂无数据" in shown
        assert shown.count("暂无数据") > 10
        assert 'class="chart' not in shown

    def test_an_area_without_deeds_has_zeros_and_no_empty_chart(self, client, busy):
        client.force_login(busy.organisation)
        building = Area.objects.exclude(pk=busy.east_building.pk).filter(kind="building").first()
        shown = text(client.get(link(building)))
        assert 'class="chart' not in shown
        assert "没有下级区域" in shown
        assert "<b>0</b>" in shown

    def test_change_is_said_in_words(self, client, busy):
        client.force_login(busy.organisation)
        shown = text(client.get(link(busy.district)))
        assert "较上月增加5" in shown
        assert "较上月持平" in shown
        assert "数据截至" in shown
        assert "本期未结束" not in shown

    def test_children_stand_in_tree_order(self, busy):
        lines = board(busy.street, OCTOBER).peers[0].lines
        assert [line.area.name for line in lines] == ["东园社区", "西园社区"]
        assert [line.area.name for line in board(busy.district, OCTOBER).peers[0].lines] == ["城关街道", "北关街道"]

    def test_rates_carry_their_base(self, client, busy):
        client.force_login(busy.organisation)
        assert "基数5" in text(client.get(link(busy.district)))
        page = text(client.get(link(busy.district, "board-rows", "volunteers.gridded_share")))
        assert "不由下级比率平均" in page
        assert "/rows/volunteers.gridded/" in page

    def test_the_wall_refreshes_itself(self, client, busy):
        client.force_login(busy.organisation)
        wall = text(client.get(link(busy.district) + "&screen=1"))
        assert (
            'http-equiv="refresh" content="60;url=?period=2026-10&amp;compare=volunteers.reported&amp;screen=1"' in wall
        )
        address = re.search(r'url=(\?[^"]+)"', wall).group(1).replace("&amp;", "&")
        assert "subject=people" in text(client.get(reverse("board", args=[busy.district.pk]) + address))
        assert 'http-equiv="refresh"' not in text(client.get(link(busy.district)))

    @pytest.mark.parametrize("slug", ["2026-13", "2026Q5", "october", "1999", "２０２６"])
    def test_a_period_that_is_none(self, client, busy, slug):
        client.force_login(busy.organisation)
        assert client.get(link(busy.district, period=slug)).status_code == 404

    def test_ways_through_time(self, client, busy):
        client.force_login(busy.organisation)
        shown = text(client.get(link(busy.district)))
        for other in ("2026-09", "2026-11", "2026Q4", "2026"):
            assert f'"?period={other}&amp;subject=all"' in shown


@pytest.mark.django_db
class TestScope:
    def test_home_leads_to_ones_own_area(self, client, town):
        client.force_login(town.secretary)
        assert client.get("/board/").url == f"/board/{town.east.pk}/"
        appoint(holder_id=town.secretary.pk, kind=PostKind.GRID_WORKER, area=town.west_grid, by=None)
        shown = text(client.get("/board/"))
        assert "东园社区" in shown
        assert "西园一网格" in shown

    @pytest.mark.parametrize("person", ["west_secretary", "auditor", "admin"])
    def test_strangers_find_nothing(self, client, busy, person):
        client.force_login(getattr(busy, person))
        for address in (
            link(busy.east),
            link(busy.east, "board-export"),
            link(busy.east, "board-rows", "volunteers.services"),
            link(busy.east, "board-rows-export", "volunteers.services"),
        ):
            assert client.get(address).status_code == 404
        # Control: the community's own secretary does.
        client.force_login(busy.secretary)
        assert client.get(link(busy.east)).status_code == 200

    def test_signed_out_people_are_asked_to_sign_in(self, client, busy):
        assert client.get(link(busy.east)).url.startswith("/login/")

    def test_the_way_up_ends_where_the_viewers_post_ends(self, client, busy):
        client.force_login(busy.secretary)
        shown = text(client.get(link(busy.east_grid)))
        assert f'href="/board/{busy.east.pk}/' in shown
        assert "城关街道" not in shown.split("<h1>")[0].split("board-path")[1]

    def test_the_district_sees_rows_without_persons(self, client, busy):
        address = link(busy.district, "board-rows", "volunteers.reported")
        client.force_login(busy.organisation)
        shown = text(client.get(address))
        assert "报到社区" in shown
        assert '<th scope="col">姓名</th>' not in shown
        assert "测试单位" not in shown
        # Control: the street may look after its members.
        client.force_login(busy.street_secretary)
        shown = text(client.get(link(busy.street, "board-rows", "volunteers.reported")))
        assert '<th scope="col">姓名</th>' in shown
        assert "测试单位" in shown

    def test_names_are_masked(self, client, busy):
        busy.east.members.update(name="王小明")
        client.force_login(busy.secretary)
        shown = text(client.get(link(busy.east, "board-rows", "volunteers.reported")))
        assert "王小明" not in shown
        assert "王" in shown

    def test_who_may_not_export_finds_no_export(self, client, busy):
        client.force_login(busy.grid_worker)
        assert "导出" not in text(client.get(link(busy.east_grid)))
        assert client.get(link(busy.east_grid, "board-export")).status_code == 404
        assert client.get(link(busy.east_grid, "board-rows-export", "area.grids")).status_code == 404

    def test_unknown_figures(self, client, busy):
        client.force_login(busy.secretary)
        assert client.get(link(busy.east, "board-rows", "no.such")).status_code == 404
        assert client.get(link(busy.east, "board-rows-export", "volunteers.gridded_share")).status_code == 404

    def test_closing_from_the_board(self, client, busy):
        address = link(busy.district, "board-close")
        client.force_login(busy.street_secretary)
        assert "确认关账" not in text(client.get(link(busy.street)))
        assert client.post(link(busy.street, "board-close")).status_code == 404
        client.force_login(busy.organisation)
        assert "确认关账" in text(client.get(link(busy.district)))
        assert client.get(address).status_code == 405
        assert "2026年10月已关账" in text(client.post(address, follow=True))
        assert "2026年10月已关账" in text(client.post(address, follow=True)), "said again, as a refusal"
        assert "确认关账" not in text(client.get(link(busy.district)))

    def test_the_desk_leads_to_the_board(self, client, busy):
        client.force_login(busy.secretary)
        assert 'href="/board/"' in text(client.get("/desk/"))
        client.force_login(busy.auditor)
        assert 'href="/board/"' not in text(client.get("/desk/"))


@pytest.mark.django_db
class TestExports:
    def test_rows_that_name_persons_need_a_reason_and_leave_a_trace(self, client, busy):
        client.force_login(busy.secretary)
        address = link(busy.east, "board-rows-export", "volunteers.services")
        refused = client.get(address)
        assert refused.status_code == 422
        assert client.post(address, {"reason": "  "}).status_code == 422
        exports = AccessLog.objects.filter(action=AccessLog.Action.EXPORT)
        assert not exports.exists()
        sheet = workbook(client.post(address, {"reason": "季度核对"})).active
        assert "季度核对" in sheet["A2"].value
        entry = exports.get()
        assert (entry.actor, entry.rows, entry.area) == (busy.secretary, 6, busy.east)
        assert entry.reason == "季度核对"

    def test_rows_without_persons_need_none(self, client, busy):
        client.force_login(busy.organisation)
        assert workbook(client.get(link(busy.east, "board-rows-export", "volunteers.services"))).active["A1"].value
        assert not AccessLog.objects.exists()

    def test_too_many_rows_are_refused_in_words(self, client, busy, monkeypatch):
        monkeypatch.setattr(board_sheets, "MOST_ROWS", 2)
        client.force_login(busy.organisation)
        reply = client.get(link(busy.east, "board-rows-export", "volunteers.services"))
        assert reply.status_code == 422
        assert "超过单次导出上限2条" in reply.content.decode()

    def test_the_workbook_is_ready_for_the_file(self, client, busy):
        client.force_login(busy.organisation)
        book = workbook(client.get(link(busy.district, "board-export")))
        for sheet in book:
            assert "2026年10月" in sheet["A1"].value
            assert "数据截至" in sheet["A2"].value
            assert sheet.freeze_panes == "B4"
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.page_setup.paperSize == 9
            assert sheet.print_title_rows == "$3:$3"
            assert sheet.cell(sheet.max_row, 1).value == "合计"
        codes = book["下级对照"]["C4"]
        assert (codes.value, codes.number_format, codes.data_type) == ("370702001000", "@", "s")

    def test_totals_of_the_children_sheet_are_the_areas_own_figures(self, client, busy):
        client.force_login(busy.organisation)
        sheet = workbook(client.get(link(busy.district, "board-export")))["下级对照"]
        headings = [cell.value for cell in sheet[3]]
        last = [cell.value for cell in sheet[sheet.max_row]]
        values = figures_for([busy.district.pk], OCTOBER)[busy.district.pk]
        for figure in registry.catalogue().values():
            if figure.headline and values[figure.key] is not None:
                column = headings.index(f"{figure.label}（{figure.unit}）")
                assert D(str(last[column])) == rounded(values[figure.key], figure.decimals)

    def test_no_cell_can_run_as_a_formula(self, client, busy):
        Area.objects.filter(pk=busy.east.pk).update(name="=1+1")
        client.force_login(busy.organisation)
        sheet = workbook(client.get(link(busy.street, "board-export")))["下级对照"]
        assert sheet["A4"].value == "'=1+1"
        assert sheet["A4"].data_type == "s"


@pytest.mark.django_db
class TestCost:
    def test_queries_do_not_grow_with_children_or_rows(self, client, busy, django_assert_max_num_queries):
        client.force_login(busy.organisation)
        for address, limit in [
            (f"/board/{busy.district.pk}/?period={OCTOBER.slug}", 8),
            (link(busy.district), 9),  # all subjects: kinds of service are figures too
            (link(busy.east), 9),
            (link(busy.district, "board-rows", "volunteers.services"), 15),
            (link(busy.district, "board-rows", "area.buildings"), 15),
        ]:
            with django_assert_max_num_queries(limit):
                client.get(address)

    def test_the_board_itself(self, busy, django_assert_num_queries):
        for catalogue, most in ((None, 4), (registry.figures, 3)):
            with django_assert_num_queries(most):
                board(busy.district, OCTOBER, catalogue=catalogue)

    def test_one_page_of_rows_is_a_few_queries(self, busy, django_assert_num_queries):
        measure = registry.catalogue()["volunteers.services"]
        rows = rows_of(measure, area=busy.district, period=OCTOBER, viewer=busy.organisation)
        with django_assert_num_queries(2):
            assert len(list(rows.lines(rows.queryset[:50]))) == 10
