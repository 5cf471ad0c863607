"""Dictionaries on the desk: a page of each that an app declares."""

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.declare import Dictionary, registry
from orgtree.desk.base import DeskAdmin
from orgtree.owned.desk.keepers import KeptForAll
from orgtree.owned.desk.owned import OwnedAdmin
from orgtree.owned.lists import declare_dictionary
from orgtree.owned.models import Owned
from orgtree.owned.services.dictionaries import save_entry


class DictionaryAdmin(KeptForAll, DeskAdmin):
    """Looked at and edited by those who keep the rules; nothing is deleted, it is switched off."""

    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    change_permission = P.RULES_EDIT
    menu_place = "settings"

    def save_by_service(self, request, obj, form, change):
        return save_entry(entry=obj, by=request.user)


def register_dictionaries() -> None:
    """A page for each declared dictionary that brings none of its own; called when every app has declared its own."""
    for dictionary in registry.dictionaries.values():
        if dictionary.columns:
            admin.site.register(dictionary.model, _page_of(dictionary))


class OwnedDictionaryAdmin(OwnedAdmin):
    """The same where entries have an area that keeps them."""

    def save_by_service(self, request, obj, form, change):
        return save_entry(entry=obj, by=request.user)


def _page_of(dictionary: Dictionary) -> type[DeskAdmin]:
    base = OwnedDictionaryAdmin if issubclass(dictionary.model, Owned) else DictionaryAdmin

    class EntryAdmin(base):
        tab_position = dictionary.position
        empty_hint = dictionary.hint
        listing = declare_dictionary(dictionary)
        fields = dictionary.fields

        def get_readonly_fields(self, request, obj=None):
            return (*super().get_readonly_fields(request, obj), *(dictionary.fixed if obj else ()))

    return EntryAdmin
