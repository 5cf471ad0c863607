"""Entries of the dictionaries that apps declare."""

from django.db import transaction
from django.db.models import Model

from orgtree.database.validation import check_valid
from orgtree.declare import registry
from orgtree.owned.models import Owned
from orgtree.owned.services.owned import check_keeper
from orgtree.scope.services import check_rule_keeper
from orgtree.text.rules.pinyin import pinyin_forms

CODE_LETTERS = 7  # of ten that a code has


@transaction.atomic
def save_entry(*, entry: Model, by) -> Model:
    """The new or changed entry of an area that `by` keeps, or of all. Raises RuleBroken at the wrong field, KeyError for a table that nobody declared."""
    dictionary = registry.dictionaries[type(entry)]
    if isinstance(entry, Owned):
        check_keeper(entry.area, by)
        for stored in type(entry).objects.filter(pk=entry.pk).select_related("area"):
            check_keeper(stored.area, by)
    else:
        check_rule_keeper(by)
    if not getattr(entry, "code", True):
        entry.code = _code_for(entry)
    if dictionary.check:
        dictionary.check(entry)
    check_valid(entry)
    entry.save()
    return entry


def _code_for(entry: Model) -> str:
    """What the entry's name is in initials, with a number where another is called so: nobody thinks up codes."""
    code = initials = pinyin_forms(entry.name)[1][:CODE_LETTERS] or "e"
    taken = set(type(entry).objects.filter(code__startswith=initials).values_list("code", flat=True))
    number = 1
    while code in taken:
        number += 1
        code = f"{initials}{number}"
    return code
