"""Where a stored file is, for pages; `orgtree/views/files.py` serves it to whoever may open it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from orgtree.open_parts import StoredFile


def file_in(key: str, field: str, *reaches: Callable[[Any], QuerySet]) -> StoredFile:
    """The files in `field` of the rows that one of `reaches` finds for the person, served under `key`."""

    def find(user, pk: int):
        rows = (reach(user).filter(pk=pk).first() for reach in reaches)
        return next((getattr(row, field) for row in rows if row), None)

    return StoredFile(key, find)


def file_url(key: str, pk: int) -> str:
    """The address of a row's file."""
    return reverse("file", args=[key, pk])


def shown_picture(key: str, row, field: str, words: str) -> str:
    """A picture on a page of the desk, which opens in full; 无 where the row has none. `words` say what it shows."""
    if not getattr(row, field):
        return "无"
    link = '<a href="{0}"><img class="desk-photo" src="{0}" alt="{1}"></a>'
    return format_html(link, file_url(key, row.pk), words)
