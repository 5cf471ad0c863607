"""Forms that prove a phone number."""

from django import forms

from volunteers.members.forms.fields import MemberForm, NewPasswordField, PhoneField


class PhoneForm(MemberForm):
    """The number that gets a code."""

    phone = PhoneField()


class CodeForm(MemberForm):
    """The code that came to it."""

    code = forms.CharField(
        label="验证码",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "请填写6位验证码"},
    )


class NewPasswordForm(MemberForm):
    """A new password in place of a forgotten one."""

    password = NewPasswordField()
