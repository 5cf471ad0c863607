"""Every text that a person can fill, in forms of members and of the desk, rows of sheets, bodies of the API: scanned for
personal data, and names kept in one writing.

A form or serializer lists in `unscanned` the fields that are left alone, each with its reason; what holds everywhere stands
here. `tests/test_free_text.py` walks all of them.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from rest_framework import serializers

from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import OF_AN_OFFICE, Kind, refusal_of
from orgtree.text.rules.written.names import shown_name

# Fields of any form that are never scanned.
UNSCANNED = {
    "phone": "a telephone number is asked for; it is kept encrypted",
    "account": "the name or number with which somebody signs in",
    "username": "the name or number with which somebody signs in",
    "login": "the name or number with which somebody signs in",
    "filename": "names a file of ours",
    "q": "words to look for; nothing is kept",
    "query": "words to look for; nothing is kept",
    "code": "a code that we have issued",
    "number": "a number that we have issued",
    "check_code": "a code that we have issued",
}
# Fields that hold the name of a person, a unit or a group: 张　三 is 张三, whoever types it (orgtree/text/rules/written/names.py).
NAMES = frozenset({"name", "unit_name", "party_org", "head", "liaison", "liaison_unit", "liaison_community"})
# Where an office or a venue is: its door and its telephone may be read by everybody.
PLACES = {
    "place": OF_AN_OFFICE,
    "meeting_place": OF_AN_OFFICE,
    "address": OF_AN_OFFICE,
    "venue": OF_AN_OFFICE,
    # What residents are answered may name the telephone and the door of an office.
    "wording": OF_AN_OFFICE,
    # `rules.teams.checked_contact` refuses a mobile number in its own words.
    "contact": OF_AN_OFFICE | {Kind.MOBILE},
}


def is_free_text(field: Any) -> bool:
    """Whether a form field or serializer field takes words that a person thinks up."""
    if isinstance(field, forms.CharField):
        hidden = isinstance(field.widget, forms.HiddenInput | forms.PasswordInput)
        return not hidden and not isinstance(
            field, forms.RegexField | forms.UUIDField | forms.EmailField | forms.JSONField
        )
    field = getattr(field, "child", field)  # a list of words
    return (
        isinstance(field, serializers.CharField)
        and not isinstance(field, serializers.RegexField)
        and not field.read_only
    )


def scanned_fields(holder: Any, fields: dict[str, Any]) -> Iterator[str]:
    """The names of the fields of a form or serializer whose words are scanned."""
    left = {**UNSCANNED, **getattr(holder, "unscanned", {})}
    return (name for name, field in fields.items() if name not in left and is_free_text(field))


def refusals(holder: Any, fields: dict[str, Any], values: dict[str, Any]) -> dict[str, str]:
    """Field -> what to tell, for every text that holds personal data."""
    found = {}
    filled = {name: fields[name] for name, value in values.items() if value and name in fields}
    for name in scanned_fields(holder, filled):
        value = values[name]
        value = " ".join(map(str, value)) if isinstance(value, list) else value
        said = refusal_of(value, allowed=PLACES.get(name, frozenset())) if isinstance(value, str) else None
        if said:
            found[name] = said
    return found


def write_names(values: dict[str, Any]) -> None:
    """Put every name among the cleaned values into the one writing."""
    for name in NAMES & values.keys():
        if isinstance(values[name], str):
            values[name] = shown_name(values[name])


class _Scans:
    unscanned: ClassVar[dict[str, str]] = {}

    def _clean_fields(self):
        self._clean_each()
        write_names(self.cleaned_data)
        for name, said in self._refusals().items():
            self.add_error(name, said)

    def _clean_each(self):
        super()._clean_fields()

    def _refusals(self) -> dict[str, str]:
        return refusals(self, self.fields, self.cleaned_data)


class ScannedForm(_Scans, forms.Form):
    """A form whose free texts hold no personal data."""


class ScannedModelForm(_Scans, forms.ModelForm):
    """A model form whose free texts hold no personal data."""


def check_body(form: serializers.Serializer) -> None:
    """Raise RuleBroken, at its field, for the first text of a checked body that holds personal data; write names in one way.

    What stands in rows inside the body is read like the body itself, and refused at the field that holds the rows.
    """
    for at, holder, values in bodies_in(form, form.validated_data):
        write_names(values)
        for name, said in refusals(holder, holder.fields, values).items():
            raise RuleBroken("words_private", said, field=at or name)


def bodies_in(form: serializers.Serializer, values: dict[str, Any], at: str = "") -> Iterator[tuple[str, Any, dict]]:
    """("", the serializer, its values), then (field of the body, serializer, values) of every row inside it, however deep."""
    yield at, form, values
    for name, field in form.fields.items():
        inner, found = getattr(field, "child", field), values.get(name) or []
        if isinstance(inner, serializers.Serializer):
            for row in found if isinstance(found, list) else [found]:
                yield from bodies_in(inner, row, at or name)
