"""What becomes of the proposals of a round: each is listed in words of the office, struck, or left for later."""

from collections.abc import Iterable

from django import forms

from assessments.rectify.models import RectifyProposal
from assessments.rectify.services.proposals import LONGEST
from orgtree.text.free_text import ScannedForm

LIST, STRIKE = "list", "strike"
CHOICES = (("", "以后再定"), (LIST, "列入整改"), (STRIKE, "不列入"))


class DecideForm(ScannedForm):
    """`do_<id>` and `problem_<id>` of each proposal; nothing is decided before somebody says so."""

    def __init__(self, proposals: Iterable[RectifyProposal], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = list(proposals)
        for one in self.proposals:
            self.fields[f"do_{one.pk}"] = forms.ChoiceField(
                label=f"{one.subject.name}：怎么办", choices=CHOICES, required=False, widget=forms.RadioSelect
            )
            self.fields[f"problem_{one.pk}"] = forms.CharField(
                label="问题",
                required=False,
                max_length=LONGEST,
                initial=one.text,
                widget=forms.Textarea(attrs={"rows": 2, "aria-label": f"{one.subject.name}的问题"}),
            )

    def clean(self):
        for one in self.proposals:
            said = self.cleaned_data.get(f"problem_{one.pk}", "x").strip()
            if self.cleaned_data.get(f"do_{one.pk}") == LIST and not said:
                self.add_error(f"problem_{one.pk}", "请写明问题")
        return self.cleaned_data

    def kept(self) -> list[tuple[RectifyProposal, str]]:
        """What is to be listed, with its words, of a valid form."""
        said = self.cleaned_data
        return [(one, said[f"problem_{one.pk}"].strip()) for one in self.proposals if said[f"do_{one.pk}"] == LIST]

    def struck(self) -> list[RectifyProposal]:
        """What is to be struck, of a valid form."""
        return [one for one in self.proposals if self.cleaned_data[f"do_{one.pk}"] == STRIKE]

    def lines(self) -> list[tuple]:
        """(proposal, what becomes of it, its words) in the order of the page."""
        return [(one, self[f"do_{one.pk}"], self[f"problem_{one.pk}"]) for one in self.proposals]
