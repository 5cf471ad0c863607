"""What a state of a row requires of its columns, as constraints of the database told in one way by all nouns."""

from collections.abc import Collection

from django.db.models import CheckConstraint, Q


def in_state(
    states: str | Collection[str], name: str, message: str = "", *, has: str = "", says: str = ""
) -> CheckConstraint:
    """Rows in the state, or in one of them, have all the columns of `has` and words in the column `says`.

    `message` is what people read when a row would break it.
    """
    given = Q(**{f"{column}__isnull": False for column in has.split()})
    worded = ~Q(**{says: ""}) if says else Q()
    needs = given & worded if has and says else given if has else worded
    return CheckConstraint(condition=~_stands_in(states) | needs, name=name, **_told(message))


def only_in_state(states: str | Collection[str], name: str, message: str = "", *, has: str) -> CheckConstraint:
    """The column has a value in the state, or in one of them, and in no other."""
    return CheckConstraint(condition=Q(**{f"{has}__isnull": True}) ^ _stands_in(states), name=name, **_told(message))


def _stands_in(states: str | Collection[str]) -> Q:
    return Q(state=states) if isinstance(states, str) else Q(state__in=states)


def _told(message: str) -> dict[str, str]:
    return {"violation_error_message": message} if message else {}
