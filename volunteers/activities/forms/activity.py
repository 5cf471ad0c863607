"""Forms of the roll and of leaving."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import ActivitySession
from volunteers.members.forms.fields import MemberForm

MARKS = [(state.value, state.label) for state in (SignUpState.ATTENDED, SignUpState.ABSENT, SignUpState.EXCUSED)]
CLOCK = {"invalid": "请填写时间，如 09:30"}


class MarkForm(MemberForm):
    """One person on the roll: 到, 缺 or 请假, and the times where they differ from the plan."""

    member = forms.IntegerField()
    state = forms.ChoiceField(choices=MARKS, error_messages={"invalid_choice": "请选择到、缺或请假"})
    arrived = forms.TimeField(label="实际到场", required=False, error_messages=CLOCK)
    left = forms.TimeField(label="实际离场", required=False, error_messages=CLOCK)
    excuse = forms.CharField(label="请假事由", required=False, max_length=100)

    def details(self, session: ActivitySession) -> dict:
        """The arguments of `activities.services.rolls.mark` that the form knows."""
        data = self.cleaned_data
        return {
            "member_id": data["member"],
            "state": data["state"],
            "arrived_at": moment_in(session, data["arrived"]),
            "left_at": moment_in(session, data["left"]),
            "excuse": data["excuse"],
        }


def moment_in(session: ActivitySession, clock: time | None) -> datetime | None:
    """The moment of the clock time on the session's day, or on the next where the session runs past midnight."""
    if clock is None:
        return None
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    moment = timezone.make_aware(datetime.combine(start.date(), clock))
    next_day = end.date() > start.date() and clock < start.time()
    return moment + timedelta(days=1) if next_day else moment
