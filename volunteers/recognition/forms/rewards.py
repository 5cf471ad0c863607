"""The form with which a member redeems points."""

from uuid import uuid4

from django import forms

from volunteers.members.forms.fields import MemberForm


class RedeemForm(MemberForm):
    """How many, with the key that makes a second sending find the first."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    quantity = forms.IntegerField(label="件数", min_value=1, max_value=99, initial=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid4
        self.fields["quantity"].widget.attrs["inputmode"] = "numeric"
        self.fields["quantity"].error_messages["min_value"] = "至少兑换1件"
