"""The form beneath a page of boards that keeps what is on view under a name."""

from django import forms

from orgtree.boards.rules import LONGEST_ADDRESS
from orgtree.choices import ViewPage, ViewSpan
from orgtree.text.free_text import ScannedForm


class KeepForm(ScannedForm):
    """A name for what is on view, and for whom."""

    title = forms.CharField(label="名称", max_length=30, error_messages={"required": "请填写名称"})
    page = forms.ChoiceField(choices=ViewPage.choices, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, max_length=LONGEST_ADDRESS, widget=forms.HiddenInput)
    span = forms.ChoiceField(label="打开时看哪一期", choices=ViewSpan.choices, initial=ViewSpan.NOW)
    is_told = forms.BooleanField(label="每月初把主要数字通知我", required=False)
    is_shared = forms.BooleanField(label="与本区域的岗位共享", required=False)


def keep_form(page: str, tail: str) -> KeepForm:
    """The form beneath a page, for what its address says behind the period."""
    return KeepForm(initial={"page": page, "asked": tail.removeprefix("&")}, auto_id="keep_%s")
