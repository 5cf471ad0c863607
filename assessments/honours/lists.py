"""The columns of honours, trainings and their rolls, for the desk, workbooks, the rows behind figures and the API."""

from assessments.honours.models import Honour, Training, TrainingRoll
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column

HONOUR_COLOURS = {"待核对": "danger", "有效": "success", "未通过": "info", "已失效": "info"}
ENTRY_COLOURS = {"计入": "success", "已作废": "info"}

name_by(Honour, "id name")
name_by(Training, "id title")

honour_list = declare_list(
    Honour,
    columns=columns_of(Honour, "kind name organ organ_level number issued_on until ended_on people reason")
    | area_columns("区域")
    | {"state": state_column(Honour, HONOUR_COLOURS)},
    desk="state kind name area organ number issued_on until",
    links="name",
    filters=("state", "kind", "organ_level", "area"),
    order="-issued_on -pk",
    loads=("area__parent__parent",),
    sheet="state kind name area organ organ_level number issued_on until people ended_on reason",
    api="id area kind kind_label name organ organ_level number issued_on until people state state_label ended_on",
    asked_by="state kind area under",
    ordered_by="issued_on",
)
training_list = declare_list(
    Training,
    columns=columns_of(Training, "kind title held_on hours reason")
    | area_columns("举办区域")
    | {"state": state_column(Training, ENTRY_COLOURS)},
    desk="state held_on kind title hours area",
    links="title",
    filters=("state", "kind", "held_on", "area"),
    order="-held_on -pk",
    loads=("area__parent__parent",),
    api="id area kind kind_label title held_on hours state state_label",
    asked_by="state kind area under",
    ordered_by="held_on",
)
roll_list = declare_list(
    TrainingRoll,
    columns=columns_of(TrainingRoll, "training audience people reason")
    | area_columns("举办区域", "training.area")
    | {
        "state": state_column(TrainingRoll, ENTRY_COLOURS),
        "held_on": Column("日期", lambda roll: roll.training.held_on, order="training__held_on"),
        "title": Column("培训内容", lambda roll: roll.training.title),
        "how": Column("方式", lambda roll: roll.training.get_kind_display()),
        "head_hours": Column(
            "人学时",
            lambda roll: getattr(roll, "head_hours", None) or roll.people * roll.training.hours,
            number=True,
            decimals=1,
            field="head_hours",
        ),
    },
    desk="state held_on title audience people area",
    links="title",
    filters=("state", "audience", "training__area"),
    order="-training__held_on -pk",
    loads=("training__area__parent__parent",),
    api="id training audience people state state_label",
    asked_by="training audience state under",
)
