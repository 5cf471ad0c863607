"""The columns of key tasks, supervision visits, mechanisms and norms, for the desk, workbooks, the rows behind figures and the API."""

from assessments.keytasks.choices import KeyTaskState
from assessments.keytasks.models import KeyTask, MechanismPart, SupervisionVisit, YearNorm
from assessments.keytasks.rules import Tally
from assessments.keytasks.services.milestones import tallies_of
from assessments.keytasks.services.visits import ORIGIN as OF_VISIT
from orgtree.assigned.seen import states_from
from orgtree.choices import TaskState
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, shortened, state_column, unsummed_columns
from orgtree.owned.lists import owned_columns

TASK_COLOURS = {"推进中": "warning", "已办结": "success", "已取消": "info"}
WORK_COLOURS = {"未分解": "info", "推进中": "info", "临近期限": "warning", "逾期": "danger", "已完成": "success"}
VISIT_COLOURS = {"已督导": "success", "登记有误": "info"}
PART_COLOURS = {"在册": "success", "已撤销": "info"}

name_by(KeyTask, "id title")
name_by(SupervisionVisit, "id day")


def dress_tasks(rows: list[KeyTask]) -> None:
    """Set `tally` on each: how far it is. One query."""
    tallies = tallies_of(rows)
    for row in rows:
        row.tally = tallies[row.pk]


def tally_on(row: KeyTask) -> Tally:
    """How far it is; counted now for a row alone."""
    if not hasattr(row, "tally"):
        dress_tasks([row])
    return row.tally


def shown_work(row: KeyTask) -> str:
    """How the work stands, by its milestones; nothing of what is over."""
    return tally_on(row).state.label if row.state == KeyTaskState.OPEN else ""


def dress_visits(rows: list[SupervisionVisit]) -> None:
    """Set `follow_up` on each: (confirmed, all but those called off). One query."""
    states = states_from(OF_VISIT, [row.pk for row in rows])
    for row in rows:
        counted = states[row.pk]
        row.follow_up = (counted[TaskState.CONFIRMED], counted.total() - counted[TaskState.CANCELLED])


def shown_follow_up(row: SupervisionVisit) -> str:
    """1/2 of the tasks that followed; nothing where none did."""
    if not hasattr(row, "follow_up"):
        dress_visits([row])
    done, number = row.follow_up
    return f"{done}/{number}" if number else ""


key_task_list = declare_list(
    KeyTask,
    columns=columns_of(KeyTask, "title lead due_on entered_at closed_at reason")
    | unsummed_columns(KeyTask, "year")
    | area_columns("区域")
    | {
        "state": state_column(KeyTask, TASK_COLOURS),
        "asked": shortened(KeyTask, "asked", 40),
        "work": Column("进展", shown_work, tones=WORK_COLOURS),
        "progress": Column("已完成节点", lambda row: tally_on(row).words),
        "late": Column("逾期节点", lambda row: tally_on(row).late or None, number=True),
    },
    desk="state year title area lead due_on work progress late",
    links="title",
    filters=("state", "year", "area"),
    order="-year area due_on pk",
    loads=("area__parent__parent",),
    dress=dress_tasks,
    importer="key-tasks",
    sheet="state year title area asked lead due_on work progress late reason",
    api="id area year title asked lead due_on state state_label previous entered_at closed_at",
    asked_by="state year area under",
    ordered_by="due_on year",
)
visit_list = declare_list(
    SupervisionVisit,
    columns=columns_of(SupervisionVisit, "day team key_task entered_at reason")
    | area_columns("督导对象", "place")
    | {
        "state": state_column(SupervisionVisit, VISIT_COLOURS),
        "host": Column("督导方", lambda visit: visit.host.name, order="host"),
        "found": shortened(SupervisionVisit, "found", 40),
        "followed": Column("整改任务", shown_follow_up),
    },
    desk="state day place team found followed key_task",
    links="day",
    filters=("state", "day", "place"),
    order="-day -pk",
    loads=("place__parent__parent", "host", "key_task"),
    dress=dress_visits,
    api="id host place day team key_task found state state_label entered_at",
    asked_by="state place under",
    ordered_by="day",
)
part_list = declare_list(
    MechanismPart,
    columns=columns_of(MechanismPart, "kind since ended_on end_reason")
    | area_columns("区域")
    | {
        "state": Column(
            "状态", lambda part: "已撤销" if part.ended_on else "在册", tones=PART_COLOURS, order="ended_on"
        ),
        "name": Column("名称", str),
        "lead": Column("牵头单位", lambda part: str(part.unit) if part.name and part.unit else ""),
    },
    desk="state kind name lead area since",
    links="name",
    filters=("kind", "area"),
    order="area kind pk",
    loads=("area__parent__parent", "unit", "body"),
    sheet="state kind name lead area since ended_on end_reason",
    api="id area kind kind_label name unit body since ended_on",
    asked_by="kind area under",
    ordered_by="since",
)
norm_list = declare_list(
    YearNorm,
    columns=unsummed_columns(YearNorm, "key number active_from active_to") | owned_columns(),
    desk="key area number active_from active_to",
    filters=("key",),
    loads=("area",),
)
