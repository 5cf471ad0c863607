"""Numbers of hearings, advances and funds on the desk."""

from django.contrib import admin

from cocon.projects.lists import norm_list
from cocon.projects.models import ProjectNorm
from orgtree.desk.forms import ServiceForm
from orgtree.owned.desk.owned import OwnedAdmin
from orgtree.owned.services.versions import save_version


@admin.register(ProjectNorm)
class ProjectNormAdmin(OwnedAdmin):
    """A change is a new row with a later date."""

    tab_position = 77
    listing = norm_list
    form = ServiceForm
    fields = ("area", "key", "number", "active_from", "active_to")
    empty_hint = "听证、预付和经费的标准；改动从启用日期起适用。"

    def save_by_service(self, request, obj, form, change):
        for name, value in form.cleaned_data.items():
            setattr(obj, name, value)
        return save_version(row=obj, by=request.user)
