"""The last form of a member."""

from django import forms

from volunteers.members.forms.fields import MemberForm


class ClosingForm(MemberForm):
    """The password once more, and a box that says the consequences were read."""

    password = forms.CharField(
        label="登录密码",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "data-reveal": ""}),
    )
    understood = forms.BooleanField(label="我已了解：注销后不能恢复，需要时只能重新登记")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["understood"].error_messages["required"] = "请先勾选，确认已了解后果"
