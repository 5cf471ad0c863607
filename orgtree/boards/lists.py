"""The columns of the sentences that offices add to reports."""

from orgtree.boards.models import ReportSentence
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
