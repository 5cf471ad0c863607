"""What every view set shares: rows by scope, the permission each action needs, records of who read about whom."""

from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.viewsets import GenericViewSet

from orgtree.api.errors import TokenScopeMissing
from orgtree.choices import OWN
from orgtree.looks.models import AccessLog
from orgtree.looks.services.access import owning_area, record_shown
from orgtree.scope.models.either import rows_by_post_or_own
from orgtree.scope.models.rows import area_paths, person_fields
from orgtree.text.free_text import check_body
from orgtree.tree.models import Area


class TokenCovers(BasePermission):
    """Refuses a token that lacks the scope of the action. Posts are looked at later, row by row, by `.allowed`."""

    def has_permission(self, request, view) -> bool:
        needed = view.scopes_needed()
        if needed and not any(request.user.token_covers(scope) for scope in needed):
            raise TokenScopeMissing
        return True


class ScopedViewSet(GenericViewSet):
    """Base of all view sets. `permissions` names the permission per action, "*" for all others.

    `own_path` is the lookup from a row to its person's account; with it, people reach their own rows without a post.
    A view set whose rows have several such people says in `get_queryset` which rows are whose.
    `desk_acts` are those of a post alone: deciding is never one's own affair.
    `texts` holds Chinese summary and description per action for the schema.
    """

    permissions: dict[str, str] = {}
    own_path: str | None = None
    desk_acts: frozenset[str] = frozenset()
    texts: dict[str, tuple[str, str]] = {}
    tag = ""
    lookup_value_regex = r"[0-9]{1,18}"
    permission_classes = [IsAuthenticated, TokenCovers]

    @property
    def permission_needed(self) -> str:
        return self.permissions.get(self.action) or self.permissions["*"]

    def scopes_needed(self) -> set[str]:
        """A token with any one of these may go on; none for a method that the address does not know."""
        if self.action is None:
            return set()
        return {self.permission_needed, *([OWN] if self.takes_own else [])}

    @property
    def takes_own(self) -> bool:
        """Whether a person without a post may ask this of their own rows."""
        return bool(self.own_path) and self.action not in self.desk_acts

    def get_queryset(self):
        user, reads = self.request.user, self.request.method == "GET"
        if not self.takes_own or not user.is_authenticated or not user.token_covers(OWN):
            scoped = self.queryset.shown_to if reads else self.queryset.allowed
            return scoped(user, self.permission_needed)
        return rows_by_post_or_own(self.queryset, user, self.permission_needed, self.own_path, reads=reads)

    def filter_queryset(self, queryset):
        """The rows asked for; whoever they are read by, a person is named only to those who may read persons."""
        rows = super().filter_queryset(queryset)
        return rows.naming_for(self.request.user, self.permission_needed) if person_fields(rows.model) else rows

    def body_as(self, form_class, **options) -> dict:
        """The request's body, checked by a serializer made with `options`; raises ValidationError, which answers 400."""
        form = form_class(data=self.request.data, **options)
        form.is_valid(raise_exception=True)
        check_body(form)
        return form.validated_data

    def areas_in_reach(self):
        """The areas where the viewer has what this action needs: the only ones a filter may name."""
        return Area.objects.allowed(self.request.user, self.permission_needed)


class ReadViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """A list with filters, and one row by id.

    Every page or row that names other people is written down (个人信息保护法 Art. 54–55). `subject` says about what.
    """

    subject = ""

    def owner_of(self, row) -> int | None:
        """The id of the account whose own the row is: that is no look at another."""
        return None

    def paginate_queryset(self, queryset):
        page = super().paginate_queryset(queryset)
        if self.action == "list":
            self._record(page or (), f"{self._about}列表")
        return page

    def get_object(self):
        row = super().get_object()
        if self.action == "retrieve":
            self._record([row], f"{self._about} {row.pk}", area=owning_area(row) if area_paths(type(row)) else None)
        return row

    def _record(self, rows, subject: str, area=None) -> None:
        """A line for those of the rows that are not the reader's own."""
        user = self.request.user
        others = [row for row in rows if self.owner_of(row) != user.pk]
        record_shown(actor=user, action=AccessLog.Action.API, rows=others, subject=subject, area=area)

    @property
    def _about(self) -> str:
        return self.subject or str(self.queryset.model._meta.verbose_name)
