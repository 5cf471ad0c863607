"""The tally: boxes are opened once, sums kept where a class counts, what opened them destroyed."""

import random
from collections import defaultdict
from dataclasses import dataclass, field

from assessments.ballots.choices import BallotWay, VoidReason
from assessments.ballots.models import (
    BallotBox,
    Keeper,
    PaperCount,
    Poll,
    PollClass,
    PollFigure,
    PollSheet,
    PollSubject,
    PollTally,
    PollText,
    RollEntry,
    RollToken,
)
from assessments.ballots.rules.blind import SigningKey
from assessments.ballots.rules.counting import ABSTAIN, LEAST_TEXTS, Counted, count_choices, why_void
from assessments.ballots.rules.sealing import Held, open_box, unseal
from assessments.ballots.services.bundles import bundle_of
from assessments.ballots.services.casting import read_content, subjects_of
from assessments.ballots.services.keepers import secret_of
from assessments.ballots.services.locking import hold_alone
from assessments.ballots.services.papers import counted_of
from assessments.ballots.services.roles import CASTING, ISSUING
from orgtree.acts import Doing
from orgtree.database.narrow_roles import acting_as


@dataclass
class Opened:
    """A sheet with its ballots as they came out of the box, and its paper ballots."""

    sheet: PollSheet
    ballots: dict[str, Held]
    contents: list[tuple[dict[int, str], dict[int, str]]]
    papers: list[PaperCount]
    subjects: list[int]


@dataclass
class Sums:
    """What comes together for a subject and a class, of several sheets."""

    entitled: int = 0
    choices: list[str] = field(default_factory=list)
    paper: list[dict[str, int]] = field(default_factory=list)
    spoiled: int = 0

    def counted(self, options: list[str]) -> Counted:
        counts, abstained = count_choices(self.choices, options)
        for marks in self.paper:
            counts = {option: counts[option] + marks[option] for option in options}
            abstained += marks[ABSTAIN]
        return Counted(self.entitled, counts, abstained, self.spoiled)


def count_poll(poll: Poll, doing: Doing) -> None:
    """Write sums, figures, texts and the signed bundle; then nothing is left that a ballot could be read from. Raises RuleBroken."""
    hold_alone(poll.pk)
    secret = secret_of(poll)
    opened = [_open(sheet, secret) for sheet in poll.sheets.select_related("voter_class", "poll")]
    tallies = _write_tallies(poll, opened)
    _write_figures(poll, opened)
    _write_texts(poll, opened)
    key = SigningKey.read(poll.signing_key)
    poll.bundle = bundle_of(poll, [(one.sheet, one.ballots) for one in opened], tallies, key)
    _destroy(poll)


def _open(sheet: PollSheet, secret: bytes) -> Opened:
    with acting_as(CASTING):
        box = BallotBox.objects.get(pk=sheet.pk)
    ballots = open_box(sheet.box_key, bytes(box.contents))
    contents = [read_content(unseal(secret, held.sealed)) for held in ballots.values()]
    return Opened(sheet, ballots, contents, counted_of(sheet), subjects_of(sheet))


def _write_tallies(poll: Poll, opened: list[Opened]) -> list[PollTally]:
    sums: dict[tuple[int, int], Sums] = defaultdict(Sums)
    for one in opened:
        for subject in one.subjects:
            place = sums[subject, one.sheet.voter_class_id]
            place.entitled += one.sheet.entitled
            place.choices += [choices[subject] for choices, _ in one.contents]
            place.paper += [paper.counts[str(subject)] for paper in one.papers]
            place.spoiled += sum(paper.spoiled for paper in one.papers)
    classes = {one.pk: one for one in poll.classes.all()}
    rows = [_tally(poll, subject, classes[voter_class], sum_) for (subject, voter_class), sum_ in sorted(sums.items())]
    return PollTally.objects.bulk_create(rows)


def _tally(poll: Poll, subject: int, voter_class: PollClass, sums: Sums) -> PollTally:
    counted = sums.counted(poll.option_codes)
    void = why_void(counted, least=voter_class.min_ballots, turnout=voter_class.least_turnout)
    row = PollTally(poll=poll, subject_id=subject, voter_class=voter_class, void=void or "")
    if void is None:
        row.counts, row.valid = dict(counted.counts), counted.valid
        row.abstained, row.spoiled = counted.abstained, counted.spoiled
    return row


def _write_figures(poll: Poll, opened: list[Opened]) -> None:
    for voter_class in poll.classes.all():
        here = [one for one in opened if one.sheet.voter_class_id == voter_class.pk]
        people = RollEntry.objects.filter(tokens__sheet__voter_class=voter_class).distinct()
        hidden = not PollTally.objects.filter(voter_class=voter_class, void="").exists()
        PollFigure.objects.create(
            voter_class=voter_class,
            entitled=people.count(),
            by_token=people.filter(way=BallotWay.TOKEN).count(),
            by_paper=people.filter(way=BallotWay.PAPER).count(),
            handed=RollToken.objects.filter(sheet__voter_class=voter_class, entry__way=BallotWay.PAPER).count(),
            issued=RollToken.objects.filter(sheet__voter_class=voter_class).exclude(asked="").count(),
            used=sum(len(one.ballots) for one in here),
            returned=sum(paper.ballots for one in here for paper in one.papers),
            spoiled=None if hidden else sum(paper.spoiled for one in here for paper in one.papers),
        )


def _write_texts(poll: Poll, opened: list[Opened]) -> None:
    """In an order of chance; where fewer than five voted on a subject, what was written goes unread."""
    words: dict[int, list[str]] = defaultdict(list)
    ballots: dict[int, int] = defaultdict(int)
    for one in opened:
        for choices, texts in one.contents:
            for subject in choices:
                ballots[subject] += 1
            for subject, text in texts.items():
                words[subject].append(text)
    rows = [
        PollText(poll=poll, subject_id=subject, text=text)
        for subject, texts in words.items()
        if ballots[subject] >= LEAST_TEXTS
        for text in texts
    ]
    random.SystemRandom().shuffle(rows)
    PollText.objects.bulk_create(rows)


def _destroy(poll: Poll) -> None:
    with acting_as(CASTING):
        BallotBox.objects.filter(sheet__poll=poll.pk).delete()
    PaperCount.objects.filter(batch__poll=poll).delete()
    poll.sheets.update(signing_key="", box_key="")
    with acting_as(ISSUING):
        RollToken.objects.filter(sheet__poll=poll.pk).update(asked="")
    RollEntry.objects.filter(poll=poll).update(code="", code_until=None)
    Keeper.objects.filter(poll=poll).update(share="", given="")
    poll.secret = poll.signing_key = ""


# --- For the composite ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClassTally:
    """What a class said of a subject: counts by option and how many of them are valid; `void` says why it does not count, with no counts."""

    counts: dict[str, int]
    valid: int
    void: VoidReason | None


def tally_of(poll: Poll) -> dict[tuple[int, str], ClassTally]:
    """{(subject, code of the class): what came of it} of a counted poll, else {}; subjects by their id in the round, or by their own where there is none."""
    return {
        (_named(row.subject), row.voter_class.code): ClassTally(
            dict(row.counts), row.valid or 0, VoidReason(row.void) if row.void else None
        )
        for row in PollTally.objects.filter(poll=poll).select_related("subject", "voter_class")
    }


def _named(subject: PollSubject) -> int:
    return subject.of_round_id or subject.pk
