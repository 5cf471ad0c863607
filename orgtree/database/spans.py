"""Rows that hold from a day to a day or from a moment to a moment: what of it the database keeps, and which hold on a day."""

from collections.abc import Iterable

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import CheckConstraint, F, Func, Q, Value
from django.utils import timezone


def lasting_on(day) -> Q:
    """Not over before `day`, begun or to come: the last day (`until`) counts, and none is for good."""
    return Q(until__isnull=True) | Q(until__gte=day)


def in_force_on(day) -> Q:
    """Begun (`since`) by `day` and not over before it: the last day counts."""
    return lasting_on(day) & Q(since__lte=day)


def in_being_on(day, *, begins: str = "since") -> Q:
    """Begun by `day` and not ended (`ended_on`) by then: on the day of its end it is no more."""
    return (Q(ended_on__isnull=True) | Q(ended_on__gt=day)) & Q(**{f"{begins}__lte": day})


def is_over(row) -> bool:
    """Whether its last day has passed."""
    return row.until is not None and row.until < timezone.localdate()


def ends_after_it_begins(name: str, said: str, *, begins: str = "since", ends: str = "until") -> CheckConstraint:
    """No end, or one that is not before the beginning; `said` is what people read."""
    condition = Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": F(begins)})
    return CheckConstraint(condition=condition, name=name, violation_error_message=said)


def never_at_once(
    name: str, said: str, columns: Iterable[str], span: str | Func, *, condition: Q | None = None
) -> ExclusionConstraint:
    """No two rows that are the same in all of `columns` (of whole numbers) share a moment of `span`.

    Ranges of one number each, because GiST on plain integers needs an extension that we do not require.
    """
    alike = [Func(F(column), F(column), Value("[]"), function="int8range") for column in columns]
    return ExclusionConstraint(
        name=name,
        expressions=[(each, RangeOperators.OVERLAPS) for each in (*alike, span)],
        condition=condition,
        violation_error_message=said,
    )


def days_between(begins: str = "since", ends: str = "until") -> Func:
    """From one day to another, both counted; without an end for good."""
    return Func(F(begins), F(ends), Value("[]"), function="daterange")


def moments_between(begins: str, ends: str) -> Func:
    """From one moment until just before another."""
    return Func(F(begins), F(ends), Value("[)"), function="tstzrange")
