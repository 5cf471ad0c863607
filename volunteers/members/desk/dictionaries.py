"""Small dictionaries on the desk: specialities, words of consent."""

from django.contrib import admin

from orgtree.admin.base import DeskAdmin
from orgtree.admin.keepers import KeptForAll
from orgtree.choices import Permission as P
from volunteers.members.models.consent import ConsentText
from volunteers.members.models.member import Skill
from volunteers.members.services import dictionaries


class DictionaryAdmin(KeptForAll, DeskAdmin):
    """Looked at and edited by those who keep the rules; nothing is deleted, it is switched off."""

    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    change_permission = P.RULES_EDIT

    def save_by_service(self, request, obj, form, change):
        return dictionaries.save_entry(entry=obj, by=request.user)


@admin.register(Skill)
class SkillAdmin(DictionaryAdmin):
    menu_place = "settings"
    tab_position = 62
    empty_hint = "党员登记时可选的特长。"
    list_display = ("name", "position", "is_active")
    fields = ("name", "position", "is_active")


@admin.register(ConsentText)
class ConsentTextAdmin(DictionaryAdmin):
    """Words that people agreed to are not altered: a new version is added, in force from its date."""

    change_permission = None
    menu_place = "settings"
    tab_position = 66
    empty_hint = "每个目的一份告知内容；修改要发布新的一版，本人会再次被询问。"
    list_display = ("purpose", "version", "required", "active_from")
    list_filter = ("purpose",)
    ordering = ("purpose", "-version")
    fields = ("purpose", "required", "active_from", "text")

    def save_by_service(self, request, obj, form, change):
        return dictionaries.publish_consent_text(**form.cleaned_data, by=request.user)
