"""Forms of service certificates: asking for one, and checking one."""

from datetime import date

from django import forms
from django.utils import timezone

from volunteers.members.forms.fields import MemberForm


class RequestForm(MemberForm):
    """The stretch of time that the sheet is to cover; this year so far unless something else is asked for."""

    since = forms.DateField(label="开始日期", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="截止日期", widget=forms.DateInput(attrs={"type": "date"}))
    purpose = forms.CharField(label="用途", max_length=60, required=False, help_text="会印在记录单上，可不填")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["since"].initial = date(today.year, 1, 1).isoformat()
        self.fields["until"].initial = today.isoformat()
        for name in ("since", "until"):
            self.fields[name].error_messages["invalid"] = "请填写日期，如 2026-01-01"


class CheckForm(MemberForm):
    """What stands on the sheet: its number and its code."""

    number = forms.CharField(label="编号", max_length=40, help_text="如 2026-410305001-0007")
    code = forms.CharField(label="校验码", max_length=20, help_text="记录单右上角，不分大小写")
