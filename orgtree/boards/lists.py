"""The columns of the sentences that offices add to reports, of kept views, and of boards that nobody opens."""

from orgtree.boards.models import BoardQuestion, KeptView, ReportSentence
from orgtree.boards.rules import renamed
from orgtree.boards.services.sentences import names_of_figures
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, state_column, unsummed_columns


def put_into_names(rows: list[ReportSentence]) -> None:
    """Set `in_names`, the sentence with its figures called as people call them: their names are looked up once for all rows."""
    names = names_of_figures()
    for sentence in rows:
        sentence.in_names = renamed(sentence.text, names)


sentence_list = declare_list(
    ReportSentence,
    columns=columns_of(ReportSentence, "label area is_active")
    | unsummed_columns(ReportSentence, "position")
    | {"text": Column("句子", lambda sentence: sentence.in_names)},
    desk="label area text position is_active",
    loads=("area",),
    dress=put_into_names,
)

view_list = declare_list(
    KeptView,
    columns=columns_of(KeptView, "area title page is_shared is_told kept_at"),
    api="id area title page page_label asked span span_label is_shared is_told kept_at address",
    loads=("area",),
    order="-is_shared title pk",
)

question_list = declare_list(
    BoardQuestion,
    columns=columns_of(BoardQuestion, "area level asked_on decided_at")
    | {
        "state": state_column(BoardQuestion, {"待决定": "danger", "保留": "success", "已隐藏": "info"}),
        "board": Column("看板", lambda question: question.board_label, order="board"),
    },
    desk="state board level area asked_on decided_at",
    links="state board",
    filters=("state", "level"),
    order="-asked_on pk",
    loads=("area",),
    api="id area board level level_label state state_label asked_on decided_at",
    asked_by="state area under",
    ordered_by="asked_on",
)
