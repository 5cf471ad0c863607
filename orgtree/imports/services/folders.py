"""A folder of sheets taken in one after the other, each named by the code of its area: the first rosters of a whole city.

Each sheet is an import of its own, checked, shown, written and taken back like one that was uploaded, so that what is cut off
goes on with the sheet at which it stood, and memory is that of the largest sheet (docs/decisions/0102).
"""

import time
from collections.abc import Mapping
from pathlib import Path

from django.core.files import File

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.imports.acts import import_acts
from orgtree.imports.models import ImportJob
from orgtree.imports.services.jobs import WORKING, areas_for, own_imports, upload_import
from orgtree.runs.engine import do_run
from orgtree.sheets.declaring import Action, Importer
from orgtree.tree.models import Area

OPEN = (JobState.CHECKING, JobState.READY, JobState.APPLYING)
LOOKED_AGAIN = 0.2  # seconds between two looks at an import that a worker has taken up first


def sheets_in(folder: Path, importer: Importer, by) -> list[tuple[Path, Area]]:
    """Each sheet of the folder with its area, in the order of their codes.

    Raises RuleBroken that names the sheets whose name is the code of no area into which `by` may import this, and for none at all.
    """
    paths = sorted(path for path in folder.glob("*.xlsx") if not path.name.startswith("~$"))
    areas = {area.code: area for area in areas_for(by, importer).filter(code__in=[path.stem for path in paths])}
    if strange := [path.name for path in paths if path.stem not in areas]:
        raise RuleBroken(
            "sheet_unnamed", f"文件名应为可以导入的区域的编号：{'、'.join(strange[:5])}（共{len(strange)}个）"
        )
    if not paths:
        raise RuleBroken("no_sheets", f"{folder} 里没有 .xlsx 文件")
    return [(path, areas[path.stem]) for path in paths]


def take_sheet(
    path: Path, *, importer: Importer, area: Area, options: Mapping[str, bool], write: bool, by
) -> ImportJob:
    """The import of the sheet as it stands afterwards: checked, and with `write` written as far as its rows are good.

    One that was begun and cut off goes on. A sheet that changes nothing is let go; raises RuleBroken as an upload does.
    """
    job = _settled(_begun(path, importer, area, by) or _uploaded(path, importer, area, options, by))
    if job.state == JobState.READY and not _changes(job):
        perform_one(import_acts, "discard", pk=job.pk, by=by)
    elif job.state == JobState.READY and write:
        perform_one(import_acts, "confirm", pk=job.pk, by=by, seen=job.preview["digest"])
    return _settled(job)


def told(job: ImportJob) -> str:
    """What became of the sheet, on one line."""
    kinds = job.preview.get("counts", {}).values()
    done = "，".join(f"{action}{sum(one[action] for one in kinds)}" for action in Action)
    bad = f"，错误行{job.preview['error_rows']}" if job.preview.get("error_rows") else ""
    state = "没有变动" if job.state == JobState.DISCARDED else job.get_state_display()
    return f"{state}：{done}{bad}{f'，{job.message}' if job.message else ''}"


def _begun(path: Path, importer: Importer, area: Area, by) -> ImportJob | None:
    """The unfinished import of the very same sheet."""
    own = own_imports(by).filter(importer=importer.key, area=area, filename=path.name, state__in=OPEN)
    job = own.order_by("-pk").first()
    if job is None:
        return None
    with job.file.open() as kept:
        return job if kept.read() == path.read_bytes() else None


def _uploaded(path: Path, importer: Importer, area: Area, options: Mapping[str, bool], by) -> ImportJob:
    with path.open("rb") as content:
        file = File(content, name=path.name)
        return upload_import(importer=importer.key, area=area, file=file, options=dict(options), by=by)


def _settled(job: ImportJob) -> ImportJob:
    """The import once nobody works on it: here, unless a worker has it already."""
    job.refresh_from_db()
    while job.state in WORKING:
        do_run(job.run_id)
        job.refresh_from_db()
        if job.state in WORKING:
            time.sleep(LOOKED_AGAIN)
            job.refresh_from_db()
    return job


def _changes(job: ImportJob) -> bool:
    return any(one[Action.ADD] or one[Action.UPDATE] for one in job.preview["counts"].values())
