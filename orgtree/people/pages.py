"""Signing in and out, passwords, and where each person's start page is."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from orgtree.desk.home import landing_of
from orgtree.errors import RuleBroken
from orgtree.people.services.people import change_password, sign_in
from orgtree.text.crypto import decrypt, encrypt

LARGE_TEXT_COOKIE = "large_text"
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

    def __init__(self, request=None, *args, **kwargs):
        self.request = request
        self.user = None
        self.locked_out = False
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
            self.locked_out = error.code == "locked_out"
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

    def form_invalid(self, form):
        if form.locked_out:
            return render(self.request, "orgtree/people/locked_out.html", status=429)
        return super().form_invalid(form)


class SignOut(LogoutView):
    """POST only; the browser is told to forget what it kept of our pages."""

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


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

    def form_valid(self, form):
        try:
            user = self._change(form.cleaned_data)
        except RuleBroken as error:
            if error.code == "locked_out":
                return render(self.request, "orgtree/people/locked_out.html", status=429)
            form.add_error(error.field or "old_password", error.message)
            return self.form_invalid(form)
        update_session_auth_hash(self.request, user)
        messages.success(self.request, "密码已修改，其他设备上的登录已退出。")
        return redirect("home")

    def _change(self, data):
        user = self.request.user
        name = user.account or user.phone
        try:
            sign_in(request=self.request, account=name, password=data["old_password"])
        except RuleBroken as error:
            raise error if error.code == "locked_out" else RuleBroken("old_password", "当前密码不正确") from error
        return change_password(user_id=user.pk, new=data["new_password1"], by=user)


def home(request):
    """The start page of whoever asks: sign-in, the desk or the page where their day begins, or the member's pages."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    if not request.user.is_staff:
        return redirect(settings.MEMBER_HOME_URL)
    return redirect(landing_of(request.user) or "admin:index")


@require_POST
def large_text(request):
    """Switch large text on or off for this browser, and go back to where the switch was pressed."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.COOKIES.get(LARGE_TEXT_COOKIE) == "1":
        response.delete_cookie(LARGE_TEXT_COOKIE)
    else:
        response.set_cookie(LARGE_TEXT_COOKIE, "1", max_age=YEAR_SECONDS, httponly=True, samesite="Lax")
    return response
