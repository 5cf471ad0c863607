"""Entries of the dictionaries that apps declare."""

from django.db import transaction
from django.db.models import Model

from orgtree.declare import registry
from orgtree.services.reach import check_rule_keeper
from orgtree.services.validation import check_valid


@transaction.atomic
def save_entry(*, entry: Model, by) -> Model:
    """The new or changed entry. Raises RuleBroken at the wrong field, KeyError for a table that nobody declared."""
    dictionary = registry.dictionaries[type(entry)]
    check_rule_keeper(by)
    if dictionary.check:
        dictionary.check(entry)
    check_valid(entry)
    entry.save()
    return entry
