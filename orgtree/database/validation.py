"""Model validation turned into the domain's one error."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from orgtree.errors import RuleBroken


def check_valid(instance, *, exclude: tuple[str, ...] = (), at: str | None = None, constraints: bool = True) -> None:
    """Raise RuleBroken with the first message of `full_clean`, at its field; at `at` where it is about the whole row.

    Without `constraints` those of the model are left to the database, which says them once more in any case: each costs a query.
    """
    try:
        instance.full_clean(exclude=exclude, validate_constraints=constraints)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise RuleBroken("invalid", messages[0], field=at if field == NON_FIELD_ERRORS else field) from error
