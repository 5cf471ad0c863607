"""Where a stored file is, for pages; `orgtree/files/pages.py` serves it to whoever may open it."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import format_html

from orgtree.declare.opened import StoredFile


def file_in(
    key: str,
    model: type[Model],
    field: str,
    *reaches: Callable[[Any], QuerySet],
    own_data: str = "",
    kept: str = "",
    nobody: str = "",
) -> StoredFile:
    """The files in `field` of the rows that one of `reaches` finds for the person, served under `key`.

    Whose they are is declared with it: `own_data` names the table of the person's copy that tells of them, `kept` the term
    after which they go; or `nobody` says why they are no person's.
    """

    def find(user, pk: int):
        rows = (reach(user).filter(pk=pk).first() for reach in reaches)
        return next((getattr(row, field) for row in rows if row), None)

    return StoredFile(key, find, model, field, own_data, kept, nobody)


def file_url(key: str, pk: int) -> str:
    """The address of a row's file."""
    return reverse("file", args=[key, pk])


def shown_picture(key: str, row, field: str, words: str) -> str:
    """A picture on a page of the desk, which opens in full; 无 where the row has none. `words` say what it shows."""
    if not getattr(row, field):
        return "无"
    link = '<a href="{0}"><img class="desk-photo" src="{0}" alt="{1}"></a>'
    return format_html(link, file_url(key, row.pk), words)
