"""The columns of the sentences that offices add to reports, and of kept views."""

from orgtree.boards.models import KeptView, ReportSentence
from orgtree.boards.rules import renamed
from orgtree.boards.services.sentences import names_of_figures
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, unsummed_columns


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
