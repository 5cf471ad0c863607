"""What a unit's clerk says on the phone: how much it takes on, what was done, how it went."""

from django import forms

from cocon.needs.rules import MOST, RATINGS
from volunteers.members.forms.fields import MemberForm

PRIVATE = "不写姓名、电话和门牌号"


class ClaimForm(MemberForm):
    """How much of the need, and how."""

    quantity = forms.IntegerField(label="认领数量", min_value=1, max_value=MOST)
    words = forms.CharField(
        label="打算怎么做",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"可以不填。{PRIVATE}",
    )


class ResultForm(MemberForm):
    """A milestone is done."""

    result = forms.CharField(
        label="进展", min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=PRIVATE
    )


class OutcomeForm(MemberForm):
    """All of it is done."""

    outcome = forms.CharField(
        label="完成情况", min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=PRIVATE
    )


class JudgeForm(MemberForm):
    """How it went with the community."""

    rating = forms.TypedChoiceField(label="评价社区", choices=RATINGS, coerce=int, widget=forms.RadioSelect)
    words = forms.CharField(label="评语", required=False, max_length=200, help_text=f"只有双方可见。{PRIVATE}")


class WithdrawForm(MemberForm):
    """Why the unit cannot do it after all."""

    reason = forms.CharField(label="撤回原因", min_length=2, max_length=200, help_text="社区可见")
