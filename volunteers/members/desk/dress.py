"""Plain Django forms in the theme's clothes."""

from django import forms
from unfold import widgets as theme

from orgtree.text.free_text import ScannedForm

# The theme draws the arrow of a select beside it, which a plain form has no place for: keep the browser's.
SELECT = [name for name in theme.SELECT_CLASSES if name != "appearance-none"]
# The first kind that fits. A list of boxes stays plain: its class would shrink the whole list to one box.
DRESS = (
    (forms.CheckboxSelectMultiple, []),
    (forms.CheckboxInput, theme.CHECKBOX_CLASSES),
    (forms.Textarea, theme.TEXTAREA_CLASSES),
    (forms.Select, SELECT),
    (forms.widgets.Input, theme.INPUT_CLASSES),
)


class Dressed(ScannedForm):
    """Gives every field the theme's look; the members' forms are reused on the desk this way."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            classes = next((classes for kind, classes in DRESS if isinstance(field.widget, kind)), [])
            field.widget.attrs["class"] = " ".join(classes)
