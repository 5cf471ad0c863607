"""Figures of a community that are reported, in every state, for the contract of acts."""

from datetime import date, timedelta

from django.utils import timezone

from orgtree.choices import ReturnState
from orgtree.days.rules.periods import Period
from orgtree.models import FigureFill, FigureReturn


def figures_in(state: str):
    """A month of 东园社区, filled, that no other row is of."""

    def make(town, member) -> FigureReturn:
        now, today = timezone.now(), timezone.localdate()
        month = Period.holding("M", date(2000, 1, 1) + timedelta(days=31 * (member.pk % 300)))
        FigureFill.objects.get_or_create(period_kind="M", period_start=month.start, defaults={"as_of": now})
        done = state in (ReturnState.CONFIRMED, ReturnState.UNLOCKED)
        said = {"confirmed_by": town.clerk, "confirmed_at": now} if done else {}
        said |= {"unlocked_until": today + timedelta(days=3)} if state == ReturnState.UNLOCKED else {}
        return FigureReturn.objects.create(
            area=town.east,
            period_kind="M",
            period_start=month.start,
            due_on=today + timedelta(days=2),
            state=state,
            **said,
        )

    return make
