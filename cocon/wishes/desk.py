"""Wishes of residents on the desk: entered, watched, confirmed or called off."""

from django import forms
from django.contrib import admin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from cocon.wishes.choices import WishState
from cocon.wishes.lists import wish_list
from cocon.wishes.models import Wish
from cocon.wishes.services.wishes import EDITABLE, create_wish, update_wish, wishes
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE
from orgtree.desk.acts import object_actions_of
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.files.shown import shown_picture

PRIVATE = "不写居民姓名、电话、证件号码和门牌号"


class WishForm(ServiceForm):
    """What the desk enters; the phone is never shown in full: an empty field keeps it."""

    need = forms.CharField(
        label="需求说明", max_length=300, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), help_text=PRIVATE
    )
    phone = forms.CharField(
        label="联系电话",
        required=False,
        max_length=20,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"}),
        help_text="居民同意才填，加密保存，只给认领人看，结束180天后自动删除",
    )

    class Meta:
        model = Wish
        fields = ("area", "title", "need", "kind", "people_helped", "phone")
        help_texts = {"title": PRIVATE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "phone" in self.fields:
            self.initial["phone"] = ""
            if self.instance.phone:
                self.fields["phone"].help_text = f"现为 {self.instance.masked_phone}。不修改就留空。"


@admin.register(Wish)
class WishAdmin(ScopedAdmin):
    """Those that wait for the desk first."""

    view_permission = P.ACTIVITY_VIEW
    add_permission = P.ACTIVITY_MANAGE
    change_permission = P.ACTIVITY_MANAGE
    related_permissions = {"area": P.ACTIVITY_MANAGE}
    menu_place = "services"
    tab_position = 40
    empty_hint = "登记居民的心愿，由党员认领；不写居民的姓名和住址。"
    form = WishForm
    listing = wish_list
    search_fields = ("title", "need")
    search_help_text = "心愿、需求说明"
    readonly_fields = (
        "state_shown",
        "entered_by",
        "entered_at",
        "claimed_by",
        "claimed_at",
        "due_shown",
        "word",
        "fulfilled_at",
        "outcome",
        "photo_shown",
        "closed_by",
        "closed_at",
        "reason",
        "phone_shown",
    )
    object_actions = (*object_actions_of(wishes), REVEAL_PHONE)

    def field_groups(self, request, obj=None):
        own = ("title", "need", "kind", "people_helped")
        if obj is None:
            return ((None, {"fields": ("area", *own, "phone")}),)
        phone = "phone" if self.has_change_permission(request, obj) else "phone_shown"
        course = [name for name in self.readonly_fields if name != "phone_shown"]
        return ((None, {"fields": ("area", *own, phone)}), ("办理情况", {"fields": course}))

    def get_readonly_fields(self, request, obj=None):
        return ("area", *self.readonly_fields) if obj else self.readonly_fields

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (not isinstance(obj, Wish) or obj.state == WishState.OPEN)

    @display(description="照片")
    def photo_shown(self, wish):
        return shown_picture("wish-photo", wish, "photo", "实现情况照片")

    @display(description="联系电话")
    def phone_shown(self, wish):
        return wish.masked_phone or "—"

    @does(wishes, "enter")
    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in EDITABLE}
        if not change:
            return create_wish(area=form.cleaned_data["area"], by=request.user, **fields)
        if not fields["phone"]:
            del fields["phone"]
        return update_wish(wish_id=obj.pk, by=request.user, **fields)
