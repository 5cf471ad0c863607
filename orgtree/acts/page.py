"""docs/acts.md: the transition tables that anyone can read, written from the declarations."""

from collections.abc import Iterable, Iterator

from orgtree.acts.declaring import Act, Acts
from orgtree.choices import Permission

HEAD = """# Acts

Written by `manage.py write_acts` from the declarations; a test compares. Who: the permission is asked on the row; 本人 is
the person whom the row is about; 系统 follows from something else. Every step is logged with who, when, from, to and why.
"""
COLUMNS = "| 办理 | Code | From | To | Who | Never by | Asks | Many | Undo |\n|---|---|---|---|---|---|---|---|---|"


def transition_tables(nouns: Iterable[Acts]) -> str:
    """The whole page, a table for each noun."""
    return "\n".join([HEAD, *(_table(acts) for acts in nouns)])


def _table(acts: Acts) -> str:
    rows = "\n".join(_row(acts, act) for act in acts)
    return f"## {acts.model._meta.verbose_name} `{acts.noun}`\n\n{COLUMNS}\n{rows}\n"


def _row(acts: Acts, act: Act) -> str:
    leaves = "、".join(acts.state_label(state) for state, _ in acts.states() if state in act.leaves)
    cells = (
        act.label,
        f"`{act.key}`",
        leaves,
        acts.state_label(act.to) if act.to else act.leads or "（不变）",
        "、".join(_who(act)),
        "；".join(other.message for other in act.not_by) or "—",
        "、".join(ask.label for ask in act.asks) or "—",
        "✓" if act.many else "",
        "十分钟内" if act.undo else "",
    )
    return f"| {' | '.join(cells)} |"


def _who(act: Act) -> Iterator[str]:
    if act.permission:
        yield str(Permission(act.permission).label)
    if act.own:
        yield act.doer
    if not (act.permission or act.own):
        yield "系统"
