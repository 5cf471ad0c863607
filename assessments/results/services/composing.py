"""The composite of every subject of a closed round, with its trace and a suggested grade; made anew until the committee decides.

Source: docs/rules.md, "The composite", "Grades", "Quotas and ranks".
"""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from django.db import transaction
from django.utils import timezone

from assessments.results.choices import OutcomeState
from assessments.results.models import Addend, Outcome
from assessments.results.rules.composite import Composite, as_shown, compose
from assessments.results.rules.grading import (
    CapRow,
    Ceiling,
    Evidence,
    find_ceilings,
    order_of,
    suggest_grade,
    worse_of,
)
from assessments.results.rules.places import rank_group, share_places
from assessments.results.services.sources import Sources, read_sources
from assessments.rounds.choices import RoundState
from assessments.rounds.models import Round, RoundSubject
from assessments.schemes.choices import CapKind, Grade
from assessments.schemes.models import Scheme
from assessments.schemes.rules.tables import BandValue, places_for
from orgtree.acts import acts_of, note_first
from orgtree.choices import RunState
from orgtree.errors import RuleBroken
from orgtree.models import Run
from orgtree.runs.engine import start_run
from orgtree.text.rules.numbers import plain

RUN = "assessments.compose"
CEILINGS = {
    CapKind.COMPONENT_BELOW: Ceiling.COMPONENT,
    CapKind.CLASS_POOR: Ceiling.CLASS_SHARE,
    CapKind.BALLOT_BAD: Ceiling.BALLOT_SHARE,
    CapKind.RECTIFIED_BELOW: Ceiling.RECTIFIED,
    CapKind.VETO: Ceiling.VETO,
}
BAD = (Grade.POOR.value, Grade.NOT_COMPETENT.value)
POOR = (*BAD, Grade.PLAIN.value, Grade.BARELY.value)


@dataclass
class Row:
    """A subject on its way to an outcome."""

    subject: RoundSubject
    composite: Composite
    by_number: str = ""
    ceiling: str = ""
    suggested: str = ""
    is_tied: bool = False
    why: list[str] = field(default_factory=list)
    rank: int = 0
    group_size: int = 0


def order_composing(*, round: Round, by) -> Run:
    """Wake a worker that composes the round; the run that waits already is found. Raises RuleBroken where it is not closed."""
    if round.state != RoundState.CLOSED:
        raise RuleBroken("wrong_state", f"轮次{round.get_state_display()}，截止后、评定前合成", conflict=True)
    waiting = Run.objects.unfinished().filter(kind=RUN, params__round=round.pk).first()
    return waiting or start_run(Run(kind=RUN, area=round.area, params={"round": round.pk}, created_by=by))


def work_on_composing(running) -> dict[str, int]:
    """The run's work, in one transaction."""
    round = Round.objects.get(pk=running.run.params["round"])
    return {"subjects": len(compose_round(round=round, by=running.run.created_by))}


@transaction.atomic
def compose_round(*, round: Round, by) -> list[Outcome]:
    """The outcomes of the round's subjects, in the order of the meeting, made anew. Raises RuleBroken where it is not closed, or one is decided."""
    round = Round.objects.select_for_update(of=("self",), no_key=True).select_related("scheme").get(pk=round.pk)
    if round.state != RoundState.CLOSED:
        raise RuleBroken("wrong_state", f"轮次{round.get_state_display()}，截止后、评定前合成", conflict=True)
    known = Outcome.objects.filter(subject__round=round)
    if known.exclude(state=OutcomeState.COMPOSED).exists():
        raise RuleBroken("decided", "已有评定的等次，先撤回评定再重新合成", conflict=True)
    known.delete()
    subjects = list(round.subjects.taking_part().select_related("area", "institution"))
    sources = read_sources(round, subjects)
    rows = [_row(subject, sources, round.scheme) for subject in subjects]
    if round.scheme.gives_grade:
        grade_rows(rows, sources, round.scheme)
    return _save(rows, sources, by)


def _row(subject: RoundSubject, sources: Sources, scheme: Scheme) -> Row:
    added = sources.adjustments.get(subject.pk, ())
    return Row(subject, compose(sources.parts_of(subject.pk), added, scheme.extra_most))


# --- Grades ---------------------------------------------------------------------------------------------------------------


def bands_of(scheme: Scheme) -> list[BandValue]:
    """The grades of the scheme with their floors."""
    return [BandValue(band.grade, str(band), band.floor, band.below) for band in scheme.bands.all()]


