"""What the uploader decides of an import, and nobody else: to write what the preview showed, or to give it up."""

from orgtree.acts import Act, Acts, Ask, Doing, declare_acts
from orgtree.choices import JobState
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.imports.models import ImportJob
from orgtree.imports.services.answers import keep_answers, read_answers
from orgtree.imports.services.jobs import CLOSABLE, close, own_imports, start_step
from orgtree.imports.services.layouts import arrange_columns, read_columns
from orgtree.imports.services.undoing import RESTS, plan_undo

MOST_WRITTEN = 20_000  # characters of a hundred headings and their fields


def take_without_waiting(doing: Doing, ids) -> None:
    """While a worker holds a job there is nothing for a person to decide: they are told so, and wait for nothing."""
    own = own_imports(doing.by).filter(pk__in=ids)
    free = own.select_for_update(of=("self",), skip_locked=True)
    if len(free) < own.count():
        raise RuleBroken("import_busy", "正在处理，请稍候", conflict=True)


def begin_writing(job: ImportJob, doing: Doing) -> None:
    """Order the run that writes, unless the preview has changed since the person saw it."""
    seen = doing.said["seen"]
    if seen and seen != job.preview.get("digest"):
        raise RuleBroken("import_changed", "核对结果已更新，请重新核对后再确认", conflict=True)
    start_step(job, JobState.APPLYING)


def begin_anew(job: ImportJob, doing: Doing) -> None:
    """Order the run that checks the file again, its columns read as the person says."""
    arrange_columns(job, doing.said["columns"])
    start_step(job, JobState.CHECKING)


def begin_with_answers(job: ImportJob, doing: Doing) -> None:
    """Order the run that checks the file again, with what the person knows of its rows."""
    keep_answers(job, doing.said["answers"])
    start_step(job, JobState.CHECKING)


def begin_undoing(job: ImportJob, doing: Doing) -> None:
    """Order the run that takes the import back, unless something rests on what it wrote."""
    if job.context is None:
        raise RuleBroken("import_untraced", "这次导入早于可以撤销的版本", conflict=True)
    if rests := plan_undo(job).rests:
        raise RuleBroken("import_rests", RESTS.format("；".join(rests[:3])), conflict=True)
    start_step(job, JobState.UNDOING)


import_acts = declare_acts(
    Acts(
        ImportJob,
        loads=("area",),
        called="表格",
        acts=(
            Act(
                "upload",
                "上传表格",
                "上传",
                frozenset(),
                JobState.CHECKING,
                permission=P.IMPORT,
                by_form=True,
                doer="上传人",
            ),
            Act(
                "confirm",
                "确认写入",
                "写入",
                frozenset({JobState.READY}),
                JobState.APPLYING,
                own=True,
                reach=own_imports,
                doer="上传人",
                first=take_without_waiting,
                asks=(Ask("seen", "核对结果的摘要", is_optional=True),),
                run=begin_writing,
                icon="task_alt",
            ),
            Act(
                "arrange",
                "重新对应列",
                "重新对应列",
                frozenset({JobState.READY, JobState.INVALID}),
                JobState.CHECKING,
                own=True,
                reach=own_imports,
                doer="上传人",
                first=take_without_waiting,
                asks=(
                    Ask(
                        "columns",
                        "列的对应",
                        longest=MOST_WRITTEN,
                        check=read_columns,
                        unscanned="headings of columns and names of our fields",
                    ),
                ),
                run=begin_anew,
                icon="view_column",
            ),
            Act(
                "answer",
                "确认同名的人",
                "确认同名的人",
                frozenset({JobState.READY, JobState.INVALID}),
                JobState.CHECKING,
                own=True,
                reach=own_imports,
                doer="上传人",
                first=take_without_waiting,
                asks=(
                    Ask("answers", "逐行的回答", longest=MOST_WRITTEN, check=read_answers, unscanned="rows and codes"),
                ),
                run=begin_with_answers,
                icon="how_to_reg",
            ),
            Act(
                "undo",
                "撤销导入",
                "撤销",
                frozenset({JobState.DONE}),
                JobState.UNDOING,
                own=True,
                reach=own_imports,
                doer="上传人",
                first=take_without_waiting,
                run=begin_undoing,
                icon="undo",
                hint="这次导入新增的撤掉，改动的恢复；已有其他业务关联的不能撤销。",
            ),
            Act(
                "discard",
                "放弃",
                "放弃",
                frozenset(CLOSABLE),
                JobState.DISCARDED,
                own=True,
                reach=own_imports,
                doer="上传人",
                first=take_without_waiting,
                run=lambda job, doing: close(job, JobState.DISCARDED),
                icon="delete",
            ),
        ),
    )
)
