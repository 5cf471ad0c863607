"""The committee's page: a grade and a reason for each subject."""

from collections.abc import Iterable

from django import forms

from assessments.results.models import Outcome
from orgtree.text.free_text import ScannedForm

LONGEST = 200


class CommitteeForm(ScannedForm):
    """`decided_<id>` and `reason_<id>` of each outcome, begun with the suggestion or with what was decided."""

    def __init__(self, outcomes: Iterable[Outcome], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.outcomes = list(outcomes)
        for outcome in self.outcomes:
            grades = [(band.grade, band.get_grade_display()) for band in outcome.subject.round.scheme.bands.all()]
            self.fields[f"decided_{outcome.pk}"] = forms.ChoiceField(
                label=f"{outcome.subject.name}评定等次",
                choices=[("", "暂不评定"), *grades],
                required=False,
                initial=outcome.decided or outcome.suggested,
                widget=forms.Select(attrs={"aria-label": f"{outcome.subject.name}评定等次"}),
            )
            self.fields[f"reason_{outcome.pk}"] = forms.CharField(
                label=f"{outcome.subject.name}评定说明",
                required=False,
                max_length=LONGEST,
                initial=outcome.reason,
                widget=forms.TextInput(attrs={"aria-label": f"{outcome.subject.name}评定说明"}),
            )

    def said(self) -> dict[int, tuple[str, str]]:
        """{outcome: (grade, reason)} of a valid form."""
        said = self.cleaned_data
        return {one.pk: (said[f"decided_{one.pk}"], said[f"reason_{one.pk}"].strip()) for one in self.outcomes}

    def lines(self) -> list[tuple]:
        """(outcome, field of the grade, field of the reason) in the order of the page."""
        return [(one, self[f"decided_{one.pk}"], self[f"reason_{one.pk}"]) for one in self.outcomes]
