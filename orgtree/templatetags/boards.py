"""The numbers of a board. It has some five hundred, so they are written here: a template filled in for each took most of the page's time."""

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NONE = mark_safe('<span class="none">—</span>')
LINK = '<a class="plain-number" href="{}?period={}{}{}">{}</a>'
UNIT = ' <span class="unit">{}</span>'
BASE = '<small class="base">{}{}</small>'
DOUBT = ' <a class="tag doubt" href="{}">待核实</a>'
OWN = mark_safe("&amp;own=1")


@register.simple_tag
def board_number(cell, owner, period: str, *, own: bool = False, unit: str = "", tail: str = "") -> SafeString:
    """What a cell shows, leading to its rows at `owner` (with `own` to those that no child has) in the period of that slug.

    `tail` is what the address carries besides, of a board in other boundaries.
    The unit stands behind it where one is given, the base of a rate always.
    """
    parts = [NONE] if cell.value is None else [_linked(cell, owner, period, OWN if own else "", tail)]
    if cell.doubt:
        parts.append(format_html(DOUBT, reverse("admin:orgtree_figuredoubt_change", args=[cell.doubt])))
    if unit:
        parts.append(format_html(UNIT, unit))
    if cell.base_text:
        parts.append(format_html(BASE, cell.base_text, "，基数少" if cell.rests_on_few else ""))
    return mark_safe("".join(parts))


def _linked(cell, owner, period: str, more: str, tail: str) -> SafeString:
    return format_html(LINK, _rows_address(cell.figure.key).format(owner.pk), period, more, tail, cell.text)


@cache
def _rows_address(key: str) -> str:
    """Where the rows of a figure are, for any area: the id goes between the braces."""
    return reverse("board-rows", args=[0, key]).replace("/0/", "/{}/", 1)
