"""What a member asks about the data kept on them."""

from typing import ClassVar

from django import forms

from volunteers.home.choices import DataRequestKind
from volunteers.home.rules import LONGEST
from volunteers.members.forms.fields import MemberForm


class DataRequestForm(MemberForm):
    unscanned: ClassVar[dict[str, str]] = {
        "text": "a new telephone number may be what is asked for; read by the clerk who answers"
    }

    kind = forms.ChoiceField(
        label="申请事项",
        choices=DataRequestKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择申请事项"},
    )
    text = forms.CharField(
        label="申请内容",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写清哪一项、怎么改或要什么。换手机号请写新号码；不要写身份证号",
        error_messages={"required": "请写清楚要办理什么"},
    )
