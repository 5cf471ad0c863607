"""The staff desk's list and object pages: our permissions, our scope, our services.

`DeskAdmin` serves models without owners (dictionaries, rules), `ScopedAdmin` everything that belongs to an area
or a unit. Neither deletes, neither writes a row itself: `save_by_service` does.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets, get_fields_from_path
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, ManyToManyField
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from unfold.admin import ModelAdmin

from orgtree.choices import Permission as P
from orgtree.desk import readonly  # noqa: F401 -- links of read-only fields
from orgtree.desk.adding import AddPage
from orgtree.desk.forms import SearchSelect, SearchSelectMany, ask_by_name, refused, tidied
from orgtree.desk.inlines import ReadOnlyInline
from orgtree.desk.list_sheets import SheetMixin
from orgtree.desk.looks import RecordedLooks
from orgtree.desk.paging import KeysFirst
from orgtree.desk.queues import QueuePages
from orgtree.desk.related import filter_for, own_areas, rows_to_choose
from orgtree.desk.row_pages import RowPages
from orgtree.desk.shown import without_empty
from orgtree.errors import RuleBroken
from orgtree.lists import Listing, cell_name
from orgtree.lists.rules import measures_persons
from orgtree.scope.models.rows import hides_persons, person_fields
from orgtree.text.free_text import ScannedModelForm

UNOFFERED_URLS = ("_delete",)
# How a filter's field may be asked for in the address, after the field's own name.
OFFERED_LOOKUPS = frozenset(
    ("", "__exact", "__id__exact", "__pk__exact", "__in", "__isnull", "__gt", "__gte", "__lt", "__lte")
    + ("__year", "__month", "__day", "__range__gte", "__range__lte")
    + (
        "_from",
        "_to",
        "_from_0",
        "_from_1",
        "_to_0",
        "_to_1",
    )  # days and moments from and to, the theme's range filters
)


class DeskAdmin(RecordedLooks, AddPage, RowPages, SheetMixin, QueuePages, ModelAdmin):
    """A model on the desk. A permission of None means nobody.

    `related_permissions` names, for a relation, what the viewer must hold on a row to choose it; a relation that
    is not named offers what the related model's own list shows them. `menu_place` is the place of the menu where the list is
    a tab, at its `tab_position`; None: it is reached from the pages that use it. Lists of one `tab_group` stand below one tab
    of that name; one without a position stands with those of its group when it is open. `duty_permissions` are for lists whose
    reading is itself somebody's work.
    `empty_hint` tells how rows come about, where there are none; `add_hint` what adding one brings, and `add_label`
    what its button says: a row whose adding does something takes one at a time. `field_groups` is where a subclass
    says what its pages show. With `area_is_own` a new row begins with the viewer's own area. `listing` tells the columns
    and filters of the list (orgtree/lists/__init__.py); its pages show the column `due` as `due_shown`, and
    `leads` tells of columns that are numbers the address of the rows behind them. `shows` are the words of a page to read:
    its fields, none of which is filled in. With `acts` the buttons, the entries of the menu and the page to add come from what the
    noun declares (orgtree/desk/adding.py).
    """

    is_for_the_desk = True
    listing: Listing
    leads: dict[str, Callable[[Any], str | None]] = {}
    shows = ""
    view_permission: str | None = None
    add_permission: str | None = None
    change_permission: str | None = None
    related_permissions: dict[str, str] = {}
    form = ScannedModelForm
    menu_place = "settings"
    tab_position: int | None = None
    tab_group = ""
    duty_permissions: tuple[str, ...] = ()
    empty_hint = ""
    add_hint = ""
    add_label = ""
    area_is_own = True
    list_per_page = 50
    list_max_show_all = 50
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # a count for each choice of each filter costs a query each
    warn_unsaved_form = True
    list_filter_submit = True
    list_filter_sheet = False
    compressed_fields = True
    change_form_before_template = "orgtree/desk/object_acts.html"

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self._show(self.listing)
        if self.shows:
            self.fields = self.readonly_fields = tuple(self.shows.split())

    def _show(self, listing: Listing) -> None:
        """Take the list's columns, each as an attribute of its own, for the list and for the pages of its rows."""
        for name, cell in listing.cells(self.leads).items():
            setattr(self, cell_name(name), cell)
        self.list_display = tuple(map(cell_name, listing.desk))
        self.list_display_links = tuple(map(cell_name, listing.links))
        self.list_filter = [*listing.filters, *self.list_filter]
        self.list_select_related = listing.loads

    # --- Who may -----------------------------------------------------------------------------------------------------

    def may(self, request, permission: str | None, obj=None) -> bool:
        """Whether the viewer holds `permission` (on `obj`, when one is given): asked once in a request, for the menu asks of all lists."""
        if permission is None:
            return False
        user, known = request.__dict__.get("_desk_holds", (None, None))
        if user is not request.user:
            user, known = request.__dict__["_desk_holds"] = request.user, {}
        if permission not in known:
            known[permission] = user.is_active and user.holds(permission)
        return known[permission]

    def has_module_permission(self, request):
        return self.may(request, self.view_permission)

    def has_view_permission(self, request, obj=None):
        return self.may(request, self.view_permission, obj)

    def has_add_permission(self, request):
        return self.may(request, self.add_permission)

    def has_change_permission(self, request, obj=None):
        return self.may(request, self.change_permission, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    @cached_property
    def work_permissions(self) -> set[str]:
        """What opens something to do here: adding, changing, acting. Taking a copy or seeing a number is no work."""
        acts = (*self.object_actions, *getattr(self, "bulk_acts", ()))
        named = {self.add_permission, self.change_permission, *self.duty_permissions, *(act.permission for act in acts)}
        return named - {None, P.EXPORT, P.PHONE_REVEAL}

    def offers_work(self, request) -> bool:
        """Whether the viewer can add or act on this list; else it is one to read."""
        return any(self.may(request, permission) for permission in self.work_permissions)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if self.may(request, self.view_permission) else rows.none()

    def get_sortable_by(self, request):
        """Every column but those that would put people in the order of what they did."""
        return [name for name in super().get_sortable_by(request) if not measures_persons(self._order_of(name))]

    def get_ordering(self, request):
        return self.listing.ordering if self.listing.order else super().get_ordering(request)

    def get_changelist(self, request, **kwargs):
        """The list's own reading of the address, which would order by any column, offered or not."""

        class Unranked(super().get_changelist(request, **kwargs)):
            def get_results(self, request):
                super().get_results(request)
                self.model_admin.listing.dressed(self.result_list)
                self.model_admin.listing.tell_persons_apart(list(self.result_list))

            def get_filters(self, request):
                try:
                    return super().get_filters(request)
                except OverflowError as error:  # a year that no day has, of which Django catches only the other kinds
                    raise IncorrectLookupParameters from error

            def get_ordering_field(self, field_name):
                order = super().get_ordering_field(field_name)
                return None if order and measures_persons(str(order)) else order

        return Unranked

    def get_object(self, request, object_id, from_field=None):
        """The row; read once for a page that is looked at, which asks for its acts first and then for its fields."""
        known = request.__dict__.setdefault("_desk_rows", {}) if request.method == "GET" else {}
        key = (self.model, object_id, from_field)
        if key not in known:
            known[key] = row = super().get_object(request, object_id, from_field)
            if row is not None:
                self.listing.dressed([row])
        return known[key]

    def _order_of(self, name: str) -> str:
        """The lookup by which a column of the list is ordered; "" for one that is not."""
        shown = getattr(self, name, None)
        return name if shown is None else str(getattr(shown, "admin_order_field", "") or "")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        act = path("<path:object_id>/act/<slug:key>/", self.admin_site.admin_view(self.act_view), name=name)
        offered = [url for url in super().get_urls() if not (url.name or "").endswith(UNOFFERED_URLS)]
        return [act, *offered] if self.object_actions else offered

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404  # Django would say by a message that the row is missing, and tell strangers apart by it

    def lookup_allowed(self, lookup, value, request=None):
        """Only what the filters offer: other fields could be guessed at, character by character, in the address."""
        names = {
            getattr(item, "parameter_name", item) if isinstance(item, type | str) else item[0]
            for item in self.list_filter
        }
        names |= {self.date_hierarchy, "pk"} - {None}
        return any(lookup.removeprefix(name) in OFFERED_LOOKUPS for name in names if lookup.startswith(name))

    def get_inlines(self, request, obj):
        """All of them to look at; on adding and saving only those that can be filled in."""
        inlines = super().get_inlines(request, obj)
        if obj is not None and request.method == "GET":
            return inlines
        return [inline for inline in inlines if not issubclass(inline, ReadOnlyInline)]

    # --- What they may choose ----------------------------------------------------------------------------------------

    def rows_for(self, field, request):
        """The rows that the viewer may choose for a relation, in forms, suggestions and filters alike."""
        asked = self.asked_rows(field, request)
        if asked is not None:
            return asked
        return rows_to_choose(self.admin_site, request, field, self.related_permissions.get(field.name))

    def choice_label(self, obj) -> str:
        """How a row of this model is called where another model's form offers it."""
        return str(obj)

    def row_title(self, obj) -> str:
        """How a row is called on its own pages: whose it is, and what."""
        return self.choice_label(obj)

    def field_groups(self, request, obj=None):
        """The field sets of a page, before those that hold nothing are taken out; on adding, `obj` is None."""
        return super().get_fieldsets(request, obj)

    def get_fieldsets(self, request, obj=None):
        """All that can be filled in, and of the rest what holds something."""
        fieldsets = self.field_groups(request, obj)
        if obj is None:
            return fieldsets
        fixed = set(self.get_readonly_fields(request, obj))
        if not self.has_change_permission(request, obj):
            fixed.update(flatten_fieldsets(fieldsets))
        return without_empty(fieldsets, obj, fixed)

    def get_changeform_initial_data(self, request):
        """What the address says, and where it names no area: the viewer's own, if they may choose it."""
        return own_areas(self, request) | super().get_changeform_initial_data(request)

    def get_autocomplete_fields(self, request):
        """Every relation to a model that can be searched: lists of thousands do not fit into a dropdown."""
        return [field.name for field in self._relations() if self._is_searchable(field.remote_field.model)]

    def _relations(self):
        return [
            field
            for field in (*self.opts.fields, *self.opts.many_to_many)
            if isinstance(field, ForeignKey | ManyToManyField)
        ]

    def _is_searchable(self, model) -> bool:
        return self.admin_site.is_registered(model) and bool(self.admin_site.get_model_admin(model).search_fields)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """No choice is made for the person: where the model has no default, the list begins with 请选择."""
        blank = db_field.blank or not db_field.has_default()
        kwargs.setdefault("choices", db_field.get_choices(include_blank=blank, blank_choice=[("", "请选择")]))
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", self.rows_for(db_field, request))
        if self._is_searchable(db_field.remote_field.model):
            kwargs.setdefault("widget", SearchSelect(db_field, self.admin_site))
        return self._labelled(super().formfield_for_foreignkey(db_field, request, **kwargs), db_field)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", self.rows_for(db_field, request))
        if self._is_searchable(db_field.remote_field.model):
            kwargs.setdefault("widget", SearchSelectMany(db_field, self.admin_site))
        return self._labelled(super().formfield_for_manytomany(db_field, request, **kwargs), db_field)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return tidied(super().formfield_for_dbfield(db_field, request, **kwargs))

    def _labelled(self, form_field, db_field):
        """The form field, calling its rows as their own admin does."""
        model = db_field.remote_field.model
        if form_field is not None and self.admin_site.is_registered(model):
            form_field.label_from_instance = self.admin_site.get_model_admin(model).choice_label
        return form_field

    def get_list_filter(self, request):
        return [self._scoped_filter(item) for item in super().get_list_filter(request)]

    def _scoped_filter(self, item):
        if not isinstance(item, str):
            return item
        field = get_fields_from_path(self.model, item)[-1]
        return (item, filter_for(self, field)) if field.is_relation else item

    # --- Writing -----------------------------------------------------------------------------------------------------

    def save_by_service(self, request, obj, form, change):
        """Write the form through a service and return the saved row; raises RuleBroken."""
        raise PermissionDenied

    def save_model(self, request, obj, form, change):
        saved = self.save_by_service(request, obj, form, change)
        for field in self.opts.concrete_fields:
            setattr(obj, field.attname, getattr(saved, field.attname))
        obj._state.adding = False

    def save_related(self, request, form, formsets, change):
        """Nothing: the service has written the relations with the row."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # One button to save; another entry at once only where one adds.
        context = {
            "show_save_and_continue": False,
            "show_save_and_add_another": object_id is None and not self.add_label,
        }
        if object_id is None:
            context["title"] = f"新增{self.opts.verbose_name}"
        context |= extra_context or {}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except RuleBroken as error:
            # What the service had written is rolled back; the form is shown again as it was filled in.
            request.rule_broken = error
            return super().changeform_view(request, object_id, form_url, context)

    def render_change_form(self, request, context, *args, **kwargs):
        context["adminform"].form.request = request  # asked by read-only fields: may the viewer open the related row
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request, extra_context=None):
        try:
            title = {"title": self.opts.verbose_name_plural}
            return super().changelist_view(request, title | (extra_context or {}))
        except RuleBroken as error:
            self.message_user(request, error.message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        ask_by_name(form.base_fields)
        error = getattr(request, "rule_broken", None)
        return form if error is None else refused(form, error)

    # The audit trail is the database's own; Django's log would keep names in plain text beside it.
    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass


class ScopedAdmin(DeskAdmin):
    """A model whose rows belong to areas or units: each viewer has their own list, and 404 for the rest."""

    def may(self, request, permission, obj=None):
        pk = getattr(obj, "pk", obj)  # unfold asks with the id of the address
        if pk is None or not super().may(request, permission):
            return super().may(request, permission)
        known = request.__dict__.setdefault("_desk_answers", {})
        key = (self.model, str(pk), permission)
        if key not in known:
            known[key] = self.model._default_manager.allowed(request.user, permission).filter(pk=pk).exists()
        return known[key]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if self.view_permission is None:
            return rows.none()
        if request.method != "GET":
            return rows.allowed(request.user, self.view_permission)
        return rows.shown_to(request.user, self.view_permission, by_keys=issubclass(self.paginator, KeysFirst))

    def get_search_fields(self, request):
        """Without the persons that the viewer may not read: who a row names would be told by finding it."""
        fields = super().get_search_fields(request)
        if self.view_permission is None or not hides_persons(self.model, request.user, self.view_permission):
            return fields
        hidden = person_fields(self.model)
        return [field for field in fields if field.lstrip("^=@").split("__")[0] not in hidden]
