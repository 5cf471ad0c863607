"""Import of the division table: a small table of our own always, the real one where it lies beside the checkout."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from orgtree.acts import perform_one
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.tree.acts import area_acts
from orgtree.tree.services.area_load import NewArea, add_areas
from orgtree.tree.services.division_files import read_divisions
from orgtree.tree.services.intervals import stored_faults

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "divisions"

TABLE = {
    "provinces.csv": [("code", "name"), ("37", "山东省"), ("44", "广东省")],
    "cities.csv": [("code", "name", "provinceCode"), ("3707", "潍坊市", "37"), ("4419", "东莞市", "44")],
    "areas.csv": [
        ("code", "name", "cityCode", "provinceCode"),
        ("370702", "潍城区", "3707", "37"),
        ("441900", "东莞市", "4419", "44"),  # a placeholder: 东莞 has no districts
    ],
    "streets.csv": [
        ("code", "name", "areaCode", "provinceCode", "cityCode"),
        ("370702001", "城关街道", "370702", "37", "3707"),
        ("370702100", "符山镇", "370702", "37", "3707"),
        ("441900003", "东城街道", "441900", "44", "4419"),
    ],
    "villages.csv": [
        ("code", "name", "streetCode", "provinceCode", "cityCode", "areaCode"),
        ("370702001001", "东园社区", "370702001", "37", "3707", "370702"),
        ("370702001200", "西园村", "370702001", "37", "3707", "370702"),
        ("370702100201", "符山村", "370702100", "37", "3707", "370702"),
        ("441900003004", "岗贝社区", "441900003", "44", "4419", "441900"),
    ],
}
SIZE = 12  # rows of the table without the placeholder


@pytest.fixture
def table(tmp_path):
    """The five files as rows; `table.write()` puts them in `table.folder`."""
    return Table(tmp_path)


class Table:
    def __init__(self, folder):
        self.folder, self.rows = folder, {name: list(rows) for name, rows in TABLE.items()}
        self.write()

    def write(self):
        for name, rows in self.rows.items():
            with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)

    def edit(self, name, old, new):
        """Replace the row whose code is `old` by `new` (None: drop it), keeping its other columns."""
        rows = self.rows[name]
        at = next(index for index, row in enumerate(rows) if row[0] == old)
        rows[at : at + 1] = [] if new is None else [(*new, *rows[at][len(new) :])]
        self.write()


@pytest.fixture
def run(table, capsys):
    def run(*under):
        call_command("import_divisions", table.folder, *(["--under", *under] if under else []))
        return capsys.readouterr().out.splitlines()[-1]

    return run


def area(code):
    return Area.objects.get(code=code.ljust(12, "0"))


# --- Reading, no database ---------------------------------------------------------------------------------------------


def test_read_from_the_top_down_by_province(table):
    provinces = read_divisions(table.folder)
    assert {code: [row.code for row in rows] for code, rows in provinces.items()}["37"] == [
        "37",
        "3707",
        "370702",
        "370702001",
        "370702100",
        "370702001001",
        "370702001200",
        "370702100201",
    ]


def test_a_placeholder_level_is_left_out(table):
    rows = {row.code: row.parent_code for row in read_divisions(table.folder)["44"]}
    assert rows == {"44": None, "4419": "44", "441900003": "4419", "441900003004": "441900003"}


@pytest.mark.parametrize("under", ["370702001", "370702001000"])
def test_under_keeps_the_subtree_and_what_is_above_it(table, under):
    codes = [row.code for row in read_divisions(table.folder, [under])["37"]]
    assert codes == ["37", "3707", "370702", "370702001", "370702001001", "370702001200"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "villages.csv",
            "370702001001",
            ("37070200100", "东园社区"),
            "villages.csv 第2行：代码“37070200100”应为12位数字",
        ),
        ("villages.csv", "370702001200", ("370702001001", "西园村"), "第3行：代码 370702001001 重复"),
        ("villages.csv", "370702001200", ("370702001200", ""), "没有名称"),
        ("villages.csv", "370702001200", ("370702001200", "西园村", "370702009"), "上级 370702009 不在表中"),
        ("villages.csv", "370702001200", ("370702001200", "西园村", "370702100"), "与上级 370702100 不符"),
        ("streets.csv", "code", ("code", "title"), "streets.csv：表头缺少列 name"),
        ("streets.csv", "code", ("code", "name", "area"), "表头缺少列 areaCode"),
    ],
)
def test_faults_are_named_by_file_and_line(table, file, old, new, message):
    table.edit(file, old, new)
    with pytest.raises(RuleBroken) as refused:
        read_divisions(table.folder)
    assert message in refused.value.message


def test_a_missing_file_and_a_foreign_encoding_are_named(table):
    (table.folder / "streets.csv").write_bytes("code,name\n1,涧西区".encode("gb18030"))
    with pytest.raises(RuleBroken, match=r"streets\.csv：不是 UTF-8"):
        read_divisions(table.folder)
    (table.folder / "cities.csv").unlink()
    with pytest.raises(RuleBroken, match="缺少文件"):
        read_divisions(table.folder)


def test_an_unknown_code_for_under_is_named(table):
    with pytest.raises(RuleBroken, match="没有代码 9999"):
        read_divisions(table.folder, ["9999"])


# --- Import -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def _sound(db):
    yield
    assert stored_faults(Area) == []


leaves_a_sound_tree = pytest.mark.usefixtures("_sound")


@leaves_a_sound_tree
def test_twice_gives_the_same(run):
    assert run() == f"新增 {SIZE}，变更 0，未变 0，消失 0"
    assert run() == f"新增 0，变更 0，未变 {SIZE}，消失 0"
    assert Area.objects.count() == SIZE


@leaves_a_sound_tree
def test_kinds_names_and_searched_forms(run):
    run()
    kinds = {area.name: area.kind for area in Area.objects.filter(tree_id=area("37").tree_id)}
    assert kinds == {
        "山东省": "province",
        "潍坊市": "city",
        "潍城区": "district",
        "城关街道": "street",
        "符山镇": "town",
        "东园社区": "community",
        "西园村": "village",
        "符山村": "village",
    }
    assert (area("370702001001").pinyin, area("370702001001").initials) == ("dongyuanshequ", "dysq")


@leaves_a_sound_tree
def test_every_row_is_in_the_audit_trail(run):
    run()
    assert Area.pgh_event_model.objects.filter(pgh_label="insert").count() == SIZE


@leaves_a_sound_tree
def test_part_after_part(run):
    assert run("370702001") == "新增 6，变更 0，未变 0，消失 0"
    assert run("370702") == "新增 2，变更 0，未变 6，消失 0"
    assert run() == f"新增 {SIZE - 8}，变更 0，未变 8，消失 0"


@leaves_a_sound_tree
def test_renamed_recoded_added_and_vanished(run, table):
    run()
    before = area("370702001001")
    add_areas(areas=[NewArea("grid", "370702001001-001", "东园一网格", before.code)], by=None)
    table.edit("streets.csv", "370702001", ("370702001", "新城关街道"))
    table.edit("villages.csv", "370702001001", ("370702001007", "东园社区"))  # same name and street: recoded
    table.edit("villages.csv", "370702001200", ("370702001201", "新西园村"))  # another name: another village
    assert run() == "新增 1，变更 2，未变 9，消失 1"
    assert area("370702001").initials == "xcgjd"
    after = area("370702001007")
    assert after.pk == before.pk
    assert after.children.get().name == "东园一网格"
    assert area("370702001200").dissolved_on is None  # reported, not touched


@leaves_a_sound_tree
def test_siblings_may_trade_names(run, table):
    run()
    table.edit("villages.csv", "370702001001", ("370702001001", "西园村"))
    table.edit("villages.csv", "370702001200", ("370702001200", "东园社区"))
    assert run() == f"新增 0，变更 2，未变 {SIZE - 2}，消失 0"
    assert area("370702001001").name == "西园村"


@leaves_a_sound_tree
def test_vanished_is_said_only_of_the_part_that_was_imported(run, table):
    run()
    table.edit("villages.csv", "370702001001", None)
    assert run("370702100").endswith("消失 0")
    assert run("370702001").endswith("消失 1")
    perform_one(area_acts, "dissolve", pk=area("370702001001").pk, by=None)
    assert run().endswith("消失 0")


@leaves_a_sound_tree
def test_an_area_that_a_person_moved_stays_where_it_was_put(run):
    run()
    perform_one(area_acts, "move", pk=area("370702001200").pk, parent=area("370702100"), by=None)
    assert run() == f"新增 0，变更 0，未变 {SIZE}，消失 0"
    assert area("370702001200").parent == area("370702100")


@leaves_a_sound_tree
def test_grids_and_buildings_never_vanish(run):
    run()
    add_areas(areas=[NewArea("grid", "370702001001-001", "东园一网格", "370702001001")], by=None)
    assert run().endswith("消失 0")


@leaves_a_sound_tree
def test_a_fault_writes_nothing(run, table):
    run("370702001")
    table.edit("villages.csv", "441900003004", ("44190000300X", "岗贝社区"))
    with pytest.raises(CommandError, match="未写入任何数据"):
        run()
    table.edit("villages.csv", "44190000300X", ("441900003004", "岗贝社区"))
    table.edit("villages.csv", "370702100201", ("370702001300", "西园村", "370702001"))  # two of one name in a street
    with pytest.raises(CommandError, match="同名"):
        run()
    assert Area.objects.count() == 6


# --- The real table ---------------------------------------------------------------------------------------------------

# place: (streets and towns, villages and communities), from the table of its publisher.
PUBLISHED = {"2101": (190, 2703), "2205": (109, 1173), "3710": (73, 2768), "370702": (7, 255), "410305": (11, 76)}


@pytest.mark.skipif(not REAL.is_dir(), reason="no published division table beside the checkout")
@leaves_a_sound_tree
def test_five_places_have_exactly_their_published_numbers_twice():
    for _ in range(2):
        call_command("import_divisions", REAL, stdout=StringIO())
        for code, (townships, committees) in PUBLISHED.items():
            inside = Area.objects.within(area(code))
            assert inside.filter(kind__in=("street", "town")).count() == townships, code
            assert inside.filter(kind__in=("community", "village")).count() == committees, code
