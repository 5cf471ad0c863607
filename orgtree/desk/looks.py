"""Every page of the desk that names persons leaves one line in the record of looks, with the persons that it showed."""

from collections.abc import Iterable

from django.contrib.admin.utils import unquote

from orgtree.looks.services.access import owning_area, record_shown
from orgtree.looks.services.persons import persons_in
from orgtree.scope.models.rows import area_paths


class RecordedLooks:
    """Gives the lists of the desk and the pages of their rows their line in the record of looks."""

    def persons_beside(self, rows) -> Iterable[str]:
        """The keys of persons whom columns or fields name and the rows themselves do not: of a post, who holds it."""
        return ()

    def changelist_view(self, request, extra_context=None):
        reply = super().changelist_view(request, extra_context)
        shown = getattr(reply, "context_data", None) or {}
        if "cl" in shown:
            self._note(request, list(shown["cl"].result_list), f"{self.opts.verbose_name_plural}列表")
        return reply

    def change_view(self, request, object_id, form_url="", extra_context=None):
        reply = super().change_view(request, object_id, form_url, extra_context)
        shown = getattr(reply, "context_data", None) or {}
        if "original" in shown:
            row, inlines = shown["original"], shown["inline_admin_formsets"]
            beneath = [form.instance for inline in inlines for form in inline.formset.initial_forms]
            self._note(request, [row], self._title(object_id), area=area_of(row), beside=persons_in(beneath))
        return reply

    def act_view(self, request, object_id, key):
        return self._seen(request, object_id, super().act_view(request, object_id, key))

    def history_view(self, request, object_id, extra_context=None):
        return self._seen(request, object_id, super().history_view(request, object_id, extra_context))

    def _seen(self, request, object_id, reply):
        """The reply, a page that says whose row it is; an act that shows its result has recorded that itself."""
        shown = getattr(reply, "context_data", None) or {}
        if "object" in shown and shown.get("result") is None:
            self._note(request, [shown["object"]], self._title(object_id), area=area_of(shown["object"]))
        return reply

    def _title(self, object_id: str) -> str:
        return f"{self.opts.verbose_name}（编号{unquote(object_id)}）"

    def _note(self, request, rows: list, subject: str, area=None, beside: Iterable[str] = ()) -> None:
        beside = {*beside, *self.persons_beside(rows)}
        record_shown(actor=request.user, rows=rows, subject=subject, area=area, beside=beside)


def area_of(row):
    """The area that owns the row; None for rows without owners."""
    return owning_area(row) if area_paths(type(row)) else None
