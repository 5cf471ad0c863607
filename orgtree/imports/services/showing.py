"""What the page shows of a plan: every value that a new row would hold, whether its importer thought of it or not."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.forms import Field

from orgtree.imports.services.planning import Planned
from orgtree.sheets.declaring import Action, Effect, Entry
from orgtree.sheets.forms import PhoneField, RowForm
from orgtree.text.rules.phones import masked_phone
from orgtree.text.rules.written.names import name_key

SHOWN_EFFECTS = 2_000  # rows of the preview; the counts are of all
SEALED = "已填写，加密保存"


def shown_effects(planned: Planned, form: type[RowForm]) -> list[Effect]:
    """Effects to show, those that change something first; the first of a new row has all that is written of it."""
    effects = sorted(planned.plan.effects, key=lambda effect: (effect.action == Action.SAME, effect.row))
    effects = effects[:SHOWN_EFFECTS]
    told: dict[int, list[Effect]] = {}
    for effect in effects:
        told.setdefault(effect.row, []).append(effect)
    wanted = {row for row, found in told.items() if found[0].action == Action.ADD}
    entries = {entry.row: entry for entry in planned.request.entries if entry.row in wanted}
    cells = {row.number: row.cells for row in planned.table.rows if row.number in wanted}
    for row, entry in entries.items():
        told[row][0] = _with_the_rest(told[row], entry, cells[row], form)
    return [told[effect.row].pop(0) for effect in effects]


def _with_the_rest(effects: list[Effect], entry: Entry, cells: dict[str, str], form: type[RowForm]) -> Effect:
    """The first of a row's effects with each filled column that none of them shows."""
    labels = {change[0] for effect in effects for change in effect.changes}
    words = name_key(" ".join(part for effect in effects for part in (effect.name, *(c[2] for c in effect.changes))))
    rest = []
    for name, field in form.base_fields.items():
        text = _as_read(entry.values.get(name), cells.get(name, ""))
        if not text or name in form.carried or field.label in labels or name_key(text) in words:
            continue
        rest.append((str(field.label), "", _shown(field, name, entry, text)))
    return replace(effects[0], changes=(*effects[0].changes, *rest))


def _as_read(value: Any, text: str) -> str:
    """A day as every page writes it, whichever way the sheet did; other cells as they stand there."""
    return f"{value}" if text and isinstance(value, date) else text


def _shown(field: Field, name: str, entry: Entry, text: str) -> str:
    """The text of a cell as the page may show it; what is stored sealed is not stored open in a preview either."""
    if isinstance(field, PhoneField):
        return masked_phone(entry.values.get(name) or "")
    return SEALED if getattr(field, "is_sealed", False) else text
