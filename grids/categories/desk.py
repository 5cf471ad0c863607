"""Categories on the desk: all who read rules read them, the keepers of an area write the next version."""

from django.contrib import admin

from grids.categories.lists import category_list
from grids.categories.models import Category
from grids.categories.services import save_category
from orgtree.desk.forms import ServiceForm
from orgtree.owned.desk.owned import OwnedAdmin


@admin.register(Category)
class CategoryAdmin(OwnedAdmin):
    """Versions of categories; a change is a new row with a later date."""

    form = ServiceForm
    tab_position = 78
    listing = category_list
    search_fields = ("code", "name")
    search_help_text = "编码、事项"
    empty_hint = "事项分类定下首办层级、受理和办理时限、牵头单位；改动从启用日期起适用，在办的按原来的。"
    fields = (
        "area",
        "code",
        "name",
        "level",
        "accept_number",
        "accept_unit",
        "handle_number",
        "handle_unit",
        "lead",
        "lead_words",
        "duty",
        "hint",
        "active_from",
        "active_to",
    )

    def save_by_service(self, request, obj, form, change):
        for name, value in form.cleaned_data.items():
            setattr(obj, name, value)
        return save_category(category=obj, by=request.user)
