"""Covenants and recognitions on the desk, and the way to the page that everybody reads."""

from django.contrib import admin
from django.urls import reverse

from cocon.bases import CoconAdmin
from cocon.covenants.lists import covenant_list, recognition_list
from cocon.covenants.models import Covenant, Recognition
from cocon.covenants.services import covenant_acts, covenants_shown, recognition_acts
from cocon.declare import Tabs
from cocon.units.services.pairings import units_for
from orgtree.choices import Permission as P
from orgtree.desk.acts import make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.related import is_choosing


class RecognitionInline(ReadOnlyInline):
    model = Recognition
    listing = recognition_list
    view_permission = P.COCON_VIEW
    show_change_link = True
    fields = ("day_shown", "kind_shown")
    verbose_name_plural = "认可"


@admin.register(Covenant)
class CovenantAdmin(CoconAdmin):
    """Covenants as they were given."""

    acts, listing = covenant_acts, covenant_list
    tab_position, tab_group = 36, Tabs.UNITS
    search_fields = ("title", "unit__name", "team__name")
    search_help_text = "承诺、单位、服务队"
    inlines = [RecognitionInline]
    empty_hint = "登记单位和集体的承诺；只记认可，不记失信。"
    shows = "title giver_shown state_shown area words since until is_public entered_by entered_at"
    object_actions = (make_button(recognition_acts, "recognise"),)

    def rows_for(self, field, request):
        """Units of the district, for whoever enters a covenant; elsewhere those that they may see."""
        if field.name == "unit" and is_choosing(request):
            return units_for(request.user)
        return super().rows_for(field, request)

    def object_links(self, request, obj):
        """The page that everybody reads, where something stands on it."""
        if not covenants_shown(obj.area).exists():
            return []
        return [("社区承诺栏", reverse("covenants", args=[obj.area_id]), "campaign")]


@admin.register(Recognition)
class RecognitionAdmin(CoconAdmin):
    """What was recognised, the latest first."""

    acts, listing = recognition_acts, recognition_list
    tab_group = Tabs.UNITS
    search_fields = ("covenant__title",)
    search_help_text = "承诺"
    empty_hint = "在“共建承诺”里认可如约履行的单位和集体。"
    shows = "covenant_shown giver_shown area_shown kind day by at"
