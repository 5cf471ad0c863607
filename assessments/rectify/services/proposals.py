"""What a published round leaves to be mended: proposed from what was said of each subject, entered as far as the office keeps it.

Source: docs/rules.md, "Rectification".
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from assessments.ballots.choices import TextState
from assessments.ballots.models import PollText
from assessments.rectify.choices import RectifySource
from assessments.rectify.models import RectifyItem
from assessments.rectify.services.items import item_acts
from assessments.rounds.choices import SheetState
from assessments.rounds.models import PanelSheet, Round, RoundSubject
from orgtree.acts import make
from orgtree.errors import RuleBroken

LONGEST = RectifyItem._meta.get_field("problem").max_length


@dataclass(frozen=True)
class Proposal:
    """Words of one source about a subject; `key` names them on the page."""

    key: str
    subject: RoundSubject
    source: str
    text: str

    @property
    def source_told(self) -> str:
        return str(RectifySource(self.source).label)


def proposals_of(round: Round) -> list[Proposal]:
    """Comments, answers, findings of the panel, texts that may be fed back: by subject in the order of the meeting, those on the list left out."""
    listed = items_of(round)
    return [
        one
        for subject in subjects_of(round)
        for one in _said_of(subject)
        if one.text not in {item.problem for item in listed[subject.pk]}
    ]


def subjects_of(round: Round) -> list[RoundSubject]:
    """Who took part, with their seats."""
    return list(round.subjects.taking_part().select_related("area", "institution__area"))


def _said_of(subject: RoundSubject) -> list[Proposal]:
    sheets = PanelSheet.objects.filter(subject=subject, state=SheetState.SIGNED).exclude(words="")
    texts = PollText.objects.filter(subject__of_round=subject, state=TextState.SHOWN).order_by("text", "pk")
    said = [
        ("comment", RectifySource.REVIEW, [(subject.pk, subject.comment)]),
        ("answer", RectifySource.REVIEW, [(subject.pk, subject.answers)]),
        ("panel", RectifySource.PANEL, sheets.order_by("words").values_list("pk", "words")),
        ("text", RectifySource.BALLOT, texts.values_list("pk", "text")),
    ]
    return [
        Proposal(f"{kind}-{pk}", subject, source, " ".join(words.split())[:LONGEST])
        for kind, source, rows in said
        for pk, words in rows
        if words.strip()
    ]


def items_of(round: Round) -> dict[int, list[RectifyItem]]:
    """{subject: what stands on its list of the round's year}. Two queries."""
    seats = {
        (one.area_id if one.institution_id is None else None, one.institution_id): one.pk for one in subjects_of(round)
    }
    found: dict[int, list[RectifyItem]] = defaultdict(list)
    for item in RectifyItem.objects.counted().filter(year=round.year).order_by("pk"):
        seat = (None if item.institution_id else item.area_id, item.institution_id)
        if seat in seats:
            found[seats[seat]].append(item)
    return found


@transaction.atomic
def enter_kept(*, round: Round, kept: Iterable[tuple[Proposal, str]], by) -> dict[str, RuleBroken]:
    """Enter each with the words that the office gave it; what was refused by key, and then nothing is entered."""
    refused = {}
    for proposal, problem in kept:
        unit = proposal.subject.institution
        said = {"area": unit.area if unit else proposal.subject.area, "institution": unit, "year": round.year}
        said |= {"source": proposal.source, "problem": problem, "fed_back_on": None, "due_on": None}
        try:
            make(item_acts, "enter", by=by, **said)
        except RuleBroken as broken:
            refused[proposal.key] = broken
    if refused:
        transaction.set_rollback(True)
    return refused
