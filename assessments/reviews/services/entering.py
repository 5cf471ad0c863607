"""What is entered for a whole branch at once: the roll, the votes twice, the decision. One page, one transaction each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from assessments.reviews.choices import ReviewGrade
from assessments.reviews.models import Review, Reviewed
from assessments.reviews.rules import GRADES, check_papers, check_quota, read_votes, unequal_votes
from assessments.reviews.services.reviews import review_acts, reviewed_acts
from orgtree.acts import note_first, perform_on
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.text.rules.written.names import shown_name

MOST = 300  # members of one branch
LONGEST_NAME, LONGEST_REMARK = 20, 200


@dataclass(frozen=True)
class Papers:
    """The ballots of paper: how many were given out, came back, and were valid."""

    issued: int
    returned: int
    valid: int


def review_held(review_id: int, by) -> Review:
    """The review under its lock; raises RuleBroken where it is not the person's to run."""
    rows = Review.objects.allowed(by, P.MEMBER_REVIEW).select_related("branch__area")
    review = rows.filter(pk=review_id).select_for_update(of=("self",)).first()
    if review is None:
        raise not_found("民主评议")
    return review


def read_names(typed: str) -> list[str]:
    """The names, a line each. Raises RuleBroken at `names`; two of one name are two lines with a number behind (张三1)."""
    names = [shown_name(line) for line in typed.splitlines() if line.strip()]
    if not names:
        raise RuleBroken("names", "请填写姓名，每行一个", field="names")
    if len(names) > MOST:
        raise RuleBroken("names", f"一个支部不超过{MOST}人", field="names")
    for name in names:
        if len(name) > LONGEST_NAME or any(sign.isdigit() for sign in name[:-1]):
            raise RuleBroken("names", f"“{name[:LONGEST_NAME]}”不像姓名；只写姓名，每行一个", field="names")
        if names.count(name) > 1:
            raise RuleBroken("names", f"“{name}”写了两次；同名的在后面加1、2区分", field="names")
    return names


@transaction.atomic
def list_members(*, review_id: int, typed: str, by) -> Review:
    """The roll is these names, in this order; those that stay keep who they are on the platform. Raises RuleBroken at `names`."""
    names = read_names(typed)
    review = review_held(review_id, by)
    review = perform_on(review_acts, "list", review, by=by)
    known = {row.name: row.member_id for row in review.roll.all()}
    review.roll.all().delete()
    rows = [
        Reviewed(review=review, serial=serial, name=name, member_id=known.get(name))
        for serial, name in enumerate(names, 1)
    ]
    Reviewed.objects.bulk_create(rows)
    note_first(reviewed_acts, "list", *rows, by=by)
    return review


@transaction.atomic
def enter_votes(*, review_id: int, papers: Papers, typed: Mapping[int, str], by) -> Review:
    """The first entry of the votes of all, by serial. Raises RuleBroken at `issued`, `returned`, `valid` or `votes-N`."""
    review = review_held(review_id, by)
    review.first_votes = _read(review, papers, typed)
    return perform_on(review_acts, "enter_votes", review, by=by)


@transaction.atomic
def count_votes(*, review_id: int, papers: Papers, typed: Mapping[int, str], by) -> Review:
    """The second, by somebody else: where both agree the votes stand. Raises RuleBroken at what differs; nothing is written then."""
    review = review_held(review_id, by)
    first, second = review.first_votes, _read(review, papers, typed)
    differing = unequal_votes(first, second)
    if first and differing:
        if "papers" in differing:
            raise RuleBroken("unequal", "发出、收回、有效的张数与第一次录入的不同，请核对", field="issued")
        words = f"第{'、'.join(sorted(differing, key=int))}号的票数与第一次录入的不同，请对照选票核对"
        raise RuleBroken("unequal", words, field=f"votes-{min(differing, key=int)}")
    review.issued, review.returned, review.valid = papers.issued, papers.returned, papers.valid
    review = perform_on(review_acts, "count", review, by=by)
    rows = list(review.roll.all())
    for row in rows:
        row.excellent, row.qualified, row.basic, row.failed = second[f"{row.serial}"]
    Reviewed.objects.bulk_update(rows, ["excellent", "qualified", "basic", "failed"])
    review.first_votes = {}
    review.save(update_fields=["first_votes"])
    return review


def _read(review: Review, papers: Papers, typed: Mapping[int, str]) -> dict[str, list[int]]:
    check_papers(papers.issued, papers.returned, papers.valid, review.members or 0)
    votes = {"papers": [papers.issued, papers.returned, papers.valid]}
    for row in review.roll.all():
        try:
            votes[f"{row.serial}"] = [*read_votes(typed.get(row.serial, ""), papers.valid)]
        except RuleBroken as error:
            raise RuleBroken(error.code, f"{row.serial}号：{error.message}", field=f"votes-{row.serial}") from error
    return votes


@transaction.atomic
def decide_grades(
    *, review_id: int, decided_on: date, grades: Mapping[int, str], remarks: Mapping[int, str], by
) -> Review:
    """What the organisation decided of each, by serial, apart from the votes. Raises RuleBroken at `grades`, `grade-N`, `decided_on`.

    Where somebody is 不合格, or the grade is another than most votes, the remark says why. 不合格 is only written down.
    """
    review = review_held(review_id, by)
    if not review.held_on <= decided_on <= timezone.localdate():
        raise RuleBroken("decided_on", "评定会议日期应在评议会议之后，不晚于今天", field="decided_on")
    rows = list(review.roll.all())
    for row in rows:
        row.grade, row.remark = _grade(row, grades.get(row.serial, "")), remarks.get(row.serial, "").strip()
        if len(row.remark) > LONGEST_REMARK:
            raise RuleBroken("remark", f"{row.serial}号的评定意见不超过{LONGEST_REMARK}字", field=f"grade-{row.serial}")
    check_quota([row.grade for row in rows], review.members)
    for row in rows:
        _check_said(row)
    review.decided_on = decided_on
    review = perform_on(review_acts, "decide", review, by=by)
    for row in rows:
        row.review = review
        row.save(update_fields=["remark"])  # sealed: no act writes what it did not ask for
        perform_on(reviewed_acts, "grade", row, by=by)
    return review


def _grade(row: Reviewed, grade: str) -> str:
    if grade not in ReviewGrade.values:
        raise RuleBroken("grade", f"请选择{row.serial}号的等次", field=f"grade-{row.serial}")
    return grade


def _check_said(row: Reviewed) -> None:
    if row.remark:
        return
    if row.grade == ReviewGrade.FAILED:
        raise RuleBroken("remark", f"{row.serial}号评为不合格，请写明评定意见", field=f"grade-{row.serial}")
    if row.grade not in most_voted([row.excellent, row.qualified, row.basic, row.failed]):
        words = f"{row.serial}号的等次与得票最多的不同，请写明评定意见"
        raise RuleBroken("remark", words, field=f"grade-{row.serial}")


def most_voted(votes: Sequence[int]) -> list[str]:
    """The grades with the most votes; several where they are equal."""
    return [str(grade) for grade, count in zip(GRADES, votes, strict=True) if count == max(votes)]
