"""Numbers of hearings, advances and funds on the desk."""

from django.contrib import admin

from cocon.projects.lists import norm_list
from cocon.projects.models import ProjectNorm
from orgtree.owned.desk.owned import NumbersAdmin


@admin.register(ProjectNorm)
class ProjectNormAdmin(NumbersAdmin):
    """A change is a new row with a later date."""

    tab_position = 77
    listing = norm_list
    empty_hint = "听证、预付和经费的标准；改动从启用日期起适用。"
