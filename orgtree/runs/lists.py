"""The columns of what is done in the background."""

from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list
from orgtree.runs.engine import progress_of
from orgtree.runs.models import Run
from orgtree.runs.seen import title_of


def progress_in_words(run: Run) -> str:
    """120 / 300; nothing where it is not known how much there is to do."""
    done, total = progress_of(run)
    return f"{done} / {total}" if total else ""


run_list = declare_list(
    Run,
    columns=columns_of(Run, "created_at created_by area state message started_at ended_at")
    | {"title": Column("事项", title_of), "progress": Column("进度", progress_in_words)},
    desk="created_at title created_by progress state",
    links="title",
    loads=("area", "created_by"),
    sheet="created_at title area created_by progress state message started_at ended_at",
    api="id kind title area state state_label done total words counts message url created_at started_at ended_at",
    asked_by="kind state",
)
