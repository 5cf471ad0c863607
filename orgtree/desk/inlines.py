"""Rows of another model on an object's page."""

from django.forms.models import BaseInlineFormSet
from unfold.admin import TabularInline

from orgtree.lists import Listing, cell_name
from orgtree.scope.models.rows import ScopedQuerySet


class RowsToRead(BaseInlineFormSet):
    """The rows of a list on another row's page, namesakes told apart."""

    listing: Listing | None = None
    names: tuple[str, ...] = ()

    def get_queryset(self):
        is_new = not hasattr(self, "_queryset")
        rows = super().get_queryset()
        if is_new and self.names:
            self.listing.tell_persons_apart(list(rows), self.names)
        return rows


class ReadOnlyInline(TabularInline):
    """Rows of another model on an object's page, to read: those that the viewer may see, none to edit.

    `listing` tells their columns as it does for a list; `fields` names the column `due` as `due_shown`.
    """

    view_permission: str | None = None
    listing: Listing | None = None
    extra = 0
    max_num = 0
    can_delete = False
    hide_title = True  # it repeats what the columns say
    show_change_link = False
    template = "orgtree/desk/rows_to_read.html"
    none_words = "还没有记录。"

    def __init__(self, parent_model, admin_site):
        super().__init__(parent_model, admin_site)
        if self.listing:
            for name, cell in self.listing.cells({}).items():
                setattr(self, cell_name(name), cell)

    def get_formset(self, request, obj=None, **kwargs):
        columns = self.listing.columns if self.listing else {}
        names = tuple(name for name in columns if cell_name(name) in self.fields)
        kind = type("Rows", (RowsToRead,), {"listing": self.listing, "names": names})
        return super().get_formset(request, obj, formset=kind, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def has_view_permission(self, request, obj=None):
        return self.view_permission is not None and request.user.holds(self.view_permission)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.allowed(request.user, self.view_permission) if isinstance(rows, ScopedQuerySet) else rows
