"""The page on which a batch of paper ballots is entered, each person by themselves."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.ballots.choices import BatchState
from assessments.ballots.models import PaperBatch, PaperCount, Poll, PollSheet
from assessments.ballots.rules.counting import ABSTAIN
from assessments.ballots.rules.papers import differences
from assessments.ballots.services.casting import subjects_of
from assessments.ballots.services.papers import MOST, enter_batch
from orgtree.choices import Permission as P
from orgtree.desk.menu import stands_at
from orgtree.errors import RuleBroken
from orgtree.text.free_text import ScannedForm


class BatchForm(ScannedForm):
    """Which batch of which sheet, how many ballots; the marks have fields made from the sheet."""

    number = forms.CharField(label="批号", max_length=20, help_text="写在信封上；同一批号只算一批")
    ballots = forms.IntegerField(label="收回票数", min_value=0, max_value=MOST)
    spoiled = forms.IntegerField(label="其中废票", min_value=0, max_value=MOST, initial=0)

    def __init__(self, poll: Poll, sheet: PollSheet, data=None, initial=None):
        super().__init__(data, initial=initial)
        self.sheet, self.options = sheet, [*poll.option_codes, ABSTAIN]
        labels = {code: label for code, label, _ in poll.options} | {ABSTAIN: "弃权"}
        names = {subject.pk: subject.name for subject in poll.subjects.all()}
        self.subjects = [(pk, names[pk]) for pk in subjects_of(sheet)]
        for pk, name in self.subjects:
            for code in self.options:
                field = forms.IntegerField(min_value=0, max_value=MOST, label=f"{name} {labels[code]}", initial=0)
                self.fields[field_of(pk, code)] = field
        self.heads = [labels[code] for code in self.options]

    @property
    def lines(self):
        """(subject, [(what is marked, its field)]) as rows of a table."""
        return [
            (name, [(head, self[field_of(pk, code)]) for head, code in zip(self.heads, self.options, strict=True)])
            for pk, name in self.subjects
        ]

    def counts(self) -> dict[str, dict[str, int]]:
        return {
            str(pk): {code: self.cleaned_data[field_of(pk, code)] for code in self.options} for pk, _ in self.subjects
        }


def field_of(subject: int, code: str) -> str:
    return f"s{subject}_{code or 'none'}"


# Not an act of the log: it would tell what was counted before the close.
@stands_at(Poll)
@login_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks for a batch, filled in with what one entered of it before; POST keeps it."""
    poll = Poll.objects.allowed(request.user, P.ASSESS_ROLL).taking().filter(pk=pk).first()
    if poll is None:
        raise Http404
    sheets = list(poll.sheets.select_related("voter_class", "subject", "poll"))
    known = PaperBatch.objects.filter(poll=poll, number=request.GET.get("number", "")).first()
    asked = request.POST.get("sheet") or request.GET.get("sheet") or (known and str(known.sheet_id))
    chosen = next((one for one in sheets if str(one.pk) == asked), sheets[0])
    form = BatchForm(poll, chosen, request.POST or None, initial=_entered(known, request.user))
    if request.method == "POST" and form.is_valid() and (kept := _keep(request, poll, form)):
        return redirect(
            f"{reverse('ballot-batch', args=[pk])}?number={kept.number}"
            if kept.state == BatchState.UNEQUAL
            else reverse("ballot-batch", args=[pk])
        )
    context = {
        "poll": poll,
        "sheets": sheets,
        "chosen": chosen,
        "form": form,
        "batch": known,
        "unequal": _unequal(known),
    }
    return render(request, "assessments/ballots/batch.html", context, status=422 if form.errors else 200)


def _keep(request: HttpRequest, poll: Poll, form: BatchForm) -> PaperBatch | None:
    said = {name: form.cleaned_data[name] for name in ("number", "ballots", "spoiled")}
    try:
        kept = enter_batch(poll=poll, sheet=form.sheet, counts=form.counts(), by=request.user, **said)
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        return None
    if kept.state != BatchState.UNEQUAL:  # the page itself says what is unequal, line by line
        messages.success(request, f"批号{kept.number}：{kept.get_state_display()}。")
    return kept


def _entered(batch: PaperBatch | None, user) -> dict:
    """What this person entered of the batch before, as the form's fields; of what others entered only the number."""
    row = batch and PaperCount.objects.filter(batch=batch, by=user).first()
    if not row:
        return {"number": batch.number} if batch else {}
    marks = {field_of(int(pk), code): number for pk, codes in row.counts.items() for code, number in codes.items()}
    return {"number": batch.number, "ballots": row.ballots, "spoiled": row.spoiled} | marks


def _unequal(batch: PaperBatch | None) -> list[str]:
    """Where the two entries differ, by the subject; never what the other entered."""
    if not batch or batch.state != BatchState.UNEQUAL:
        return []
    one, other = PaperCount.objects.filter(batch=batch).order_by("pk")[:2]
    names = {str(subject.pk): subject.name for subject in batch.poll.subjects.all()}
    sums = ["收回票数或废票"] if (one.ballots, one.spoiled) != (other.ballots, other.spoiled) else []
    return sums + [names[key] for key in differences(one.counts, other.counts)]
