"""Plain Django forms in the theme's clothes."""

from django import forms
from unfold import widgets as theme

# The first kind that fits; a list of boxes is dressed by its boxes.
DRESS = (
    (forms.CheckboxSelectMultiple, theme.CHECKBOX_CLASSES),
    (forms.CheckboxInput, theme.CHECKBOX_CLASSES),
    (forms.Textarea, theme.TEXTAREA_CLASSES),
    (forms.Select, theme.SELECT_CLASSES),
    (forms.widgets.Input, theme.INPUT_CLASSES),
)


class Dressed(forms.Form):
    """Gives every field the theme's look; the members' forms are reused on the desk this way."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            classes = next((classes for kind, classes in DRESS if isinstance(field.widget, kind)), [])
            field.widget.attrs["class"] = " ".join(classes)
