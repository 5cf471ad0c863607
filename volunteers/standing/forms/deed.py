"""The forms of a deed reported for points: by the member on the phone, and of a reply to a deduction."""

from uuid import uuid4

from django import forms
from django.utils import timezone

from orgtree.sheets.forms import DayField
from volunteers.members.forms.fields import MemberForm
from volunteers.points.choices import PointUnit
from volunteers.points.rules.words import item_in_words

FILE_TYPES = "image/jpeg,image/png,image/webp,application/pdf"


class DeedForm(MemberForm):
    """One deed: for which item, when, how much, and on what evidence."""

    item_code = forms.ChoiceField(label="积分项目")
    happened_on = DayField(
        label="发生日期",
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    quantity = forms.IntegerField(
        label="数量",
        required=False,
        min_value=1,
        max_value=31,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text="多少次、多少件、多少个月；按级别计分的不用填",
        error_messages={
            "invalid": "请填写正整数",
            "min_value": "请填写正整数",
            "max_value": "数量过大，请核对",
        },
    )
    level = forms.ChoiceField(
        label="级别",
        required=False,
        choices=[("", "请选择"), ("1", "区县级"), ("2", "市级"), ("3", "省级以上")],
        help_text="表彰等按级别计分的才选",
    )
    deed_key = forms.CharField(
        label="事迹名称",
        max_length=60,
        required=False,
        help_text="表彰须填，例如：2026年防汛先进。同一事迹只按最高级别计分",
    )
    evidence = forms.CharField(
        label="依据",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="会议、文件、办结编号等，一两句话即可。请不要写他人的姓名、病情等个人信息",
    )
    file = forms.FileField(
        label="附件",
        required=False,
        widget=forms.FileInput(attrs={"accept": FILE_TYPES, "data-file": "选择图片或PDF"}),
        help_text="可以不传。图片里的拍摄地点等信息会自动去掉；PDF不超过10兆字节",
        error_messages={"empty": "这是空文件，请换一个"},
    )
    client_key = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args, items, **kwargs):
        """`items`: the RuleItems that can be chosen."""
        super().__init__(*args, **kwargs)
        self._by_level = {item.code for item in items if item.unit == PointUnit.LEVEL}
        if not self._by_level:
            del self.fields["level"]
        self.fields["item_code"].choices = [("", "请选择")] + [
            (item.code, f"{item.label}（{item_in_words(item.as_value())}）") for item in items
        ]

    def clean(self):
        """Level and pieces are asked apart and kept in one column, whose meaning is that of the item."""
        said = super().clean()
        level, code = said.pop("level", ""), said.get("item_code")
        if code in self._by_level and not level:
            self.add_error("level", "请选择级别")
        elif code in self._by_level:
            said["quantity"] = int(level)
        elif code and not said.get("quantity") and "quantity" not in self.errors:
            self.add_error("quantity", "请填写数量")
        return said


class ReplyForm(MemberForm):
    """The person's own word on a deduction."""

    reply = forms.CharField(label="情况说明", min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