def caps_of(scheme: Scheme) -> list[CapRow]:
    """The ceilings of the scheme; percent as a part of one."""
    rows = []
    for cap in scheme.caps.all():
        part = Fraction(cap.threshold_part) / cap.threshold_whole
        if cap.kind == CapKind.RECTIFIED_BELOW:
            part /= 100
        options = POOR if cap.kind == CapKind.CLASS_POOR else BAD if cap.kind == CapKind.BALLOT_BAD else ()
        label = f"{_cap_label(cap)}，不超过“{cap.get_ceiling_display()}”"
        rows.append(CapRow(CEILINGS[CapKind(cap.kind)], cap.ceiling, label, part, cap.code, options))
    return rows


def _cap_label(cap) -> str:
    number = plain(cap.threshold_part)
    if cap.threshold_whole > 1:
        number = f"{number}/{cap.threshold_whole}"
    return f"{cap.code}{cap.get_kind_display()}{number if cap.threshold_part else ''}"


def grade_rows(rows: list[Row], sources: Sources, scheme: Scheme) -> None:
    """Suggest a grade for each that has a total, hold it down, then share the places of each group."""
    bands, caps = bands_of(scheme), caps_of(scheme)
    best_first = order_of(bands)
    for row in rows:
        if row.composite.total is None:
            row.why.append("没有总分，由会议评定")
            continue
        held = find_ceilings(caps, _evidence(row, sources))
        suggestion = suggest_grade(row.composite.total, bands, held)
        row.by_number = row.suggested = suggestion.by_number
        for one in held:
            row.ceiling = worse_of(row.ceiling or best_first[0], one.grade, best_first)
            row.why.append(one.why)
        row.suggested = suggestion.grade
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.subject.group].append(row)
    for group in groups.values():
        _rank(group)
        for quota in scheme.quotas.all():
            _share(group, quota, best_first)


def _evidence(row: Row, sources: Sources) -> Evidence:
    pk = row.subject.pk
    ballot = sources.ballots.get(pk)
    return Evidence(
        components={addend.code: addend.raw for addend in row.composite.addends},
        classes={one.code: one.counts for one, _, _ in ballot.counted} if ballot else {},
        ballots=ballot.totals if ballot else {},
        rectified=sources.rectified.get(pk, (0, 0)),
        vetoes=tuple(sources.vetoes.get(pk, ())),
    )


def _rank(group: list[Row]) -> None:
    ranks = rank_group({row.subject.pk: row.composite.total for row in group if row.composite.total is not None})
    for row in group:
        row.rank, row.group_size = ranks.get(row.subject.pk, 0), len(group)


def _share(group: list[Row], quota, best_first: list[str]) -> None:
    """Whoever is beyond the places is suggested for the next grade; whoever is tied for the last of them stays for the committee."""
    number, label = places_for(Fraction(quota.percent, 100), len(group)), quota.get_grade_display()
    candidates = {row.subject.pk: row.composite.total for row in group if row.suggested == quota.grade}
    places = share_places(candidates, number)
    told = f"“{label}”的名额{number}个（{len(group)}个的{quota.percent}%）"
    for row in group:
        if row.subject.pk in places.tied:
            row.is_tied = True
            row.why.append(f"{told}，在名额边缘并列，由会议决定")
        elif row.subject.pk in places.outside:
            row.suggested = best_first[best_first.index(quota.grade) + 1]
            row.why.append(f"{told}，按得分在名额之外")


# --- Kept -----------------------------------------------------------------------------------------------------------------


def _save(rows: list[Row], sources: Sources, by) -> list[Outcome]:
    now = timezone.now()
    outcomes = Outcome.objects.bulk_create(_outcome(row, sources, now) for row in rows)
    components = {component.code: component for component in sources.components}
    Addend.objects.bulk_create(
        Addend(
            outcome=outcome,
            component=components[addend.code],
            raw=None if addend.raw is None else as_shown(addend.raw),
            weight=addend.weight,
            counted=as_shown(addend.counted),
            product=as_shown(addend.product),
            note=addend.note[:1000],
        )
        for outcome, row in zip(outcomes, rows, strict=True)
        for addend in row.composite.addends
    )
    note_first(acts_of(Outcome), "compose", *outcomes, by=by)
    return outcomes


def _outcome(row: Row, sources: Sources, now) -> Outcome:
    verified, number = sources.rectified.get(row.subject.pk, (0, 0))
    composite = row.composite
    return Outcome(
        subject=row.subject,
        exact="" if composite.exact is None else str(composite.exact),
        total=composite.total,
        rank=row.rank,
        group_size=row.group_size,
        last_verified=verified,
        last_number=number,
        by_number=row.by_number,
        ceiling=row.ceiling,
        suggested=row.suggested,
        is_tied=row.is_tied,
        why="\n".join(row.why)[:2000],
        log="\n".join(composite.log)[:4000],
        composed_at=now,
    )


def is_composing(round: Round) -> bool:
    """Whether a worker is at it, or waits to be."""
    states = [RunState.QUEUED, RunState.RUNNING]
    return Run.objects.filter(kind=RUN, params__round=round.pk, state__in=states).exists()
