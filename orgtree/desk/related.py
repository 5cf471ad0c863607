"""What a person may choose or filter by: the rows that they may see of the model on the other side."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied, ValidationError
from unfold.contrib.filters.admin import RelatedDropdownFilter
from unfold.contrib.filters.admin.autocomplete_filters import AutocompleteSelectFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from orgtree.choices import PostKind
from orgtree.looks.services.access import record_shown
from orgtree.scope.models.rows import ScopedQuerySet, inside
from orgtree.tree.models import Area


def rows_to_choose(site, request, field, permission=None):
    """The rows on the other side of `field` that the viewer may choose.

    With `permission`, those on which they hold it; else those that the other model's own list shows them; none
    of a scoped model that has no list, all of a model without owners (a dictionary).
    """
    model = field.remote_field.model
    rows = model._default_manager.all()
    if permission is not None:
        return rows.allowed(request.user, permission)
    if site.is_registered(model):
        return site.get_model_admin(model).get_queryset(request)
    return rows.none() if isinstance(rows, ScopedQuerySet) else rows


def is_choosing(request) -> bool:
    """Whether a form to add, or the suggestions of one, ask for the rows: there somebody may name more than they see."""
    match = request.resolver_match
    return bool(match) and match.url_name.endswith(("_add", "autocomplete"))


def own_areas(model_admin, request) -> dict:
    """For each required area of the admin's form the one where the viewer's post is, where the form offers it.

    A viewer with posts in several places chooses; an area that the viewer may not choose is never filled in.
    """
    seats = {post.area_id for post in request.user.live_posts if post.area_id and post.kind != PostKind.EMERGENCY_LEAD}
    fields = [f for f in model_admin.opts.fields if f.related_model is Area and not f.blank and f.name != "parent"]
    if len(seats) != 1 or not model_admin.area_is_own:
        return {}
    return {f.name: pk for f in fields for pk in seats if model_admin.rows_for(f, request).filter(pk=pk).exists()}


class ScopedAutocomplete(AutocompleteJsonView):
    """Suggestions for a field of a form or filter, by the scope that the field's own admin declares."""

    def get(self, request, *args, **kwargs):
        self.term, self.model_admin, self.source_field, to_field = self.process_request(request)
        if not self.admin_site.is_registered(self.source_field.model):
            raise PermissionDenied
        self.source_admin = self.admin_site.get_model_admin(self.source_field.model)
        if not self.source_admin.has_view_permission(request):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def has_perm(self, request, obj=None):
        return True  # decided in get(); what may be seen is decided row by row

    def get_queryset(self):
        rows = self.source_admin.rows_for(self.source_field, self.request)
        rows = rows.complex_filter(self.source_field.get_limit_choices_to())
        rows = rows if rows.ordered else rows.order_by(*(self.model_admin.get_ordering(self.request) or ["pk"]))
        found, repeats = self.model_admin.get_search_results(self.request, rows, self.term)
        return found.distinct() if repeats else found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        subject = f"选择{self.model_admin.opts.verbose_name}"
        record_shown(actor=self.request.user, rows=context["object_list"], subject=subject)
        return context

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": self.model_admin.choice_label(obj)}


class ScopedRelatedFilter(RelatedDropdownFilter):
    """A dropdown of the related rows that the viewer may see."""

    def field_choices(self, field, request, model_admin):
        return [(row.pk, str(row)) for row in model_admin.rows_for(field, request)]


class ScopedAutocompleteForm(AutocompleteDropdownForm):
    """The filter's form, whose chosen row is shown by name only to those who may see it."""

    def __init__(self, request, name, label, choices, field, model_admin, multiple=False, **kwargs):
        super().__init__(request, name, label, choices, field, model_admin, multiple, **kwargs)
        self.fields[name].queryset = model_admin.rows_for(field, request)


class ScopedAutocompleteFilter(AutocompleteSelectFilter):
    """A search box over the related rows that the viewer may see."""

    form_class = ScopedAutocompleteForm

    def chosen(self):
        """The chosen row, or None when there is none or it is not the viewer's to see."""
        try:
            return self.model_admin.rows_for(self.field, self.request).filter(pk=self.value()).first()
        except (ValueError, ValidationError) as error:
            raise IncorrectLookupParameters(error) from error

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        chosen = self.chosen()
        return queryset.filter(**{self.field_path: chosen}) if chosen else queryset.none()


class AreaFilter(ScopedAutocompleteFilter):
    """Rows that belong to the chosen area or anything below it."""

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        area = self.chosen()
        if area is None:
            return queryset.none()
        return queryset.filter(inside(area, self.field_path))


def filter_for(model_admin, field):
    """The filter class that fits a relation: by subtree for areas, by search for long lists, else a dropdown."""
    target = field.remote_field.model
    if target is Area:
        return AreaFilter
    site = model_admin.admin_site
    if site.is_registered(target) and site.get_model_admin(target).search_fields:
        return ScopedAutocompleteFilter
    return ScopedRelatedFilter
