"""Rows of another model on an object's page."""

from unfold.admin import TabularInline

from orgtree.scope.models.rows import ScopedQuerySet


class ReadOnlyInline(TabularInline):
    """Rows of another model on an object's page, to read: those that the viewer may see, none to edit."""

    view_permission: str | None = None
    extra = 0
    max_num = 0
    can_delete = False
    hide_title = True  # it repeats what the columns say
    show_change_link = False
    template = "orgtree/desk/rows_to_read.html"
    none_words = "还没有记录。"

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
