"""A row is checked by a Django form whose labels are the Chinese headers; these are its fields."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from orgtree.text.free_text import ScannedForm, refusals
from orgtree.text.rules.phones import UnreadPhone, read_phone
from orgtree.text.rules.written.clocks import UnreadClock, read_clock
from orgtree.text.rules.written.days import UnreadDay, exact_day, first_of_month
from orgtree.text.rules.written.marks import narrow
from orgtree.text.rules.written.names import name_key, shown_name

MASKED = re.compile(r"1\d{2}\*{4}\d{4}")
LIST_MARKS = re.compile(r"[、,，;；/\s]+")
MOST_KNOWN = 512  # texts of a column whose meaning is remembered while its sheet is read
NEVER_CHANGED = str | int | date | None


class RowForm(ScannedForm):
    """Base of row forms. `aliases` are further headings a column answers to; `example` fills the template.

    `carried` are columns that others' sheets and our own lists have: read where they stand, not asked for in the template.
    `instead` names, for a required column, those of which one may stand in its place; the form then finds its value there.
    """

    carried: ClassVar[frozenset[str]] = frozenset()
    aliases: ClassVar[dict[str, tuple[str, ...]]] = {}
    instead: ClassVar[dict[str, tuple[str, ...]]] = {}
    example: ClassVar[dict[str, str]] = {}

    @classmethod
    def asked_fields(cls) -> dict[str, forms.Field]:
        """The fields of the template by name."""
        return {name: one for name, one in cls.base_fields.items() if name not in cls.carried}

    @classmethod
    def missing_columns(cls, given: Collection[str]) -> dict[str, forms.Field]:
        """The required fields for which none of the fields `given` stands."""
        standing = {name: {name, *cls.instead.get(name, ())} for name, one in cls.base_fields.items() if one.required}
        return {name: cls.base_fields[name] for name, any_of in standing.items() if not any_of & set(given)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for form_field in self.fields.values():
            form_field.error_messages["required"] = "不能为空"
        self._read: dict[str, dict[str, Any]] = {name: {} for name in self.fields}
        self._scanned: dict[str, set[str]] = {name: set() for name in self.fields}

    def check(self, cells: dict[str, str]) -> tuple[dict, list[tuple[str, str]]]:
        """(cleaned values, [(column label, message)]) of one row. One form serves all rows: making one is dear."""
        self.is_bound, self.data = True, cells
        self.full_clean()
        errors = [
            (self.fields[name].label if name in self.fields else "", message)
            for name, messages in self.errors.items()
            for message in messages
        ]
        return self.cleaned_data, errors

    def _clean_each(self):
        """As a form does it, without what belongs to a page: a cell is its field's text, and one that stood there above is known."""
        for name, field in self.fields.items():
            try:
                self.cleaned_data[name] = self._value_of(name, field, self.data.get(name))
                if own := getattr(self, f"clean_{name}", None):
                    self.cleaned_data[name] = own()
            except ValidationError as error:
                self.add_error(name, error)

    def _refusals(self) -> dict[str, str]:
        """As of any form, of texts that have not passed in a line above."""
        fresh = {n: value for n, value in self.cleaned_data.items() if self.data.get(n) not in self._scanned.get(n, ())}
        found = refusals(self, self.fields, fresh)
        for name in fresh.keys() & self._scanned.keys() - found.keys():
            if len(self._scanned[name]) < MOST_KNOWN:
                self._scanned[name].add(self.data.get(name))
        return found

    def _value_of(self, name: str, field: forms.Field, text: str | None) -> Any:
        """What the text of a cell means. Sheets name the same few units, grids and days line after line."""
        known = self._read[name]
        if text in known:
            return known[text]
        value = field.clean(text)
        if len(known) < MOST_KNOWN and isinstance(value, NEVER_CHANGED):
            known[text] = value
        return value


class NameField(forms.CharField):
    """A name of a person, group or place, as it is shown: 张　三 is 张三."""

    def to_python(self, value):
        return shown_name(super().to_python(value))


class SealedField(forms.CharField):
    """Words about a person that are stored sealed: no preview keeps them open."""

    is_sealed = True


class PhoneField(forms.CharField):
    """Eleven digits, however they were typed. With `masked_ok` also 138****0000, as our own lists show it."""

    def __init__(self, *, masked_ok: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.masked_ok = masked_ok

    def clean(self, value):
        value = super().clean(value)
        if self.masked_ok and MASKED.fullmatch(value):
            return value
        try:
            return read_phone(value) if value else ""
        except UnreadPhone as error:
            raise ValidationError(f"应为11位手机号：{error}") from error


class CountField(forms.IntegerField):
    """A whole number of at least zero; `1,280` and a trailing unit such as 户, 人 or ㎡ are accepted."""

    fills_down = False  # a number merged over three rows is none of theirs

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=9_999_999, **kwargs)
        self.error_messages["invalid"] = "应为整数"

    def to_python(self, value):
        text = unicodedata.normalize("NFKC", str(value or ""))
        return super().to_python(re.sub(r"[,\s]|(?:[户人个栋]|平方米|平米|m2)$", "", text))


class DayField(forms.Field):
    """A day as `text.rules.written.days` reads it. With `month_ok` also 2024.3: its first day."""

    def __init__(self, *, month_ok: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.month_ok = month_ok

    def to_python(self, value):
        if not narrow(value or ""):
            return None
        try:
            return first_of_month(value) if self.month_ok else exact_day(value)
        except UnreadDay as error:
            raise ValidationError(str(error)) from error


class ClockField(forms.Field):
    """A time of day as `text.rules.written.clocks` reads it: minutes from the midnight that begins the day."""

    def to_python(self, value):
        if not narrow(value or ""):
            return None
        try:
            return read_clock(value)
        except UnreadClock as error:
            raise ValidationError(str(error)) from error


class LabelField(forms.Field):
    """The code for one of the labels of `choices`, however it is spaced; one that is none is told which there are."""

    def __init__(self, choices, **kwargs):
        super().__init__(**kwargs)
        self.words = [str(label) for _, label in choices.choices]
        self._codes = {name_key(str(label)): code for code, label in choices.choices}
        self.help_text = self.help_text or "从可选值中选"

    def to_python(self, value):
        written = shown_name(value or "")
        if not written:
            return ""
        if name_key(written) not in self._codes:
            raise ValidationError(f"没有“{written}”，可选：{'、'.join(self.words)}")
        return self._codes[name_key(written)]


class YesField(forms.Field):
    """True for 是, False for 否, None for nothing."""

    words = ["是", "否"]

    def to_python(self, value):
        written = shown_name(value or "")
        if written and written not in self.words:
            raise ValidationError("请填是或否")
        return written == "是" if written else None


class WordsField(forms.CharField):
    """A list of words separated by 、 , ; / or blanks."""

    def clean(self, value):
        return [word for word in LIST_MARKS.split(super().clean(value)) if word]
