"""Codes that wait for a call of the community's staff, where the installation sends no messages."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from orgtree.choices import Permission as P
from orgtree.desk.actions import ObjectAction
from orgtree.desk.base import ScopedAdmin
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.text.free_text import ScannedForm, ScannedModelForm
from orgtree.text.rules.phones import normal_phone
from volunteers.members.choices.phone import CodeFor
from volunteers.members.lists import phone_code_list
from volunteers.members.models.phone_code import PhoneCode
from volunteers.members.services.claims_of_numbers import claim_number, free_number
from volunteers.members.services.phone_codes import LASTS, tell_code


class ClaimForm(ScannedModelForm):
    """Whose number it is, somebody says at the counter, and somebody else has it here."""

    number = forms.CharField(
        label="手机号",
        max_length=20,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"}),
        help_text="本人带着手机到社区来办。验证码打到这个号码上，由另一位工作人员填写，原来占用的账号就不再用它登录。",
    )
    community = forms.ModelChoiceField(
        Area.objects.none(), label="办理社区", empty_label="请选择", widget=UnfoldAdminSelectWidget
    )
    unscanned = {"number": "a telephone number is what is asked for; only looked up"}

    class Meta:
        model = PhoneCode
        fields = ()

    def clean_number(self):
        try:
            return normal_phone(self.cleaned_data["number"])
        except ValueError:
            raise forms.ValidationError("请填写11位手机号") from None

    def _post_clean(self):
        """The service checks the row."""


class CodeTypedForm(ScannedForm):
    """The code, as the claimant says it."""

    code = forms.CharField(
        label="验证码", max_length=12, widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"})
    )


def _tell(request, asked, data) -> str:
    phone, code = tell_code(code_id=asked.pk, by=request.user)
    minutes = LASTS.seconds // 60
    return f"请拨打 {phone}，把验证码 {code} 读给接电话的人（只显示这一次，{minutes}分钟内有效）。不要告诉打进来的人。"


def _free(request, asked, data) -> str:
    return free_number(code_id=asked.pk, code=data["code"], by=request.user)


@admin.register(PhoneCode)
class PhoneCodeAdmin(ScopedAdmin):
    """Who asked for a code and waits for a call. What is added by hand is a number that its owner claims at the counter."""

    view_permission = P.MEMBER_EDIT
    add_permission = P.MEMBER_EDIT
    form = ClaimForm
    menu_place = "people"
    tab_position = 60
    empty_hint = "有人在手机上登记报到、更换手机号或忘记密码时，验证码在这里等您打电话告知。"
    listing = phone_code_list
    shows = "purpose phone_shown area asked_at until told_by told_at"
    object_actions = (
        ObjectAction(
            key="tell",
            label="告知验证码",
            permission=P.MEMBER_EDIT,
            run=_tell,
            hint="由您拨打这个手机号，把验证码读给本人，以此确认号码是他的。查看号码会记入个人信息访问记录。",
            icon="call",
            applies=lambda asked: not asked.code_digest,
            shows_result=True,
        ),
        ObjectAction(
            key="free",
            label="填写验证码，释放号码",
            permission=P.MEMBER_EDIT,
            run=_free,
            form=CodeTypedForm,
            hint="请本人说出验证码。释放以后，原来的账号不再用这个号码登录，会收到通知；不能撤销。告知验证码的人不能办理。",
            icon="lock_open",
            applies=lambda asked: asked.purpose == CodeFor.CLAIM and bool(asked.code_digest),
            leads_to=lambda asked: reverse("admin:volunteers_phonecode_changelist"),
        ),
    )

    def field_groups(self, request, obj=None):
        return super().field_groups(request, obj) if obj else ((None, {"fields": ("number", "community")}),)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "community" in form.base_fields:
            own = Area.objects.allowed(request.user, P.MEMBER_EDIT).communities().current()
            form.base_fields["community"].queryset = own
            form.base_fields["community"].initial = own[0].pk if len(own) == 1 else None
        return form

    def save_by_service(self, request, obj, form, change):
        data = form.cleaned_data
        try:
            return claim_number(phone=data["number"], community=data["community"], by=request.user)
        except RuleBroken as broken:
            field = "number" if broken.field == "phone" else broken.field
            raise RuleBroken(broken.code, broken.message, field=field, conflict=broken.conflict) from broken
