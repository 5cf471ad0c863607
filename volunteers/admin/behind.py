"""Addresses of lists on the desk that show the rows behind a number printed elsewhere, and the filters that they need."""

from urllib.parse import urlencode

from django.contrib.admin import SimpleListFilter
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from orgtree.choices import Permission as P
from volunteers.models import Emergency


def list_address(model: str, **filters) -> str:
    """The list of a model of this app, filtered."""
    return f"{reverse(f'admin:volunteers_{model}_changelist')}?{urlencode(filters)}"


def opening(number, address: str | None) -> SafeString | str:
    """The number as a link to its rows; plain where there are none, or where they are not the viewer's to see."""
    return format_html('<a class="text-link" href="{}">{}</a>', address, number) if number and address else str(number)


class EmergencyFilter(SimpleListFilter):
    """The hours rolled in one emergency, for the page that counts them; offered only to who comes from there."""

    title = "应急动员"
    parameter_name = "emergency"

    def lookups(self, request, model_admin):
        rows = Emergency.objects.all()
        known = rows.concerning(request.user, P.EMERGENCY_RUN) | rows.concerning(request.user, P.EMERGENCY_OPEN)
        asked = self.value() or ""
        self.chosen = known.filter(pk=asked).first() if asked.isdigit() and len(asked) < 19 else None
        return [(asked, str(self.chosen or "没有这次动员"))] if asked else []

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(shift_place__shift__emergency=self.chosen) if self.chosen else queryset.none()
