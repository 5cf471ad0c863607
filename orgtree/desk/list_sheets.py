"""Every list of the desk as a workbook: what its filter shows, in its columns and its order, with title, scope and count."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import IO, Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import display_for_field, display_for_value, label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import strip_tags

from orgtree.choices import Permission as P
from orgtree.declare import Column
from orgtree.errors import RuleBroken
from orgtree.lists import shown as shown_value
from orgtree.looks.models import AccessLog
from orgtree.looks.services.access import record_access, seat_of
from orgtree.looks.services.persons import persons_of
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.sheets.workbooks import CHUNK, MOST_ROWS, Heading, Sheet, plain, write_workbook
from orgtree.web.downloads import workbook_reply

TICKS = "action_checkbox"
EMPTY = "—"


class SheetMixin:
    """Gives a list of the desk its 导出 for whoever may export its rows; who took what along is recorded."""

    list_after_template = "orgtree/desk/list_sheet.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_sheet"
        return [path("sheet/", self.admin_site.admin_view(self.sheet_view), name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        context = {"sheet_address": self.sheet_address(request)} if self.may(request, P.EXPORT) else {}
        return super().changelist_view(request, context | (extra_context or {}))

    def sheet_address(self, request) -> str:
        """Where the workbook of just this list is, filter and order included."""
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_sheet")
        return f"{address}?{request.GET.urlencode()}" if request.GET else address

    def sheet_view(self, request):
        """The workbook; 403 for whoever may not see the list or export; back to the list for more rows than fit, or a filter that is none."""
        if not (self.has_view_permission(request) and self.may(request, P.EXPORT)):
            raise PermissionDenied
        try:
            return self._sheet(request)
        except (RuleBroken, IncorrectLookupParameters) as error:
            said = error.message if isinstance(error, RuleBroken) else "筛选条件无法识别，请重新筛选后再导出"
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _sheet(self, request):
        shown = self.get_changelist_instance(request)
        rows = exportable_rows(shown.queryset, request.user)
        if self.listing:
            rows = rows.prefetch_related(*self.listing.sheet_loads)
        count = rows.count()
        if count > MOST_ROWS:
            raise RuleBroken("too_many", f"共{count}条，一次最多导出{MOST_ROWS}条，请先筛选")
        title = str(self.opts.verbose_name_plural)
        self._record(request, title, rows, count)
        sheet = Sheet(title, title, self._about(request, count), self._headings(shown), self._lines(shown, rows))
        content: IO[bytes] = write_workbook([sheet])
        return workbook_reply(content, f"{title}_{timezone.localdate():%Y%m%d}.xlsx")

    def _record(self, request, title: str, rows, count: int) -> None:
        seat = seat_of(request.user)
        if seat and count:
            record_access(
                actor=request.user,
                action=AccessLog.Action.EXPORT,
                subject=f"{title}列表",
                area=seat,
                persons=persons_of(rows) | set(self.persons_beside(rows)),
                rows=count,
            )

    def _about(self, request, count: int) -> str:
        places = "、".join(str(post.area or post.institution) for post in request.user.live_posts)
        filtered = "（已筛选）" if request.GET else ""
        return f"范围：{places}{filtered}　共{count}条　制表人：{request.user}　制表时间：{plain(timezone.now())}"

    def _columns(self, shown) -> list[str]:
        return [name for name in shown.list_display if name != TICKS]

    def _headings(self, shown) -> list[Heading]:
        if self.listing:
            return [_heading_of(column) for column in self.listing.sheet_columns()]
        labels = [label_for_field(name, self.model, model_admin=self) for name in self._columns(shown)]
        return [Heading(strip_tags(str(label))) for label in labels]

    def _lines(self, shown, rows) -> Iterator[list[str]]:
        cells = self._cells(shown)
        for rows_together in batched(rows.iterator(chunk_size=CHUNK), CHUNK):
            for row in self.dress_rows(rows_together):
                yield [cell(row) for cell in cells]

    def _cells(self, shown) -> list[Callable[[Any], Any]]:
        """What each column of the workbook shows of a row; numbers as numbers where the list tells which they are."""
        if self.listing:
            return [_cell_of(column) for column in self.listing.sheet_columns()]
        return [partial(self._cell, name) for name in self._columns(shown)]

    def dress_rows(self, rows: list) -> list:
        """The rows with what their columns need and a query for each would be too many."""
        return self.listing.dressed(rows) if self.listing else rows

    def _cell(self, name: str, row: Any) -> str:
        """What the list shows in this column, without its dress."""
        field, attr, value = lookup_field(name, row, self)
        if field is not None and not field.is_relation:
            value = display_for_field(value, field, EMPTY) if field.flatchoices else value
        if isinstance(value, bool):
            value = "是" if value else "否"
        if not isinstance(value, date | datetime | Decimal | int):
            value = display_for_value(value, EMPTY)
        text = strip_tags(plain(value)).strip()
        return "" if text == EMPTY else text


def _heading_of(column: Column) -> Heading:
    return Heading(column.label, number=column.number, decimals=column.decimals, summed=bool(column.field))


def _cell_of(column: Column) -> Callable[[Any], Any]:
    return lambda row: shown_value(column.value(row))


def batched(rows: Iterator, size: int) -> Iterator[list]:
    """The rows in lists of `size`."""
    while together := list(islice(rows, size)):
        yield together


def exportable_rows(rows, user):
    """Those rows of a list that `user` may take along: of models with owners only where a post gives EXPORT."""
    if not isinstance(rows, ScopedQuerySet):
        return rows
    return rows.filter(pk__in=rows.model._default_manager.allowed(user, P.EXPORT).values("pk"))
