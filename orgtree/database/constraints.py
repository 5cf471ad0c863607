"""Constraints of the database, told to people: what a race past the checks ends in."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from orgtree.declare import registry
from orgtree.errors import RuleBroken


@contextmanager
def constraints_as_rules(*, in_act: bool = False):
    """Run in a savepoint; turn a violation of a known constraint into RuleBroken at the right field.

    Within an act (`in_act`) without a savepoint: what breaks a rule undoes the whole act, whose block rolls all of it back.
    """
    try:
        with transaction.atomic(savepoint=not in_act):
            yield
    except IntegrityError as error:
        broken = registry.constraints.get(error.__cause__.diag.constraint_name)
        if broken is None:
            raise
        raise RuleBroken(broken.code, broken.message, field=broken.field, conflict=True) from error
