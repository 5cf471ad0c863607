"""The columns of forms, of what is reported, and of words against a demand, which never say by whom."""

from orgtree.declare import Column
from orgtree.figures.lists import RETURN_COLOURS, due_dressed
from orgtree.lists import columns_of, declare_list, name_by, state_column, unsummed_columns
from orgtree.oneform.models import AskedForm, BurdenNorm, FormProtest, FormReturn
from orgtree.owned.lists import owned_columns

FORM_COLOURS = {"待审批": "danger", "在用": "success", "未批准": "info", "已停用": "info", "已到期": "info"}
PROTEST_COLOURS = {"待答复": "danger", "已答复": "success"}

name_by(AskedForm, "id title office")


form_list = declare_list(
    AskedForm,
    columns=columns_of(AskedForm, "title office purpose ground area level period_kind starts_on ends_on")
    | unsummed_columns(AskedForm, "due_days")
    | columns_of(AskedForm, "registered_at approved_at")
    | {"state": state_column(AskedForm, FORM_COLOURS)},
    desk="state title office area level period_kind ends_on",
    links="title",
    filters=("state", "period_kind"),
    order="-registered_at -pk",
    loads=("area",),
    sheet="state title office purpose ground area level period_kind due_days starts_on ends_on registered_at approved_at",
    api="id area title office purpose ground level level_label period_kind period_kind_label due_days starts_on ends_on state"
    " state_label approved_at items",
    asked_by="state area under",
    ordered_by="registered_at",
)

return_list = declare_list(
    FormReturn,
    columns=columns_of(FormReturn, "area period_start confirmed_at unlocked_until")
    | {
        "state": state_column(FormReturn, RETURN_COLOURS),
        "form": Column("报表", lambda row: row.form.title, order="form__title"),
        "office": Column("要表部门", lambda row: row.form.office, order="form__office"),
        "period": Column("统计期", lambda row: row.period.label, order="period_start"),
        "due": Column("报送期限", lambda row: row.due_on, order="due_on", html=due_dressed),
    },
    desk="state form period area due office confirmed_at",
    links="state form",
    filters=("state",),
    order="due_on pk",
    loads=("form", "area"),
    api="id form area period_start due_on state state_label confirmed_at unlocked_until cells",
    asked_by="state form area under",
    ordered_by="due_on",
)

norm_list = declare_list(
    BurdenNorm,
    columns=unsummed_columns(BurdenNorm, "key number active_from active_to") | owned_columns(),
    desk="key area number active_from active_to",
    filters=("key",),
    loads=("area",),
)

protest_list = declare_list(
    FormProtest,
    columns=columns_of(FormProtest, "kind form told sent_on answer answered_at")
    | {"state": state_column(FormProtest, PROTEST_COLOURS)},
    desk="state kind form told sent_on answer",
    links="state kind",
    filters=("state", "kind"),
    order="-sent_on -pk",
    loads=("form",),
    api="id kind kind_label form told sent_on state state_label answer answered_at",
    asked_by="state kind",
    ordered_by="sent_on",
)
