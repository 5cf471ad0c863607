"""Kinds of service on the desk."""

from django.contrib import admin

from volunteers.members.desk.dictionaries import DictionaryAdmin
from volunteers.service.models.service import ServiceKind


@admin.register(ServiceKind)
class ServiceKindAdmin(DictionaryAdmin):
    menu_place = "settings"
    tab_position = 60
    empty_hint = "登记服务时可选的类别，每一类对应一个积分项目。"
    list_display = ("code", "name", "item_code", "position", "is_active")
    fields = ("code", "name", "item_code", "hint", "position", "is_active")

    def get_readonly_fields(self, request, obj=None):
        return ("code",) if obj else ()
