"""Goals of agreements: written down with the draft, counted or told while it is in force."""

from dataclasses import dataclass

from django.utils import timezone

from cocon.agreements.models import Agreement, AgreementGoal
from cocon.agreements.rules.goals import read_goals
from cocon.declare import counter_called, goal_counters


@dataclass(frozen=True)
class Progress:
    """How far a goal is: what is reached of it, and whether the platform counted that itself."""

    goal: AgreementGoal
    reached: int
    is_counted: bool

    @property
    def is_met(self) -> bool:
        return self.reached >= self.goal.target


def write_goals(agreement: Agreement, text: str) -> None:
    """Put the goals of `text`, a line each, in the place of those of the draft. Raises RuleBroken at `goals`."""
    goals = read_goals(text)
    agreement.goals.all().delete()
    AgreementGoal.objects.bulk_create(
        AgreementGoal(
            agreement=agreement,
            text=goal.text,
            target=goal.target,
            measure_word=goal.unit,
            counter=counter_called(goal.text),
            position=place,
        )
        for place, goal in enumerate(goals, start=1)
    )


def goals_written(agreement: Agreement) -> str:
    """The goals as they were written, a line each."""
    return "\n".join(str(goal) for goal in agreement.goals.all())


def progress_of(agreement: Agreement) -> list[Progress]:
    """Each goal with what is reached of it today; nothing is reached of what is not signed."""
    last = min(agreement.until, timezone.localdate())
    return [_progress(goal, agreement, last) for goal in agreement.goals.all()]


def _progress(goal: AgreementGoal, agreement: Agreement, last) -> Progress:
    counter = goal_counters.get(goal.counter)
    if counter is None:
        return Progress(goal, goal.told, is_counted=False)
    return Progress(goal, counter.count(agreement, last) if agreement.number else 0, is_counted=True)
