"""What is entered for a branch on one page each: the roll, the votes, the decision."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from assessments.reviews.choices import ReviewGrade, ReviewState
from assessments.reviews.lists import SEPARATE
from assessments.reviews.models import Review
from assessments.reviews.rules import most_excellent
from assessments.reviews.services.beside import facts_beside
from assessments.reviews.services.entering import Papers, count_votes, decide_grades, enter_votes, list_members
from assessments.reviews.services.reviews import review_acts, reviewed_acts
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.menu import stands_at
from orgtree.errors import RuleBroken
from orgtree.looks.services.access import record_rows
from orgtree.text.rules.scanner import found_in

NUMBERS = ("issued", "returned", "valid")


def review_or_404(request, pk: int, *states: str) -> Review:
    rows = Review.objects.allowed(request.user, P.MEMBER_REVIEW).filter(state__in=states)
    return get_object_or_404(rows.select_related("branch__area", "first_by"), pk=pk)


def _roll(request, review: Review, what: str) -> list:
    """The members, the look at them recorded."""
    rows = list(review.roll.select_related("member", "review__branch").order_by("serial"))
    if rows:
        record_rows(request.user, rows, subject=f"{what} {review}", area=review.branch.area)
    return rows


def _shown(request, template: str, context: dict, error: RuleBroken | None):
    wrong = (error.field or "") if error else ""
    serial = wrong.rpartition("-")[2]
    context |= {"error": error, "wrong": wrong, "wrong_serial": int(serial) if serial.isdigit() else 0}
    reply = render(request, f"assessments/reviews/{template}.html", context)
    reply["Cache-Control"] = "private, no-store"
    return reply


def _back(review: Review):
    return redirect("admin:assessments_review_change", review.pk)


@stands_at(Review)
@does(review_acts, "list")
@does(reviewed_acts, "list")
@login_required
def roll(request, pk: int):
    """Names, a line each; what stands there is what was entered before."""
    review = review_or_404(request, pk, ReviewState.PREPARING)
    error = None
    typed = request.POST.get("names", "")
    if request.method == "POST":
        try:
            list_members(review_id=review.pk, typed=typed, by=request.user)
        except RuleBroken as broken:
            error = broken
        else:
            messages.success(request, "名册已录入，核对后确定名册。")
            return _back(review)
    else:
        typed = "\n".join(row.name for row in _roll(request, review, "录入名册"))
    return _shown(request, "roll", {"review": review, "typed": typed}, error)


@stands_at(Review)
@does(review_acts, "enter_votes", "count")
@login_required
def votes(request, pk: int):
    """The votes of all; the second who enters them does not see the first."""
    review = review_or_404(request, pk, ReviewState.OPEN, ReviewState.ENTERED)
    rows, error = _roll(request, review, "录入票数"), None
    typed = {row.serial: request.POST.get(f"votes-{row.serial}", "") for row in rows}
    papers = {name: request.POST.get(name, "") for name in NUMBERS}
    if request.method == "POST":
        enter = count_votes if review.state == ReviewState.ENTERED else enter_votes
        try:
            enter(review_id=review.pk, papers=_papers(papers), typed=typed, by=request.user)
        except RuleBroken as broken:
            error = broken
        else:
            done = "两次录入一致，票数已定。" if enter is count_votes else "票数已录入，请另一人再录一遍。"
            messages.success(request, done)
            return _back(review)
    lines = [(row, typed[row.serial]) for row in rows]
    return _shown(request, "votes", {"review": review, "lines": lines, "papers": papers}, error)


def _papers(said: dict[str, str]) -> Papers:
    """Raises RuleBroken at what is no number."""
    labels = {"issued": "发出", "returned": "收回", "valid": "有效"}
    for name, text in said.items():
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise RuleBroken(name, f"请填写{labels[name]}的张数", field=name)
    return Papers(**{name: int(text) for name, text in said.items()})


@stands_at(Review)
@does(review_acts, "decide")
@does(reviewed_acts, "grade")
@login_required
def decide(request, pk: int):
    """All on one page: the votes, what is known of their service beside, the grade; no number is made of them."""
    review = review_or_404(request, pk, ReviewState.COUNTED)
    rows, error = _roll(request, review, "登记评定"), None
    grades = {row.serial: request.POST.get(f"grade-{row.serial}", "") for row in rows}
    remarks = {row.serial: request.POST.get(f"remark-{row.serial}", "") for row in rows}
    if request.method == "POST":
        try:
            day = _day(request.POST.get("decided_on", ""))
            _check_words(remarks)
            decide_grades(review_id=review.pk, decided_on=day, grades=grades, remarks=remarks, by=request.user)
        except RuleBroken as broken:
            error = broken
        else:
            messages.success(request, "评定已登记，请逐人告知并登记告知。")
            return _back(review)
    beside = facts_beside(rows, review.year)
    lines = [(row, grades[row.serial], remarks[row.serial], beside.get(row.member_id, "")) for row in rows]
    context = {
        "review": review,
        "lines": lines,
        "choices": ReviewGrade.choices,
        "most": most_excellent(review.members),
        "decided_on": request.POST.get("decided_on", ""),
        "separate": SEPARATE,
    }
    return _shown(request, "decide", context, error)


def _day(text: str) -> date:
    """Raises RuleBroken at `decided_on`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleBroken("decided_on", "请填写评定会议日期，如2026-12-20", field="decided_on") from error


def _check_words(remarks: dict[int, str]) -> None:
    for serial, text in remarks.items():
        if found_in(text):
            raise RuleBroken("private", f"{serial}号的评定意见中不写电话、证件号码和门牌号", field=f"grade-{serial}")
