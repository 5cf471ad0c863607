"""Rows of one person are called by the person first: a date and a code say nothing to whoever decides."""

from orgtree.acts.outcome import name_row


class OfMember:
    """For admins of models with `member`: name, then what it is."""

    def row_title(self, obj) -> str:
        return name_row(obj)
