"""The form of the feedback sheets."""

from django import forms

from volunteers.feedback.rules import LONGEST_TEXT
from volunteers.members.forms.fields import MemberForm


class ReplyForm(MemberForm):
    """The member's answer to a sheet."""

    agreed = forms.TypedChoiceField(
        label="您的答复",
        choices=[("yes", "无异议，可以送单位"), ("no", "有不同意见")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="意见",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="有不同意见时请写明；会和反馈表一起送单位",
    )
