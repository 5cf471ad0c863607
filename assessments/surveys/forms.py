"""What a household says, and what the desk types from paper."""

from django import forms

from assessments.surveys.choices import AgeBand, Option
from assessments.surveys.models import Survey
from assessments.surveys.rules.sheets import Answer
from orgtree.answers.rules import LONGEST
from orgtree.errors import RuleBroken
from orgtree.text.free_text import ScannedForm

OPTIONS, AGES = list(Option), list(AgeBand)
YES_NO = (("no", "都不是"), ("yes", "是"))


class RefusableForm(ScannedForm):
    """Shows what the rules refused at its field, or on top."""

    def refuse(self, error: RuleBroken) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


class HouseholdForm(RefusableForm):
    """Five taps: three questions, the age or not, and whether a member or staff; a few words for who likes."""

    one = forms.ChoiceField(choices=Option.choices, widget=forms.RadioSelect)
    two = forms.ChoiceField(choices=Option.choices, widget=forms.RadioSelect)
    three = forms.ChoiceField(choices=Option.choices, widget=forms.RadioSelect)
    inside = forms.ChoiceField(label="您是党员、社区工作人员或网格员吗？", choices=YES_NO, widget=forms.RadioSelect)
    age = forms.ChoiceField(
        label="您的年龄", choices=AgeBand.choices, widget=forms.RadioSelect, required=False, initial=AgeBand.UNSAID
    )
    words = forms.CharField(
        label="想说的话", required=False, max_length=LONGEST, help_text="可以不写；不写姓名、电话和门牌号"
    )

    def __init__(self, survey: Survey, data=None):
        super().__init__(data)
        for name, question in zip(("one", "two", "three"), survey.questions, strict=True):
            self.fields[name].label = question
            self.fields[name].error_messages["required"] = "请选一项"
        self.fields["inside"].error_messages["required"] = "请选一项"

    def answer(self) -> Answer:
        data = self.cleaned_data
        one, two, three = (OPTIONS.index(Option(data[name])) for name in ("one", "two", "three"))
        return Answer((one, two, three), AGES.index(AgeBand(data["age"] or AgeBand.UNSAID)), data["inside"] == "yes")


class PhoneForm(HouseholdForm):
    """The same, asked by telephone; the number stands on the household's sheet."""

    serial = forms.IntegerField(
        label="问卷编号",
        min_value=1,
        max_value=1_000_000,
        help_text="住户手中问卷上的编号",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "请填写问卷编号", "invalid": "问卷编号是数字"},
    )
    field_order = ("serial",)

    def __init__(self, survey: Survey, data=None):
        super().__init__(survey, data)
        del self.fields["words"]


class NumbersForm(RefusableForm):
    """Whose answers a batch of paper is: the numbers on the slips that were torn off."""

    numbers = forms.CharField(
        label="问卷编号",
        max_length=600,
        help_text="撕下的编号条上的号码，如“1-20、25”；一批只录一个网格（小区）的",
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
        error_messages={"required": "请填写问卷编号"},
    )
