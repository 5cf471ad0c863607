"""Every list of the desk as a workbook: what its filter shows, in its columns and its order, with title, scope and count."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import Column
from orgtree.desk.actions import ReasonForm
from orgtree.desk.forms import ask_by_name
from orgtree.errors import RuleBroken
from orgtree.lists import Listing, shown
from orgtree.looks.models import AccessLog
from orgtree.looks.services.access import record_access, seat_of
from orgtree.looks.services.persons import persons_of
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.sheets.workbooks import CHUNK, MOST_ROWS, Heading, Sheet, plain, write_workbook
from orgtree.web.downloads import workbook_reply


class SheetMixin:
    """Gives a list of the desk its 导出 for whoever may export its rows; who took what along is recorded.

    With `asks_why_exported` a page asks first: why stands in the record and on the workbook.
    """

    asks_why_exported = False
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
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if self.asks_why_exported and not form.is_valid():
            return TemplateResponse(request, "orgtree/desk/object_action.html", self._why(request, form))
        try:
            return self._sheet(request, form.cleaned_data["reason"] if self.asks_why_exported else "")
        except (RuleBroken, IncorrectLookupParameters) as error:
            said = error.message if isinstance(error, RuleBroken) else "筛选条件无法识别，请重新筛选后再导出"
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _why(self, request, form) -> dict:
        """The page that asks why, in the words of an act."""
        ask_by_name(form.fields)
        label = f"导出{self.opts.verbose_name_plural}"
        act = {"label": label, "hint": "写明用途；事由、导出人和时间会记入个人信息访问记录，并印在表上。"}
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        told = {"title": label, "act": act, "opts": self.opts, "form": form, "result": None, "back": back}
        return {**self.admin_site.each_context(request), **told}

    def _sheet(self, request, reason: str):
        rows = self.get_changelist_instance(request).queryset
        narrowed = bool(request.GET)
        return send_list(request, self.listing, rows, beside=self.persons_beside, narrowed=narrowed, reason=reason)


def send_list(
    request,
    listing: Listing,
    rows,
    *,
    beside: Callable[[Any], Iterable[str]] = lambda rows: (),
    narrowed=False,
    reason: str = "",
):
    """The workbook of those rows of a list that the viewer may take along; that they took them is recorded, with the reason where one is said.

    `beside(rows)` gives persons whom the rows show without naming them. Raises RuleBroken for more rows than fit.
    """
    rows = exportable_rows(rows, request.user).prefetch_related(*listing.sheet_loads)
    count = rows.count()
    if count > MOST_ROWS:
        raise RuleBroken("too_many", f"共{count}条，一次最多导出{MOST_ROWS}条，请先筛选")
    title = str(listing.model._meta.verbose_name_plural)
    _record(request.user, title, persons_of(rows) | set(beside(rows)), count, reason)
    headings = [_heading_of(column) for column in listing.sheet_columns()]
    about = _about(request.user, count, narrowed) + (f"　用途：{reason}" if reason else "")
    sheet = Sheet(title, title, about, headings, _lines(listing, rows))
    return workbook_reply(write_workbook([sheet]), f"{title}_{timezone.localdate():%Y%m%d}.xlsx")


def page_sheet(request, listing: Listing, rows, *, back: str):
    """The same for a list that is a page of its own, to which `back` leads: 404 for whoever may not export."""
    if not request.user.holds(P.EXPORT):
        raise Http404
    try:
        return send_list(request, listing, rows.select_related(*listing.loads))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
        return redirect(back)


def _record(user, title: str, persons: set[str], count: int, reason: str) -> None:
    seat = seat_of(user)
    if seat and count:
        export = AccessLog.Action.EXPORT
        record_access(
            actor=user, action=export, subject=f"{title}列表", area=seat, persons=persons, rows=count, reason=reason
        )


def _about(user, count: int, narrowed: bool) -> str:
    places = "、".join(str(post.area or post.institution) for post in user.live_posts)
    filtered = "（已筛选）" if narrowed else ""
    return f"范围：{places}{filtered}　共{count}条　制表人：{user}　制表时间：{plain(timezone.now())}"


def _lines(listing: Listing, rows) -> Iterator[list[Any]]:
    columns = listing.sheet_columns()
    for rows_together in batched(rows.iterator(chunk_size=CHUNK), CHUNK):
        for row in listing.dressed(rows_together):
            yield [shown(column.value(row)) for column in columns]


def _heading_of(column: Column) -> Heading:
    return Heading(column.label, number=column.number, decimals=column.decimals, summed=bool(column.field))


def batched(rows: Iterator, size: int) -> Iterator[list]:
    """The rows in lists of `size`."""
    while together := list(islice(rows, size)):
        yield together


def exportable_rows(rows, user):
    """Those rows of a list that `user` may take along: of models with owners only where a post gives EXPORT."""
    if not isinstance(rows, ScopedQuerySet):
        return rows
    return rows.filter(pk__in=rows.model._default_manager.allowed(user, P.EXPORT).values("pk"))
