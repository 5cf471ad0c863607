"""What of a round is put on the list: a tick and the words of each proposal."""

from collections.abc import Iterable

from django import forms

from assessments.rectify.services.proposals import LONGEST, Proposal
from orgtree.text.free_text import ScannedForm


class KeepForm(ScannedForm):
    """`keep_<key>` and `problem_<key>` of each proposal; nothing is ticked before somebody ticks it."""

    def __init__(self, proposals: Iterable[Proposal], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = list(proposals)
        for one in self.proposals:
            self.fields[f"keep_{one.key}"] = forms.BooleanField(label="列入整改", required=False)
            self.fields[f"problem_{one.key}"] = forms.CharField(
                label="问题",
                required=False,
                max_length=LONGEST,
                initial=one.text,
                widget=forms.Textarea(attrs={"rows": 2, "aria-label": f"{one.subject.name}的问题"}),
            )

    def clean(self):
        for one in self.proposals:
            if (
                self.cleaned_data.get(f"keep_{one.key}")
                and not self.cleaned_data.get(f"problem_{one.key}", "x").strip()
            ):
                self.add_error(f"problem_{one.key}", "请写明问题")
        return self.cleaned_data

    def kept(self) -> list[tuple[Proposal, str]]:
        """What was ticked, with its words, of a valid form."""
        said = self.cleaned_data
        return [(one, said[f"problem_{one.key}"].strip()) for one in self.proposals if said[f"keep_{one.key}"]]

    def lines(self) -> list[tuple]:
        """(proposal, its tick, its words) in the order of the page."""
        return [(one, self[f"keep_{one.key}"], self[f"problem_{one.key}"]) for one in self.proposals]
