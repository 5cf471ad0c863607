"""The forms of a check-in: half-yearly, where words are optional, and of the year, which is words."""

from django import forms

from volunteers.check_ins.choices import CheckInKind
from volunteers.check_ins.rules import TEXT
from volunteers.members.forms.fields import MemberForm

NO_OTHERS = "请不要写他人的姓名、电话、病情等个人信息"


class HalfYearForm(MemberForm):
    text = forms.CharField(
        label="想对社区说的话",
        max_length=TEXT[CheckInKind.HALF_YEAR][1],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"可以不写。{NO_OTHERS}",
    )


class SummaryForm(MemberForm):
    text = forms.CharField(
        label="小结或意见建议",
        max_length=TEXT[CheckInKind.SUMMARY][1],
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"20至2000字：一年来参加了哪些服务，对社区有什么意见和建议。{NO_OTHERS}",
    )


FORMS = {CheckInKind.HALF_YEAR: HalfYearForm, CheckInKind.SUMMARY: SummaryForm}
