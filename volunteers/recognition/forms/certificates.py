"""The form by which anybody checks a service certificate."""

from django import forms

from volunteers.members.forms.fields import MemberForm


class CheckForm(MemberForm):
    """What stands on the sheet: its number and its code."""

    number = forms.CharField(label="编号", max_length=40, help_text="如 2026-410305001-0007")
    code = forms.CharField(label="校验码", max_length=20, help_text="记录单右上角，不分大小写")
