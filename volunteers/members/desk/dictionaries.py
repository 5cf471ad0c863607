"""Words of consent on the desk."""

from django.contrib import admin

from orgtree.owned.desk.dictionaries import DictionaryAdmin
from volunteers.members.lists import consent_text_list
from volunteers.members.models.consent import ConsentText
from volunteers.members.services import dictionaries


@admin.register(ConsentText)
class ConsentTextAdmin(DictionaryAdmin):
    """Words that people agreed to are not altered: a new version is added, in force from its date."""

    change_permission = None
    tab_position = 66
    empty_hint = "每个目的一份告知内容；修改要发布新的一版，本人会再次被询问。"
    listing = consent_text_list
    fields = ("purpose", "required", "active_from", "text")

    def save_by_service(self, request, obj, form, change):
        return dictionaries.publish_consent_text(**form.cleaned_data, by=request.user)
