"""Signing in and out, passwords, and where each person's start page is."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView, RedirectURLMixin
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from orgtree.choices import SignInKind
from orgtree.desk.home import landing_of
from orgtree.errors import RuleBroken
from orgtree.people.rules import KNOWN_FOR
from orgtree.people.services.devices import forget_session, know_device
from orgtree.people.services.people import ask_again, change_password, sign_in
from orgtree.text.crypto import decrypt, encrypt
from orgtree.web.middleware import PROVED_AT, STAYS_UNTIL

LARGE_TEXT_COOKIE = "large_text"
NEXT_SIZE = {"": "1", "1": "2"}
YEAR_SECONDS = 365 * 24 * 3600
SIGN_IN_ACCOUNT = "sign_in_account"


class SignInForm(forms.Form):
    """Account name or phone, and password."""

    account = forms.CharField(
        label="账号或手机号",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    stays = forms.BooleanField(
        label=f"在本机保持登录{KNOWN_FOR.days}天",
        required=False,
        help_text="只在自己的手机上勾选。工作人员的账号不适用，半小时不操作仍会退出。",
    )

    def __init__(self, request=None, *args, **kwargs):
        self.request = request
        self.user = None
        self.refused = None
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        if "account" in data and "password" in data:
            self._sign_in(data)
        return data

    def _sign_in(self, data):
        try:
            self.user = sign_in(request=self.request, account=data["account"], password=data["password"])
        except RuleBroken as error:
            self.refused = error
            self.add_error(None, error.message)

    def get_user(self):
        return self.user


def fill_in_account(request, account: str) -> None:
    """Have the sign-in page that comes next show this account or phone.

    By the session, since an address gets into logs; and sealed, since sessions are rows of the database (H03).
    """
    request.session[SIGN_IN_ACCOUNT] = encrypt(account, context=SIGN_IN_ACCOUNT)


class SignIn(LoginView):
    """The sign-in page of staff and members; 429 and a page of its own for a locked account."""

    template_name = "orgtree/people/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_initial(self):
        sealed = self.request.session.pop(SIGN_IN_ACCOUNT, "")
        return super().get_initial() | {"account": decrypt(sealed, context=SIGN_IN_ACCOUNT) if sealed else ""}

    def get_success_url(self):
        """Where the way in leads; to the own start page where it would lead a member to the desk, and back here."""
        url = super().get_success_url()
        if not self.request.user.is_staff and url.startswith(reverse("admin:index")):
            return self.get_default_redirect_url()
        return url

    def form_valid(self, form):
        response = super().form_valid(form)
        know_device(self.request, response, user=form.get_user(), stays=form.cleaned_data["stays"])
        return response

    def form_invalid(self, form):
        return slowed_page(self.request, form.refused) or super().form_invalid(form)


def slowed_page(request, error: RuleBroken | None):
    """The page with status 429 for an account or an address that has to wait; None for any other refusal."""
    if error is None or error.code not in ("locked_out", "too_often"):
        return None
    return render(request, "orgtree/people/locked_out.html", {"error": error}, status=429)


class SignOut(LogoutView):
    """POST only; the browser is told to forget what it kept of our pages. Who stayed signed in no longer does."""

    def post(self, request, *args, **kwargs):
        forget_session(request)
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


MEMBERS_TAB = {"tab": "me"}  # where a member is in the menu of their frame


class PasswordForm(forms.Form):
    """The old password once, the new one twice."""

    old_password = forms.CharField(
        label="当前密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new_password1 = forms.CharField(
        label="新密码",
        strip=False,
        max_length=200,
        help_text="至少8个字符，不能全是数字，不要用常见密码或自己的姓名、账号。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label="再输一次新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        data = super().clean()
        if data.get("new_password1") != data.get("new_password2"):
            self.add_error("new_password2", "两次输入的新密码不一致")
        return data


@method_decorator(login_required, name="dispatch")
class Password(FormView):
    """Change one's own password; the one page open to those who still have a first password."""

    template_name = "orgtree/people/password.html"
    form_class = PasswordForm
    extra_context = MEMBERS_TAB

    def form_valid(self, form):
        try:
            user = self._change(form.cleaned_data)
        except RuleBroken as error:
            if slowed := slowed_page(self.request, error):
                return slowed
            form.add_error(error.field or "old_password", error.message)
            return self.form_invalid(form)
        update_session_auth_hash(self.request, user)
        messages.success(self.request, "密码已修改，其他设备上的登录已退出。")
        response = redirect("home")
        know_device(self.request, response, user=user, stays=STAYS_UNTIL in self.request.session)
        return response

    def _change(self, data):
        user = self.request.user
        name = user.account or user.phone
        try:
            sign_in(request=self.request, account=name, password=data["old_password"], kind=SignInKind.PROVED)
        except RuleBroken as error:
            raise RuleBroken("old_password", "当前密码不正确") if error.code == "sign_in" else error from error
        return change_password(user_id=user.pk, new=data["new_password1"], by=user)


class AgainForm(forms.Form):
    """One's own password, before something sensitive."""

    own_password = forms.CharField(
        label="登录密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


@method_decorator(login_required, name="dispatch")
class PasswordAgain(RedirectURLMixin, FormView):
    """Give the password once more, and go on to the page that asked for it."""

    template_name = "orgtree/people/password_again.html"
    form_class = AgainForm
    extra_context = MEMBERS_TAB
    next_page = "home"

    def get_context_data(self, **kwargs):
        return super().get_context_data(next=self.get_redirect_url(), **kwargs)

    def form_valid(self, form):
        try:
            ask_again(request=self.request, password=form.cleaned_data["own_password"])
        except RuleBroken as error:
            if slowed := slowed_page(self.request, error):
                return slowed
            form.add_error("own_password", error.message)
            return self.form_invalid(form)
        self.request.session[PROVED_AT] = timezone.now().timestamp()
        return super().form_valid(form)


def home(request):
    """The start page of whoever asks: sign-in, the desk or the page where their day begins, or the member's pages."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    if not request.user.is_staff:
        return redirect(settings.MEMBER_HOME_URL)
    return redirect(landing_of(request.user) or "admin:index")


@csrf_exempt  # pages for residents set no cookie, and what it changes is the size of letters
@require_POST
def large_text(request):
    """The next size of letters for this browser: 长辈版, larger still (30 px), as usual; and back to where the switch was pressed.

    The sizes are those of 移动互联网应用（APP）适老化通用设计规范 (工信部 2021): 18 and more, 30 within reach.
    """
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    following = NEXT_SIZE.get(request.COOKIES.get(LARGE_TEXT_COOKIE, ""), "")
    if following:
        response.set_cookie(LARGE_TEXT_COOKIE, following, max_age=YEAR_SECONDS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(LARGE_TEXT_COOKIE)
    return response
