"""The form of an answer."""

from django import forms

from orgtree.answers.models import Answers
from orgtree.answers.rules import LONGEST
from orgtree.answers.services import new_once_key
from orgtree.errors import RuleBroken
from orgtree.text.free_text import ScannedForm


class AnswerForm(ScannedForm):
    """One tap and, where the noun takes words and somebody likes, a few of them."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    remark = forms.CharField(
        label="想说的话",
        required=False,
        max_length=LONGEST,
        help_text="可以不写；不写姓名、电话和门牌号",
        error_messages={"max_length": f"留言不超过{LONGEST}字"},
    )
    once = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_once_key)

    def __init__(self, kind: type[Answers], question: str, data=None):
        super().__init__(data)
        answer = self.fields["answer"]
        answer.label, answer.choices = question, list(kind.scale.items())
        answer.error_messages["required"] = f"请选择{question}"
        if not kind.takes_words():
            del self.fields["remark"]

    def refuse(self, error: RuleBroken) -> None:
        """Put the message of a broken rule at the field it names, or on top of the form."""
        self.add_error(error.field if error.field in self.fields else None, error.message)
