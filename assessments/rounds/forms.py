"""The score sheet of a component: points for each line, and a few words."""

from decimal import Decimal

from django import forms

from assessments.rounds.models import PanelSheet
from assessments.schemes.models import Component, Item
from orgtree.text.free_text import ScannedForm
from orgtree.text.rules.numbers import plain

LONGEST_WORDS = 1_000


class SheetForm(ScannedForm):
    """A number for each line of the checklist; lines may be left for later, until the sheet is handed in."""

    words = forms.CharField(
        label="实地情况",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="看到的情况，不写居民和党员的姓名、电话",
    )

    def __init__(self, *args, component: Component, sheet: PanelSheet | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(Item.objects.filter(component=component).order_by("position", "pk"))
        scored = dict(sheet.scores.values_list("item", "points")) if sheet else {}
        for item in self.items:
            field = forms.DecimalField(
                label=f"{item.name}（{plain(item.points)}分）",
                required=False,
                min_value=0,
                max_value=item.points,
                max_digits=5,
                decimal_places=2,
                initial=scored.get(item.pk),
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01"}),
            )
            field.comes_later = True  # not 选填: without it the sheet is not handed in
            self.fields[f"points_{item.pk}"] = field
        self.order_fields([*(f"points_{item.pk}" for item in self.items), "words"])
        self.fields["words"].initial = sheet.words if sheet else ""

    @property
    def filled(self) -> list[tuple[str, str]]:
        """What the sheet says, line by line, for whoever reads what they handed in."""
        told = [(field.label, field.initial) for field in self.fields.values()]
        return [(label, plain(value) if isinstance(value, Decimal) else value or "—") for label, value in told]

    def points(self) -> dict:
        """{item: its points, None where it is left for later}."""
        return {item.pk: self.cleaned_data.get(f"points_{item.pk}") for item in self.items}
