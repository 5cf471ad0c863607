"""A folder of sheets, one after the other: cut off anywhere it goes on, and nothing is written twice or unseen."""

import pytest
from django.core.management import CommandError, call_command

from orgtree.choices import JobState
from orgtree.imports.services import folders
from orgtree.models import ImportJob
from tests.volunteers.sheets.making import PHONE, person, roster
from volunteers.models import Member

pytestmark = pytest.mark.django_db
EAST, WEST = "370702001001", "370702001002"


@pytest.fixture
def folder(town, tmp_path):
    """The rosters of two communities, a bad line in the second."""
    (tmp_path / f"{EAST}.xlsx").write_bytes(roster(person("甲试", PHONE(1)), person("乙试", PHONE(2))))
    (tmp_path / f"{WEST}.xlsx").write_bytes(roster(person("丙试", PHONE(3)), person("丁试", "1")))
    return tmp_path


def take(folder, capsys, *more, by="jiedao") -> list[str]:
    call_command("import_sheets", "roster", str(folder), "--by", by, "--say", "consented", *more)
    return capsys.readouterr().out.splitlines()


def test_checked_and_told_then_written_then_nothing_is_new(folder, capsys):
    assert take(folder, capsys) == [
        f"[1/2] {EAST} 东园社区 待确认：新增2，更新0，不变0",
        f"[2/2] {WEST} 西园社区 待确认：新增1，更新0，不变0，错误行1",
        "待确认2个",
    ]
    assert not Member.objects.exists()
    assert take(folder, capsys, "--write")[-1] == "已完成2个"
    assert (
        ImportJob.objects.count() == Member.objects.count() - 1 == 2
    )  # went on with what was checked; the bad row waits
    again = take(folder, capsys, "--write")
    assert again[0] == f"[1/2] {EAST} 东园社区 没有变动：新增0，更新0，不变2"
    assert Member.objects.count() == 3


def test_cut_off_while_it_writes_it_goes_on_there(folder, capsys, monkeypatch):
    plain, runs = folders.do_run, []

    def killed_at_the_fourth(run):
        runs.append(run)
        if len(runs) == 4:  # checks and writes of the first, check of the second: the next is its writing
            raise KeyboardInterrupt
        plain(run)

    monkeypatch.setattr(folders, "do_run", killed_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        take(folder, capsys, "--write")
    assert (Member.objects.count(), ImportJob.objects.get(area__code=WEST).state) == (2, JobState.APPLYING)
    assert take(folder, capsys, "--write")[-2].startswith(f"[2/2] {WEST} 西园社区 已完成：新增1")
    assert ImportJob.objects.filter(area__code=WEST).count() == 1
    assert Member.objects.count() == 3
    assert (
        len(runs) == 6
    )  # the first sheet is checked anew and changes nothing; of the second only the writing was left


def test_control_a_sheet_that_is_not_known_again_is_begun_anew(folder, capsys, monkeypatch):
    take(folder, capsys)
    monkeypatch.setattr(folders, "_begun", lambda *said: None)
    take(folder, capsys)
    assert ImportJob.objects.count() == 4


def test_another_sheet_of_the_same_name_is_another_import(folder, capsys):
    take(folder, capsys)
    (folder / f"{EAST}.xlsx").write_bytes(roster(person("戊试", PHONE(5))))
    assert take(folder, capsys, "--write")[0].startswith(f"[1/2] {EAST} 东园社区 已完成：新增1")
    assert set(Member.objects.values_list("name", flat=True)) == {"戊试", "丙试"}


@pytest.mark.parametrize(
    ("by", "say", "told"),
    [
        ("nobody", ["consented"], "没有账号"),
        ("jiedao", [], "均已签署知情同意书"),
        ("dongyuan", ["consented"], f"{WEST}.xlsx"),  # the neighbour's sheet is out of reach
    ],
)
def test_what_cannot_be_is_told_before_anything_is_read(folder, by, say, told):
    with pytest.raises(CommandError, match=told):
        call_command("import_sheets", "roster", str(folder), "--by", by, "--say", *say)
    assert not ImportJob.objects.exists()
