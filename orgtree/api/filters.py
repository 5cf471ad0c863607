"""Filters that take only what they list, and reach only what the viewer reaches."""

from django import forms
from django_filters import rest_framework as filters
from django_filters.constants import EMPTY_VALUES
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError

from orgtree.days.rules.periods import Period
from orgtree.lists.rules import measures_persons
from orgtree.tree.models import Area

BIGGEST_ID = 2**63 - 1
PERIOD_ERROR = "周期写作 2026-11、2026Q4 或 2026"
PAGING = {"page", "page_size"}


class StrictFilterBackend(filters.DjangoFilterBackend):
    """Refuses a parameter that it does not know: a misspelt filter must not answer with everything."""

    def filter_queryset(self, request, queryset, view):
        filterset = self.get_filterset(request, queryset, view)
        known = PAGING | set(filterset.filters if filterset else ())
        if unknown := set(request.query_params) - known:
            raise ValidationError({name: ["不支持的参数"] for name in sorted(unknown)})
        return super().filter_queryset(request, queryset, view)


class IdField(forms.IntegerField):
    """A primary key that PostgreSQL can hold."""

    def __init__(self, *, min_value=None, max_value=None, **kwargs):
        super().__init__(min_value=1, max_value=BIGGEST_ID, **kwargs)


@extend_schema_field(OpenApiTypes.INT64)
class IdFilter(filters.NumberFilter):
    """Rows that point at this id. Rows are in scope already, so a foreign id and a missing one both give none."""

    field_class = IdField

    def get_max_validator(self):
        return None


class UnderFilter(IdFilter):
    """Rows of an area and everything below it; an area out of reach gives none, like a missing one."""

    def filter(self, queryset, value):
        if value in EMPTY_VALUES:
            return queryset
        area = self.parent.view_areas().filter(pk=value).first()
        return queryset.within(area) if area else queryset.none()


class SearchFilter(filters.CharFilter):
    """Rows that match a text, by the model's own `matching`."""

    def __init__(self, **kwargs):
        super().__init__(max_length=60, **kwargs)

    def filter(self, queryset, value):
        return queryset if value in EMPTY_VALUES else queryset.matching(value)


class PeriodField(forms.CharField):
    """A period's slug, read."""

    def clean(self, value):
        text = super().clean(value)
        return parse_period(text) if text else None


def parse_period(text: str) -> Period:
    """The period of a slug; raises Django's ValidationError otherwise."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise forms.ValidationError(PERIOD_ERROR) from error


class PeriodFilter(filters.CharFilter):
    """Rows of one month, quarter or year, by the model's own `during`."""

    field_class = PeriodField

    def filter(self, queryset, value):
        return queryset.during(value) if value else queryset


class Ordering(filters.OrderingFilter):
    """The orders a list offers: parameter value -> Chinese name. `paths` leads from a value to a column of another name.

    Raises ValueError for a column that measures what somebody did.
    """

    descending_fmt = "%s（倒序）"

    def __init__(self, paths: dict[str, str] | None = None, **labels: str):
        columns = {name: (paths or {}).get(name, name) for name in labels}
        if ranks := sorted(filter(measures_persons, columns.values())):
            raise ValueError(f"nobody is ranked by {', '.join(ranks)}")
        super().__init__(
            fields=[(columns[name], name) for name in labels],
            field_labels={columns[name]: label for name, label in labels.items()},
            label="排序，多项以逗号分隔；前加减号为倒序",
        )


class YearFilter(filters.NumberFilter):
    """Rows of one year."""

    def __init__(self, **kwargs):
        super().__init__(min_value=2000, max_value=2099, label="年度", **kwargs)


class ScopedFilterSet(filters.FilterSet):
    """Base of all filter sets: hands the view's reach to its filters."""

    def view_areas(self):
        view = self.request.parser_context["view"]
        return view.areas_in_reach() if hasattr(view, "areas_in_reach") else Area.objects.none()
