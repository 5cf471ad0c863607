"""What holds for every importer of every app: a sheet is written as it was shown, sent again it changes nothing, the list of what
it made comes back as what it is, it can be taken back unless something rests on it; and it is read however an office writes it.
"""

from contextlib import suppress
from datetime import date, datetime

import openpyxl
import pghistory
import pytest
from django.db import IntegrityError, transaction
from django.db.models import CharField, TextField
from openpyxl.utils import get_column_letter

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.imports.services import undoing
from orgtree.imports.services.traces import Traces, traces_of
from orgtree.lists import declared_lists
from orgtree.sheets.declaring import importers
from orgtree.sheets.forms import DayField
from tests.import_scenes import SCENES, Scene
from tests.orgtree.workbooks import saved, workbook
from tests.volunteers.sheets.making import check, write
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def test_every_importer_has_a_scene():
    assert SCENES.keys() == importers.keys()


def sent(key: str, scene: Scene, content: bytes | None = None):
    """The job of the scene's sheet, or of another one sent in its place, after its check."""
    return check(content or plain(key, scene), key=key, area=scene.area, by=scene.by, **scene.options)


def headings(key: str, scene: Scene) -> dict[str, str]:
    fields = importers[key].form.base_fields
    return {name: str(fields[name].label) for name in fields if any(name in row for row in scene.rows)}


def plain(key: str, scene: Scene) -> bytes:
    told = headings(key, scene)
    return workbook([list(told.values()), *([row.get(name, "") for name in told] for row in scene.rows)])


def sums(job) -> dict[str, int]:
    """action -> how many, over all kinds of things that the sheet is about."""
    counts = job.preview["counts"].values()
    return {action: sum(one[action] for one in counts) for action in ("新增", "更新", "不变")}


def left_by(job) -> Traces:
    job.refresh_from_db()
    return traces_of(job.context)


def listed(key: str, scene: Scene) -> list[bytes]:
    """The workbooks of the lists whose rows this importer takes in again, as the scene's person gets them."""
    found = []
    for listing in declared_lists():
        if listing.importer == key:
            meta = listing.model._meta
            said = {"reason": "核对名册"}  # some ask why
            reply = signed_in(scene.by).post(f"/desk/{meta.app_label}/{meta.model_name}/sheet/", said)
            assert reply.status_code == 200, reply
            found.append(b"".join(reply.streaming_content))
    return found


def touched(model, pk: int) -> None:
    """Write another value into the row, as somebody would later: into its first column of words that takes it."""
    names = [one.name for one in model._meta.concrete_fields if type(one) in (CharField, TextField) and not one.choices]
    for name in names:
        with suppress(IntegrityError), pghistory.context(later=True), transaction.atomic():
            assert model._base_manager.filter(pk=pk).update(**{name: "改"})
            return
    raise AssertionError(f"{model} has no words to change")


def taken_back(job, scene: Scene):
    perform_one(import_acts, "undo", pk=job.pk, by=scene.by)
    imports.take_import_back(job.pk)
    job.refresh_from_db()
    return job.state, job.message


@pytest.mark.parametrize("key", sorted(SCENES))
def test_a_sheet_is_written_as_shown_once_and_taken_back_whole(town, key, nothing_escapes):
    """In one test, as what comes before is dear: read as an office writes it, written, sent again, its list sent in, kept while
    something rests on it, taken back.
    """
    scene = SCENES[key](town)
    office = as_read_of_an_office(key, scene)
    job = sent(key, scene)
    assert (job.errors, job.preview["good_rows"]) == ([], len(scene.rows))
    assert effects(job) == effects(office)
    shown = job.preview["counts"]
    assert list(shown.values()) == [{"新增": len(scene.rows), "更新": 0, "不变": 0}] * len(shown)
    write(job)
    made = left_by(job).made
    assert len(made[scene.model]) == len(scene.rows)
    nothing_is_new(key, scene)
    with transaction.atomic():
        touched(scene.model, min(made[scene.model]))
        is_kept(job, scene)
        transaction.set_rollback(True)
    if importers[key].stays:
        is_kept(job, scene)
    else:
        goes_whole(job, scene, made)


