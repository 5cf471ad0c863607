"""What of a row somebody typed, and so stands in no notice (decision 0089)."""

from collections.abc import Iterator

from django.db.models import CharField, ForeignKey, Model, TextField

# Texts that are given, not told: names of places, units, teams and rules as they stand on public lists; numbers and codes.
GIVEN = frozenset(
    [
        "name",
        "full_name",
        "short_name",
        "new_name",
        "number",
        "code",
        "new_code",
        "label",
        "slug",
        "account",
        "key",
        "noun",
        "act",
        "item_code",
        "outside_number",
        "receipt_number",
        "origin_kind",
        "counter",
        "group",
        "kind",
        "role",
        "serial",
        "version",
    ]
)
# Rows that are called by their name wherever they stand.
NAMED = frozenset({"area", "institution", "partyorganisation", "user", "contenttype"})


def is_typed(field) -> bool:
    """Whether people write in this column what they like."""
    return isinstance(field, CharField | TextField) and not field.choices and field.name not in GIVEN and field.editable


def typed_words(row: Model, *, deep: bool = True) -> Iterator[str]:
    """What somebody typed into the row, and into those that it points to."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if is_typed(field) and value and len(str(value)) > 1:
            yield str(value)
        if deep and isinstance(field, ForeignKey) and value and field.related_model._meta.model_name not in NAMED:
            yield from typed_words(getattr(row, field.name), deep=False)
