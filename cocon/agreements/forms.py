"""What the unit's clerk says of an agreement."""

from django import forms

from volunteers.members.forms.fields import MemberForm


class ReturnForm(MemberForm):
    """Why it is sent back."""

    reason = forms.CharField(
        label="退回原因", min_length=2, max_length=200, widget=forms.Textarea(attrs={"rows": 3}), help_text="社区会看到"
    )
