"""Accounts, posts and the record of sign-ins."""

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.people.acts import account_acts, post_acts
from orgtree.people.lists import post_list, sign_in_list, user_list
from orgtree.people.models.people import Post, User, phone_index
from orgtree.people.models.sign_ins import SignInRecord
from orgtree.people.services import people
from orgtree.text.free_text import ScannedModelForm
from orgtree.text.rules.phones import normal_phone, sign_in_name


class PostInline(ReadOnlyInline):
    """The posts of an account, past ones included."""

    model = Post
    fk_name = "holder"
    view_permission = P.POST_VIEW
    fields = ("kind", "area", "institution", "since", "until")
    verbose_name_plural = "任职"


class AccountForm(ScannedModelForm):
    """An account. The phone is never shown in full: an empty field keeps it."""

    phone = forms.CharField(
        label="手机号", required=False, max_length=20, widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"})
    )

    class Meta:
        model = User
        fields = ("name", "account", "phone", "home")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.phone and "phone" in self.fields:
            self.initial["phone"] = ""
            self.fields["phone"].help_text = f"现为 {self.instance.masked_phone}。不修改就留空。"
        if "home" in self.fields:
            self.fields["home"].required = True

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        try:
            return normal_phone(phone) if phone else ""
        except ValueError:
            raise forms.ValidationError("请填写11位手机号") from None

    def clean_account(self):
        account = sign_in_name(self.cleaned_data["account"] or "")
        if account:
            User._meta.get_field("account").run_validators(account)
        return account

    def _post_clean(self):
        """Nothing more: the service checks the row as a whole."""


class PostForm(ServiceForm):
    """A new post: the holder chosen from the accounts of one's areas, or named exactly where they are on no list."""

    known_as = forms.CharField(
        label="或填手机号、账号",
        required=False,
        max_length=100,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
        help_text="任职人不在上面的名单中时（如自行注册的党员），填写其完整手机号或账号。",
    )
    beside = forms.BooleanField(
        label="此地已有人任此职，仍要任命",
        required=False,
        help_text="社区书记一般只有一人；交接期间两人同时在任的，勾选这一项。",
    )
    own_password = forms.CharField(
        label="您的登录密码",
        max_length=128,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "current-password"}),
        help_text="岗位让人看到和办理很多事，任命前再核对一次是您本人。能看个人信息的岗位还须由街道或审计确认后生效。",
    )
    unscanned: ClassVar[dict[str, str]] = {
        "known_as": "the number or name with which somebody signs in; only looked up"
    }

    class Meta:
        model = Post
        fields = ("holder", "kind", "area", "institution", "since", "until")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "holder" in self.fields:
            self.fields["holder"].required = False

    def clean(self):
        data = super().clean()
        holder, named = data.get("holder"), data.get("known_as")
        if bool(holder) == bool(named) and not self.errors:
            self.add_error("holder", "任职人只填一处" if holder else "请选择任职人，或在下一项填写其手机号、账号")
        return data


def told_once(user, password: str) -> str:
    return f"{user.name}的一次性密码：{password}（只显示这一次，请当面告知本人，首次登录须修改）"


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """Staff accounts of the viewer's areas; members who registered themselves are not listed here."""

    acts = account_acts
    view_permission = P.POST_VIEW
    add_permission = P.POST_GRANT
    change_permission = P.POST_GRANT
    related_permissions = {"home": P.POST_GRANT}
    menu_place = "settings"
    tab_position = 80
    empty_hint = "工作人员的账号在这里开通；党员的账号由本人激活。"
    form = AccountForm
    inlines = [PostInline]
    listing = user_list
    search_fields = ("name", "account")
    search_help_text = "姓名、账号，或完整手机号"
    fieldsets = ((None, {"fields": ("name", "account", "phone", "home")}),)
    readonly_fields = ("phone_shown", "is_active", "last_login", "course_shown")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("posts__area", "posts__institution")

    def field_groups(self, request, obj=None):
        if obj is None:
            return self.fieldsets
        phone = "phone" if self.has_change_permission(request, obj) else "phone_shown"
        return ((None, {"fields": ("name", "account", phone, "home", "is_active", "last_login", "course_shown")}),)

    def get_search_results(self, request, queryset, search_term):
        try:
            return queryset.filter(phone_hash=phone_index(search_term)), False
        except ValueError:
            return super().get_search_results(request, queryset, search_term)

    def choice_label(self, obj):
        return obj.told_apart

    @admin.display(description="办理过程")
    def course_shown(self, obj):
        return course_shown(account_acts, obj)

    @does(account_acts, "open")
    def save_by_service(self, request, obj, form, change):
        data = {key: form.cleaned_data[key] for key in ("name", "account", "phone", "home")}
        if change:
            data["phone"] = data["phone"] or None
            return people.update_user(user_id=obj.pk, by=request.user, **data)
        user, password = people.open_account(by=request.user, **data)
        self.message_user(request, told_once(user, password), messages.WARNING)
        return user


@admin.register(Post)
class PostAdmin(ScopedAdmin):
    """Who holds which post where. A post is never edited: it is ended, and another begun."""

    acts = post_acts
    view_permission = P.POST_VIEW
    add_permission = P.POST_GRANT
    related_permissions = {"holder": P.POST_GRANT, "area": P.POST_GRANT}
    menu_place = "settings"
    tab_position = 82
    empty_hint = "给账号任命岗位后，此人才能看到和办理相应的事。"
    form = PostForm
    listing = post_list
    search_fields = ("holder__name", "holder__account", "area__name", "institution__name")
    search_help_text = "姓名、账号、任职区域或单位"
    fields = ("holder", "kind", "area", "institution", "since", "until")

    def field_groups(self, request, obj=None):
        fields = list(self.fields)
        return (
            (
                None,
                {
                    "fields": [*fields, "course_shown"]
                    if obj
                    else [fields[0], "known_as", *fields[1:], "beside", "own_password"]
                },
            ),
        )

    def row_title(self, obj):
        return f"{obj.holder} {obj}"

    @admin.display(description="办理过程")
    def course_shown(self, obj):
        return course_shown(post_acts, obj)

    @does(post_acts, "appoint")
    def save_by_service(self, request, obj, form, change):
        data = form.cleaned_data
        people.ask_again(request=request, password=data["own_password"])
        holder = data["holder"] or people.person_known_as(data["known_as"], by=request.user)
        return people.appoint(
            holder_id=holder.pk,
            kind=data["kind"],
            area=data["area"],
            institution=data["institution"],
            since=data["since"],
            until=data["until"],
            beside=data["beside"],
            by=request.user,
        )


@admin.register(SignInRecord)
class SignInRecordAdmin(ScopedAdmin):
    """Who came in, who was refused and from where, newest first; nobody writes here by hand."""

    view_permission = P.AUDIT_VIEW
    menu_place = "audit"
    tab_position = 22
    duty_permissions = (P.AUDIT_VIEW,)
    empty_hint = "有人登录、输错密码，或有操作因没有权限、须由另一人办理而未通过时，自动记在这里，不能修改。账号和来源地址保存六个月。"
    listing = sign_in_list
    date_hierarchy = "at"
    search_fields = ("about__name", "about__account", "text")
    search_help_text = "姓名、账号或来源地址"
    shows = "at kind account_shown address_shown browser place row_id area"
