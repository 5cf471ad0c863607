"""Somebody who reads everything that is published and tries to work out what a small group chose.

A statement is a sum of unknown counts (subject, class, option) with known factors, equal to a published number. A count is found out
where the statements fix it, whatever the others are: it lies in the space that they span.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from random import Random

from assessments.results.rules.composite import LEAST, BallotScore, ClassCount, score_ballot

OPTIONS = {"good": Decimal(100), "fair": Decimal(85), "plain": Decimal(70), "poor": Decimal(50)}
CLASSES = (("C1", 35, 3), ("C2", 15, 5), ("C3", 15, 3), ("C4", 25, 20), ("C5", 10, 3))

Count = tuple[int, str, str]  # subject, class, option
Statement = dict[Count, Fraction]
Round = dict[int, list[ClassCount]]  # the ballots of each subject


def draw_round(luck: Random) -> tuple[Round, dict[int, int]]:
    """A round of a few subjects below a few streets, many of whose classes are small; and the street of each subject."""
    subjects = range(luck.randint(1, 7))
    ballots = {}
    for subject in subjects:
        ballots[subject] = [_draw_class(luck, code, weight, least) for code, weight, least in CLASSES]
    return ballots, {subject: luck.randrange(3) for subject in subjects}


def _draw_class(luck: Random, code: str, weight: int, least: int) -> ClassCount:
    number = luck.choice((luck.randrange(LEAST), luck.randint(LEAST, 9), luck.randint(15, 40)))
    drawn = luck.choices(list(OPTIONS), weights=[luck.randint(1, 9) for _ in OPTIONS], k=number)
    return ClassCount(code, code, Decimal(weight), least, {option: drawn.count(option) for option in OPTIONS})


def count_votes(round_: Round) -> dict[int, BallotScore]:
    return {subject: score_ballot(classes, OPTIONS) for subject, classes in round_.items()}


def published(round_: Round, streets: dict[int, int]) -> list[Statement]:
    """What is shown: of each class that counts its counts, of each subject the mean of the ballot and its options, of each street their sums."""
    statements, of_street = [], {}
    for subject, score in count_votes(round_).items():
        mean: Statement = {}
        for one, share, _ in score.counted:
            for option, points in OPTIONS.items():
                statements.append({(subject, one.code, option): Fraction(1)})
                mean[subject, one.code, option] = share * Fraction(points) / one.number
        statements.append(mean)
        for option in OPTIONS:
            shown = {(subject, one.code, option): Fraction(1) for one, _, _ in score.counted}
            statements.append(shown)
            of_street.setdefault((streets[subject], option), {}).update(shown)
    return statements + list(of_street.values())


def sum_of_all_ballots(round_: Round, streets: dict[int, int]) -> list[Statement]:
    """A fault: beside the classes that count, how all ballots of a subject fell."""
    return [
        {(subject, one.code, option): Fraction(1) for one in classes}
        for subject, classes in round_.items()
        for option in OPTIONS
    ]


def mean_of_all_classes(round_: Round, streets: dict[int, int]) -> list[Statement]:
    """A fault: void classes are not shown but go into the mean with their weight."""
    return [
        {
            (subject, one.code, option): Fraction(one.weight) * Fraction(points) / one.number
            for one in classes
            if one.number
            for option, points in OPTIONS.items()
        }
        for subject, classes in round_.items()
    ]


def sums_of_streets(round_: Round, streets: dict[int, int]) -> list[Statement]:
    """A fault: what a street's subjects got from all ballots of a class, beside what each of them got."""
    sums: dict[tuple[int, str, str], Statement] = {}
    for subject, classes in round_.items():
        for one in classes:
            for option in OPTIONS:
                sums.setdefault((streets[subject], one.code, option), {})[subject, one.code, option] = Fraction(1)
    return list(sums.values())


def small_groups(round_: Round) -> set[tuple[int, str]]:
    """The groups that nobody may work out: those of fewer than five who voted at all."""
    return {(subject, one.code) for subject, classes in round_.items() for one in classes if 0 < one.number < LEAST}


def isolated(round_: Round, statements: Iterable[Statement]) -> set[tuple[int, str]]:
    """The small groups of which some sum over their options is fixed by the statements alone."""
    statements = list(statements)
    touched = {count[:2] for statement in statements for count in statement}
    return {group for group in small_groups(round_) & touched if _is_fixed(group, statements)}


def _is_fixed(group: tuple[int, str], statements: list[Statement]) -> bool:
    """Whether something is left that speaks of the group alone, once all other counts are eliminated."""

    def others_first(count: Count) -> tuple:
        return count[:2] == group, count

    done: list[tuple[Count, Statement]] = []
    for statement in sorted(statements, key=len):
        row = dict(statement)
        for pivot, other in done:
            _take(row, other, pivot)
        if not row:
            continue
        pivot = min(row, key=others_first)
        if pivot[:2] == group:
            return True
        done.append((pivot, row))
    return False


def _take(row: Statement, other: Statement, pivot: Count) -> None:
    """Take `other` off `row`, as often as its first count stands there."""
    if pivot not in row:
        return
    factor = row[pivot] / other[pivot]
    for count, value in other.items():
        left = row.get(count, Fraction(0)) - factor * value
        if left:
            row[count] = left
        else:
            row.pop(count, None)
