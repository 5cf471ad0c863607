"""What an act asks for, read off the fields of its model: label, length, choices, what may be left out, what is usual."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.db.models import NOT_PROVIDED, Model, QuerySet

from orgtree.acts.declaring import Ask
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.scope.services import within_reach
from orgtree.text.crypto import EncryptedTextField

LONGEST_TEXT = 2_000
LONGEST_SEALED = 20
MOST = 1_000_000
YES_OR_NO = ((True, "是"), (False, "否"))


def asks_of(model: type[Model], names: str, *, at: str = "", **changes: dict[str, Any]) -> tuple[Ask, ...]:
    """An ask for each field of the model, kept in its column; `changes` say by its name what one has otherwise.

    A relation to rows with owners offers those on which the person holds the permission `at`; one to a dictionary all of it.
    """
    return tuple(_ask_of(model, name, at, changes.get(name, {})) for name in names.split())


def rows_at(model: type[Model], permission: str) -> Callable[[Any, Sequence[int] | None], QuerySet]:
    """For `rows` of an ask: those of the model that stand today and on which the person holds the permission."""

    def offered(user, ids=None) -> QuerySet:
        rows = within_reach(model, permission, user)
        return rows.current() if hasattr(rows, "current") else rows

    return offered


def _ask_of(model: type[Model], name: str, at: str, changes: dict[str, Any]) -> Ask:
    field = model._meta.get_field(name)
    said = {
        "name": name,
        "label": str(field.verbose_name),
        "column": name,
        "help": str(field.help_text),
        "is_optional": field.blank,
        **_kind_of(field, at, "rows" in changes),
    }
    return Ask(**said | changes)


def _kind_of(field: models.Field, at: str, has_rows: bool) -> dict[str, Any]:
    """What the answer is; with it what is usual, where the field has a default that is worth offering."""
    usual = {} if field.default in (NOT_PROVIDED, "", None) or callable(field.default) else {"usual": field.default}
    if isinstance(field, models.FileField):
        return {"is_file": True}
    if isinstance(field, models.ForeignKey):
        found_by = {"found_by": (field.model, field.name)}
        return found_by if has_rows else {"rows": _rows_of(field, at), **found_by}
    if isinstance(field, models.BooleanField):
        return {"choices": YES_OR_NO, **usual}
    if field.choices:
        return {"choices": tuple(field.flatchoices), **usual}
    return _plain_kind(field) | usual


def _plain_kind(field: models.Field) -> dict[str, Any]:
    if isinstance(field, models.DateTimeField):
        return {"is_moment": True}
    if isinstance(field, models.DateField):
        return {"is_day": True}
    if isinstance(field, models.DecimalField):
        return {"most": 10 ** (field.max_digits - field.decimal_places) - 1, "decimals": field.decimal_places}
    if isinstance(field, models.IntegerField):
        return {"most": MOST}
    if isinstance(field, models.UUIDField):
        return {"is_key": True}
    if isinstance(field, EncryptedTextField):
        return {"longest": LONGEST_SEALED, "is_sealed": True}
    return {"longest": field.max_length or LONGEST_TEXT}


def _rows_of(field: models.ForeignKey, at: str) -> Callable[[Any, Sequence[int] | None], QuerySet]:
    target = field.related_model
    if isinstance(target._default_manager.all(), ScopedQuerySet):
        if not at:
            raise TypeError(f"{field} leads to rows with owners: say at which permission they are offered")
        return rows_at(target, at)
    return lambda user, ids=None: target._default_manager.all()
