"""The columns of schemes, red lines and refusals, for the desk, workbooks and programs."""

from assessments.schemes.models import RedLine, Refusal, Scheme
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, name_by, shortened, state_column, unsummed_columns
from orgtree.owned.lists import owned_columns

COLOURS = {"草稿": "warning", "已发布": "success", "已作废": "info"}

name_by(Scheme, "id title year version")

scheme_list = declare_list(
    Scheme,
    columns=columns_of(Scheme, "title kind level drafted_at published_at origin")
    | unsummed_columns(Scheme, "year version extra_most panel_least streets_share")
    | owned_columns()
    | {"state": state_column(Scheme, COLOURS)},
    desk="state title kind level year version area published_at",
    links="state title",
    filters=("state", "kind", "level", "year"),
    order="kind level -year -version",
    loads=("area", "origin"),
    api=(
        "id area title kind kind_label level level_label year version state state_label origin note asks_report "
        "gives_grade panel_least extra_most streets_share published_at"
    ),
    asked_by="state kind level",
    ordered_by="year published_at",
)
red_line_list = declare_list(
    RedLine,
    columns=columns_of(RedLine, "key name active_from active_to")
    | owned_columns()
    | {"words": shortened(RedLine, "words", 40), "clause": shortened(RedLine, "clause", 40)},
    desk="name words clause area active_from active_to",
    links="name",
    order="key -active_from",
    loads=("area",),
)
refusal_list = declare_list(
    Refusal,
    columns=columns_of(Refusal, "refused_at line refused_by")
    | {
        "scheme": Column("方案", lambda refusal: str(refusal.scheme)),
        "name": Column("考核红线", lambda refusal: refusal.red_line.name),
        "clause": Column("依据", lambda refusal: refusal.red_line.clause),
    },
    desk="refused_at line name clause scheme refused_by",
    links="refused_at line",
    order="-refused_at -pk",
    loads=("scheme", "red_line", "refused_by"),
)
