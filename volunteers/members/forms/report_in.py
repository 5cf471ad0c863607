"""Forms about a report-in that is there already."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from orgtree.days.rules.words import say_day
from volunteers.members.choices.report_in import SuspendReason
from volunteers.members.forms.fields import MemberForm

PAUSES = ((30, "一个月"), (91, "三个月"), (182, "半年"), (365, "一年"))


class PauseForm(MemberForm):
    """Why, and until when: a few lengths to choose from, because nobody picks a day a year ahead."""

    reason = forms.ChoiceField(label="暂停原因", choices=[("", "请选择"), *SuspendReason.choices])
    until = forms.TypedChoiceField(
        label="暂停到",
        required=False,
        coerce=date.fromisoformat,
        empty_value=None,
        help_text="到期自动恢复，也可以随时提前恢复",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        ends = [(today + timedelta(days=days), length) for days, length in PAUSES]
        choices = [(day.isoformat(), f"{say_day(day)}（{length}）") for day, length in ends]
        self.fields["until"].choices = [("", "暂不确定，由我自己恢复"), *choices]
