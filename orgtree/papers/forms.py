"""The form by which anybody checks a paper."""

from django import forms

from orgtree.text.free_text import ScannedForm


class CheckForm(ScannedForm):
    """What stands on it; `number` and `code` say where, and what they look like there."""

    def __init__(self, *args, number: str, code: str):
        super().__init__(*args)
        for name, label, longest, told in (("number", "编号", 40, number), ("code", "校验码", 80, code)):
            missing = {"required": f"请填写{label}"}
            self.fields[name] = forms.CharField(label=label, max_length=longest, help_text=told, error_messages=missing)
