"""The rows of a list, as the theme writes them and many times as fast: what all rows share is put together once.

The theme asks for the headings anew for each row and fills in templates for each cell that has a colour and each box. A list
of ours has the cells of its `Listing` alone (orgtree/lists/__init__.py), the box to tick, and rows that are opened by their id.
"""

from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import quote
from django.core.exceptions import ObjectDoesNotExist
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from unfold.admin import checkbox
from unfold.templatetags.unfold_list import CHECKBOX_CLASSES, LINK_CLASSES, ROW_CLASSES
from unfold.utils import display_for_label, display_for_value

from orgtree.desk.menu import list_address

TICK = "action_checkbox"
ANY_ID = "any-id"  # stands for the id in the box that is written once for all rows
SHADES = ("", "bg-base-50 dark:bg-white/[.02]")
BODY = (
    '<tbody class="block relative lg:table-row-group {shade}" x-data="{{rowOpen: false}}">\n'
    '<tr class="data-row block border border-base-200 mb-3 relative rounded-default lg:table-row lg:border-none lg:mb-0'
    ' lg:rounded-none dark:border-base-800">\n{cells}\n</tr>\n</tbody>'
)


@dataclass
class Cells:
    """One column: the tag of its cells, what stands before their words, whether these lead to the row."""

    shows: Any
    tag: str
    classes: str
    label: str
    leads: bool

    def opening(self, more: str = "") -> str:
        return f'<{self.tag} class="{self.classes}{more}" data-label="{self.label}">'


class Rows:
    """Writes the rows of a change list of which `headers` are the headings, as the theme gives them."""

    def __init__(self, changes, headers: list[dict]):
        self.changes, self.tones = changes, {}
        self.empty = changes.model_admin.get_empty_value_display()
        links = changes.list_display_links or ()
        first = next((name for name in changes.list_display if name in links), None)
        self.columns = [
            Cells(
                shows=None if name == TICK else getattr(changes.model_admin, name),
                tag="th" if name == first else "td",
                classes=" ".join(CHECKBOX_CLASSES if name == TICK else [f"field-{name}", *ROW_CLASSES]),
                # The theme says so of whatever stands first, a number too.
                label=conditional_escape(gettext("Select record") if name == TICK else header["text"]),
                leads=name in links,
            )
            for name, header in zip(changes.list_display, headers, strict=True)
        ]

    def html(self) -> SafeString:
        """The bodies of the table, one for each row."""
        kept, bodies = self._kept_filter(), []
        for number, row in enumerate(self.changes.result_list):
            link = f'<a href="{self._page(quote(row.pk))}{kept}" class="{" ".join(LINK_CLASSES)}">'
            cells = "\n".join(self._cell(column, row, link) for column in self.columns)
            bodies.append(BODY.format(shade=SHADES[number % 2], cells=cells))
        return mark_safe("\n".join(bodies))

    def _page(self, pk) -> str:
        return f"{list_address(self.changes.model)}{pk}/change/"

    def _kept_filter(self) -> str:
        """What the address of a row's page says of the filter of the list, so that one finds back to it."""
        context = {"preserved_filters": self.changes.preserved_filters, "opts": self.changes.opts}
        return conditional_escape(add_preserved_filters(context, self._page(0)).removeprefix(self._page(0)))

    def _cell(self, column: Cells, row, link: str) -> str:
        if column.shows is None:
            return f"{column.opening()}{_box().replace(ANY_ID, str(row.pk))}</{column.tag}>"
        words, more = self._words(column, row)
        words = f"{link}{words}</a>" if column.leads else words
        return f"{column.opening(more)}{words}</{column.tag}>"

    def _words(self, column: Cells, row) -> tuple[str, str]:
        """What a cell shows, escaped, and a further class of it."""
        try:
            value = column.shows(row)
        except ObjectDoesNotExist:
            return conditional_escape(self.empty), ""
        label = getattr(column.shows, "label", None)
        if label:
            return self._toned(value, label), ""
        shown = display_for_value(value, getattr(column.shows, "empty_value_display", self.empty))
        return conditional_escape(shown), " nowrap" if isinstance(value, date | time) else ""

    def _toned(self, value, label) -> str:
        """The words in their colours; few words are on many rows. What is safe as it is and what is not are told apart."""
        words = value[-1] if isinstance(value, tuple) else value
        key = (id(label), value, type(words))
        if key not in self.tones:
            self.tones[key] = display_for_label(value, self.empty, label)
        return self.tones[key]


@cache
def _box() -> str:
    return checkbox.render(ACTION_CHECKBOX_NAME, ANY_ID)
