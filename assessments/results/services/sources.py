"""What each component of a scheme came to for each subject: from figures, the panel, the ballot, the survey.

A higher subject adds what it knows (`rectified`): how much of last year's list was verified.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from assessments.ballots.choices import PollState
from assessments.ballots.models import Poll
from assessments.ballots.services.counting import tally_of
from assessments.results.rules.composite import (
    Adjustment,
    BallotScore,
    ClassCount,
    Part,
    score_ballot,
)
from assessments.rounds.models import Round, RoundSubject, SubjectExtra
from assessments.rounds.services.facts import scores_of_all_figures
from assessments.rounds.services.panels import scores_of_all_panels
from assessments.schemes.choices import ComponentSource, ExtraKind
from assessments.schemes.models import Component
from assessments.schemes.rules.tables import round_once
from assessments.surveys.choices import SurveyKind, SurveyState
from assessments.surveys.models import Survey
from assessments.surveys.services.numbers import NumberBook
from assessments.surveys.services.publishing import satisfaction_of

SIGNS = {ExtraKind.PLUS: 1, ExtraKind.MINUS: -1}
VOID = {
    ComponentSource.FIGURE: "没有可用的关账指标",
    ComponentSource.PANEL: "考评组没有有效评分表",
    ComponentSource.BALLOT: "没有可计的测评票",
    ComponentSource.SURVEY: "没有可用的满意度结果",
    ComponentSource.DECIDED: "由会议评定，不合成分数",
}

# (subjects, year) -> {subject: (verified, all)} of the list of that year; added by the subject that keeps such lists.
rectified: list[Callable[[Iterable[RoundSubject], int], dict[int, tuple[int, int]]]] = []


@dataclass(frozen=True)
class Scored:
    """What a component came to: exact points of a hundred, None where it is void; what they rest on."""

    raw: Fraction | None
    note: str


@dataclass
class Sources:
    """Everything that a round's composites are made of, read once."""

    components: list[Component]
    scored: dict[tuple[int, int], Scored]
    ballots: dict[int, BallotScore]
    adjustments: dict[int, list[Adjustment]] = field(default_factory=dict)
    vetoes: dict[int, list[str]] = field(default_factory=dict)
    rectified: dict[int, tuple[int, int]] = field(default_factory=dict)

    def parts_of(self, subject: int) -> list[Part]:
        """The components of one subject, in the order of the scheme."""
        parts = []
        for one in self.components:
            scored = self.scored.get((subject, one.pk)) or Scored(None, VOID[ComponentSource(one.source)])
            parts.append(Part(one.code, one.name, one.weight, scored.raw, scored.note))
        return parts


def read_sources(round: Round, subjects: list[RoundSubject]) -> Sources:
    """A fixed number of queries, however many subjects there are, but for surveys: some for each."""
    components = list(Component.objects.filter(scheme=round.scheme_id).order_by("position", "pk"))
    ballots = ballots_of(round)
    scored = _scored_by_ballots(components, ballots) | _scored_by_surveys(round, components, subjects)
    scored |= {key: Scored(raw, note) for key, (raw, note) in scores_of_all_figures(round).items()}
    scored |= {key: Scored(result.raw, result.note) for key, result in scores_of_all_panels(round).items()}
    adjustments, vetoes = _extras_of(round)
    lists: dict[int, tuple[int, int]] = {}
    for tell in rectified:
        lists |= tell(subjects, round.year - 1)
    return Sources(components, scored, ballots, adjustments, vetoes, lists)


def classes_of(round: Round) -> dict[int, list[ClassCount]]:
    """{subject: the ballots of each class by option}, of polls that are counted; of a class that is void nothing but its name."""
    classes = {one.code: one for one in round.scheme.classes.all()}
    found: dict[int, list[ClassCount]] = defaultdict(list)
    for poll in Poll.objects.filter(round=round, state=PollState.COUNTED).order_by("pk"):
        tallies = tally_of(poll)
        for subject, code in sorted(
            tallies, key=lambda key: (key[0], [*classes].index(key[1]) if key[1] in classes else -1)
        ):
            if code in classes:
                tally, one = tallies[subject, code], classes[code]
                counts = {} if tally.void else tally.counts
                found[subject].append(ClassCount(code, one.label, one.weight, one.min_ballots, counts))
    return found


def satisfaction_in(round: Round, subjects: list[RoundSubject]) -> dict[int, tuple[Fraction, int]]:
    """{subject: (share of the pleased, how many answered)} by the newest published survey of residents of the year that counts there."""
    surveys = Survey.objects.filter(year=round.year, kind=SurveyKind.RESIDENTS, state=SurveyState.PUBLISHED)
    surveys = list(surveys.select_related("area").order_by("-published_at", "-pk"))
    found, book = {}, NumberBook()
    for subject in subjects:
        said = (satisfaction_of(one, subject.area, book) for one in surveys) if subject.area_id else ()
        if known := next((one for one in said if one), None):
            found[subject.pk] = known
    return found


def ballots_of(round: Round) -> dict[int, BallotScore]:
    """{subject: what the ballot gives}, with the points of the scheme's options."""
    points = {option.grade: option.value for option in round.scheme.options.all()}
    return {subject: score_ballot(classes, points) for subject, classes in classes_of(round).items()}


def _scored_by_ballots(components: list[Component], ballots: dict[int, BallotScore]) -> dict[tuple[int, int], Scored]:
    return {
        (subject, one.pk): Scored(score.raw, ballot_note(score))
        for one in components
        if one.source == ComponentSource.BALLOT
        for subject, score in ballots.items()
    }


def ballot_note(score: BallotScore) -> str:
    """Each class that counts with its mean and its ballots, then what was left out."""
    classes = "、".join(f"{one.label}{round_once(mean)}（{one.number}票）" for one, _, mean in score.counted)
    return "；".join(filter(None, (classes, *score.log)))


def _scored_by_surveys(
    round: Round, components: list[Component], subjects: list[RoundSubject]
) -> dict[tuple[int, int], Scored]:
    known = satisfaction_in(round, subjects)
    return {
        (subject, one.pk): Scored(share * 100, f"{number}份答卷")
        for one in components
        if one.source == ComponentSource.SURVEY
        for subject, (share, number) in known.items()
    }


def _extras_of(round: Round) -> tuple[dict[int, list[Adjustment]], dict[int, list[str]]]:
    """What documents add or take, and vetoes, by subject. One query."""
    adjustments: dict[int, list[Adjustment]] = {}
    vetoes: dict[int, list[str]] = {}
    rows = SubjectExtra.objects.filter(subject__round=round, is_withdrawn=False).select_related("extra")
    for row in rows.order_by("subject_id", "extra__position", "pk"):
        if row.extra.kind == ExtraKind.VETO:
            vetoes.setdefault(row.subject_id, []).append(row.document)
            continue
        points = SIGNS[ExtraKind(row.extra.kind)] * row.extra.points * row.times
        said = f"{row.extra.name}{f'{row.times}次' if row.times > 1 else ''}，{row.document}"
        adjustments.setdefault(row.subject_id, []).append(Adjustment(Decimal(points), said))
    return adjustments, vetoes
