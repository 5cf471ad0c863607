"""What units tell of themselves and of their years, their contacts, and units that may be one, on the desk."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.units.lists import contact_list, profile_list, year_list
from cocon.units.models import UnitContact, UnitProfile, UnitYear
from cocon.units.services.profiles import add_contact, contact_acts, find_alike, keep_profile, units_kept_by
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE
from orgtree.desk.acts import object_actions_of
from orgtree.desk.forms import ServiceForm
from orgtree.desk.related import is_choosing
from orgtree.text.crypto import EncryptedTextField


class OfUnitAdmin(CoconAdmin):
    """Base of what is kept about units."""

    def rows_for(self, field, request):
        """Units of one's own, and of the district."""
        if field.name == "unit" and is_choosing(request):
            return units_kept_by(request.user)
        return super().rows_for(field, request)


def contacts_link(request, unit) -> list[tuple[str, str, str]]:
    """The way to whom to call, for whoever may; of all pages of a unit."""
    if not request.user.holds(P.COCON_MANAGE):
        return []
    return [("联系人", f"{reverse('admin:cocon_unitcontact_changelist')}?unit__id__exact={unit.pk}", "contacts")]


@admin.register(UnitProfile)
class UnitProfileAdmin(OfUnitAdmin):
    """Seen by the unit, by communities that are paired with it and by the areas where it is."""

    add_permission = change_permission = P.COCON_MANAGE
    tab_position, tab_group = 30, Tabs.UNITS
    empty_hint = "登记单位所属系统、擅长的事项和能提供的支持；单位也可以自己填写。"
    form = ServiceForm
    listing = profile_list
    search_fields = ("unit__name", "offers")
    search_help_text = "单位名称、能提供的支持"
    readonly_fields = ("kept_by", "kept_at")

    def field_groups(self, request, obj=None):
        fields = ("unit", "system", "matters", "offers")
        return ((None, {"fields": fields if obj is None else (*fields, *self.readonly_fields)}),)

    def get_readonly_fields(self, request, obj=None):
        return ("unit", *self.readonly_fields) if obj else self.readonly_fields

    def get_autocomplete_fields(self, request):
        return ["unit"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_by_service(self, request, obj, form, change):
        words = {name: form.cleaned_data[name] for name in ("system", "matters", "offers")}
        unit = obj.unit if change else form.cleaned_data["unit"]
        return keep_profile(unit=unit, by=request.user, **words)

    def object_links(self, request, obj):
        alike = ("可能重复的单位", reverse("admin:cocon_unitprofile_alike"), "join_inner")
        years = f"{reverse('admin:cocon_unityear_changelist')}?unit__id__exact={obj.unit_id}"
        mine = [*contacts_link(request, obj.unit), ("年度情况", years, "calendar_month")]
        return [*mine, alike] if request.user.holds(P.INSTITUTION_EDIT) else mine

    def get_urls(self):
        alike = path("alike/", self.admin_site.admin_view(self.alike_view), name="cocon_unitprofile_alike")
        return [alike, *super().get_urls()]

    def alike_view(self, request):
        """Units that may be one, to be decided by people; 403 for who keeps no units."""
        if not request.user.holds(P.INSTITUTION_EDIT):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "可能重复的单位",
            "groups": find_alike(request.user),
        }
        return TemplateResponse(request, "cocon/units/alike.html", context)


@admin.register(UnitContact)
class UnitContactAdmin(OfUnitAdmin):
    """Contacts are entered and removed; the phone is shown on request, which is recorded."""

    view_permission = add_permission = P.COCON_MANAGE
    tab_group = Tabs.UNITS
    empty_hint = "登记单位的联络员和分管负责人；结对结束一段时间后自动删除。"
    form = ServiceForm
    formfield_overrides = {EncryptedTextField: {"widget": UnfoldAdminTextInputWidget}}  # a phone is one line
    listing = contact_list
    list_filter = ("unit",)
    search_fields = ("unit__name",)
    search_help_text = "单位名称"
    readonly_fields = ("masked_phone_shown", "kept_by", "kept_at")
    object_actions = (*object_actions_of(contact_acts), REVEAL_PHONE)

    def field_groups(self, request, obj=None):
        own = ("unit", "role", "name")
        return ((None, {"fields": (*own, "phone") if obj is None else (*own, *self.readonly_fields)}),)

    @does(contact_acts, "add")
    def save_by_service(self, request, obj, form, change):
        words = {name: form.cleaned_data[name] for name in ("unit", "role", "name", "phone")}
        return add_contact(by=request.user, **words)


@admin.register(UnitYear)
class UnitYearAdmin(CoconAdmin):
    """What units say of their years, on their own page: read by the unit, where it is, and by communities that are paired with it."""

    listing = year_list
    tab_position, tab_group = 38, Tabs.UNITS
    search_fields = ("unit__name",)
    search_help_text = "单位名称"
    empty_hint = "单位在“本单位共建”里填写年度情况后，出现在这里。"
    shows = "unit year done problems plans kept_by kept_at"
