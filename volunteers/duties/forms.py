"""Signing a pledge."""

from django import forms

from volunteers.duties.models import PledgeText
from volunteers.members.forms.fields import MemberForm


class PledgeForm(MemberForm):
    """The box under the words; `pledge` says which words were shown."""

    agreed = forms.BooleanField(label="我已阅读，自愿作出以上承诺")
    pledge = forms.ModelChoiceField(PledgeText.objects.all(), widget=forms.HiddenInput)

    def __init__(self, *args, pledge: PledgeText, **kwargs):
        super().__init__(*args, initial={"pledge": pledge.pk}, **kwargs)
        self.fields["agreed"].error_messages["required"] = "请先阅读承诺书，再在方框里打勾"
