"""Several files in one field of a form."""

from typing import Any

from django import forms

from orgtree.files.rules import Taken


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The list of files that were chosen; what is in them the service judges."""

    def __init__(self, *, taken: Taken, **options: Any):
        widget = FilesInput(attrs={"accept": taken.accept, "data-file": f"选择{taken.called}"})
        super().__init__(widget=widget, **options)
        self.error_messages["required"] = f"请选择{taken.called}"
        self.error_messages["empty"] = f"有一{taken.measure}{taken.called}是空文件，请重新选择"

    def clean(self, data, initial=None):
        files = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]