def nothing_is_new(key: str, scene: Scene) -> None:
    """The same sheet, and the lists of what it made, change nothing."""
    for content in (None, *listed(key, scene)):
        again = sent(key, scene, content)
        assert again.errors == []
        assert sums(again)["不变"] >= len(scene.rows)
        assert (sums(again)["新增"], sums(again)["更新"]) == (0, 0), again.preview["effects"]
    write(again)
    left = left_by(again)
    assert (left.made, left.changed) == ({}, {})


def is_kept(job, scene: Scene) -> None:
    """Its page says why it is not taken back and offers nothing, and whoever orders it all the same is told so."""
    why = importers[job.importer].stays or "以后又有改动"
    page = signed_in(scene.by).get(f"/imports/{job.pk}/undo/").content.decode()
    assert (why in page, "确认撤销" in page) == (True, False)
    with pytest.raises(RuleBroken, match=why):
        perform_one(import_acts, "undo", pk=job.pk, by=scene.by)


def goes_whole(job, scene: Scene, made) -> None:
    """What it made goes, or is taken back by an act, and the sheet may come again."""
    page = signed_in(scene.by).get(f"/imports/{job.pk}/undo/").content.decode()
    assert "确认撤销" in page
    assert "可以再次导入" in page
    assert taken_back(job, scene) == (JobState.UNDONE, "")
    for model, rows in made.items():
        left = model._base_manager.filter(pk__in=list(rows)).count()
        assert left == (len(rows) if importers[job.importer].taken_back else 0), model
    again = sent(job.importer, scene)
    assert (again.errors, sums(again)["更新"]) == ([], 0)
    assert sums(again)["新增"] >= len(scene.rows)


def test_control_an_undoing_that_asks_nobody_takes_it_back(town, monkeypatch):
    scene = SCENES["duties"](town)
    job = sent("duties", scene)
    write(job)
    touched(scene.model, min(left_by(job).made[scene.model]))
    asked = []
    monkeypatch.setattr(undoing, "_rests", lambda traces: asked.append(traces) or [])
    assert taken_back(job, scene) == (JobState.UNDONE, "")
    assert asked


# --- As offices write it --------------------------------------------------------------------------------------------------


def as_offices_write_it(key: str, scene: Scene) -> bytes:
    """The same rows: a title across, headings with blanks, days in other forms, 同上 for what is as above and 无 for nothing,
    a line across between them, a sum and a signature below; a hidden row and a second sheet with one row each.
    """
    fields = importers[key].form.asked_fields()
    told = {**headings(key, scene), **{name: str(field.label) for name, field in fields.items()}}
    book = openpyxl.Workbook()
    page, last = book.active, get_column_letter(len(told) + 1)
    page.append(["城关街道汇总表（2026年）"])
    page.merge_cells(f"A1:{last}1")
    page.append(["序 号", *(f" {label[:1]}　{label[1:]} " for label in told.values())])
    above: dict = {}
    for number, row in enumerate(scene.rows, start=1):
        page.append(
            [
                number,
                *(written(importers[key].form.base_fields[name], row.get(name, ""), above.get(name)) for name in told),
            ]
        )
        above = row
        if number == 1:
            page.append(["第一网格党支部（1人）"])
            page.merge_cells(f"A4:{last}4")
    page.append([3, *(scene.rows[0].get(name, "") for name in told)])
    page.row_dimensions[page.max_row].hidden = True
    page.append(["合 计"])
    page.append(["填表人：李四", None, "审核人：王五"])
    other = book.create_sheet("二支部")
    other.append(list(told.values()))
    other.append([scene.rows[0].get(name, "") for name in told])
    return saved(book)


def written(field, text, above) -> object:
    """A value as the second writing has it."""
    if text == "":
        return "无" if not field.required else ""
    if text == above:
        return "同上"
    if isinstance(field, DayField):
        return datetime.fromisoformat(text) if above is None else f"{date.fromisoformat(text):%Y年%-m月%-d日}"
    return text


def effects(job) -> list:
    return [[one["action"], one["kind"], one["name"], one["changes"]] for one in job.preview["effects"]]


def as_read_of_an_office(key: str, scene: Scene):
    """The job of the scene's sheet as an office writes it, after its check."""
    job = sent(key, scene, as_offices_write_it(key, scene))
    assert job.errors == []
    assert [(row, reason) for row, reason, _ in job.preview["passed"]] == [
        (4, "小标题"),
        (6, "隐藏的行"),
        (7, "合计"),
        (8, "表尾说明"),
    ]
    assert job.preview["others"] == [["二支部", 2]]
    return job
