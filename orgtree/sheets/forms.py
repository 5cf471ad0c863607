"""A row is checked by a Django form whose labels are the Chinese headers; these are its fields."""

import re
import unicodedata
from datetime import date, time, timedelta
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from orgtree.rules.phones import normal_phone

EXCEL_EPOCH = date(1899, 12, 30)
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00)?|(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
SERIAL = re.compile(r"[2-6]\d{4}")
CLOCK = re.compile(r"(\d{1,2})[:时点](?:(\d{1,2})分?)?(?::00)?")
LIST_MARKS = re.compile(r"[、,，;；/\s]+")


class RowForm(forms.Form):
    """Base of row forms. `aliases` are further headings a column answers to; `example` fills the template."""

    aliases: ClassVar[dict[str, tuple[str, ...]]] = {}
    example: ClassVar[dict[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for form_field in self.fields.values():
            form_field.error_messages["required"] = "不能为空"

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


class PhoneField(forms.CharField):
    """Eleven digits, however they were typed."""

    def clean(self, value):
        value = super().clean(value)
        try:
            return normal_phone(value) if value else ""
        except ValueError as error:
            raise ValidationError("应为11位手机号") from error


class CountField(forms.IntegerField):
    """A whole number of at least zero; `1,280` and a trailing unit such as 户 or 人 are accepted."""

    fills_down = False  # a number merged over three rows is none of theirs

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=9_999_999, **kwargs)
        self.error_messages["invalid"] = "应为整数"

    def to_python(self, value):
        text = unicodedata.normalize("NFKC", str(value or ""))
        return super().to_python(re.sub(r"[,\s]|[户人个栋]$", "", text))


class DayField(forms.Field):
    """A date: 2024-3-5, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305. With `month_ok` also 2024.3: its first day."""

    def __init__(self, *, month_ok: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.month_ok = month_ok

    def to_python(self, value):
        text = re.sub(r"\s(?!00:00)", "", unicodedata.normalize("NFKC", value or ""))
        if not text:
            return None
        try:
            return self._day(text)
        except ValueError as error:
            raise ValidationError("日期应写成 2024-3-5 或 2024年3月5日") from error

    def _day(self, text: str) -> date:
        if found := DAY.fullmatch(text):
            return date(*(int(part) for part in found.groups() if part))
        if SERIAL.fullmatch(text):
            return EXCEL_EPOCH + timedelta(days=int(text))
        found = MONTH.fullmatch(text)
        if not (found and self.month_ok):
            raise ValueError(text)
        # As a number, 2024.10 reaches us as 2024.1.
        if re.fullmatch(r"\d{4}\.1", text):
            raise ValidationError("分不清是1月还是10月，请写成 2024年1月 或 2024年10月")
        return date(int(found[1]), int(found[2]), 1)


class ClockField(forms.Field):
    """A time of day: 8:30, 8：30, 8点30分, 8时, or Excel's fraction of a day."""

    def to_python(self, value):
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", value or "")).replace("半", "30分")
        if not text:
            return None
        try:
            if found := CLOCK.fullmatch(text):
                return time(int(found[1]), int(found[2] or 0))
            minutes = round(float(text) * 24 * 60)
            return time(minutes // 60, minutes % 60)
        except ValueError as error:
            raise ValidationError("时间应写成 8:30") from error


class WordsField(forms.CharField):
    """A list of words separated by 、 , ; / or blanks."""

    def clean(self, value):
        return [word for word in LIST_MARKS.split(super().clean(value)) if word]
