"""What a row's page leaves out: read-only fields that hold nothing say nothing."""

from django.core.exceptions import FieldDoesNotExist

NOTHING = (None, "", [])


def without_empty(fieldsets, obj, fixed) -> list:
    """The field sets of `obj` less its columns among `fixed` that are empty; a set of which nothing stays goes too."""
    kept = []
    for name, options in fieldsets:
        fields = [one for one in options["fields"] if not (one in fixed and _is_empty(obj, one))]
        if fields:
            kept.append((name, {**options, "fields": fields}))
    return kept


def _is_empty(obj, name) -> bool:
    try:
        field = obj._meta.get_field(name)
    except FieldDoesNotExist:  # computed by the page: it says what it means itself
        return False
    return field.concrete and not field.many_to_many and getattr(obj, field.attname) in NOTHING
