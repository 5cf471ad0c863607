"""A sheet on its way to the signature: appraised, shown to the member, replied to."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Notice
from orgtree.rules.steps import check_actor, step_from
from orgtree.services.notices import notify_each
from orgtree.services.outcome import Outcome
from volunteers.feedback.choices import FeedbackState
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.rules import LABELS, STEPS, check_appraisal, checked_text
from volunteers.feedback.services.disclosure import disclose
from volunteers.feedback.services.drawing import unanswered
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.services.deadlines import DeadlineBook

S = FeedbackState


@transaction.atomic
def appraise_sheets(*, sheet_ids: Sequence[int], grade: str, text: str, by) -> Outcome:
    """Put the community's grade (yearly sheets) and words on sheets; what the member has seen goes to them again."""
    text = checked_text(text)

    def appraise(sheet: FeedbackSheet) -> None:
        check_appraisal(sheet.period_kind, grade)
        sheet.grade, sheet.community_text = grade, text
        unanswered(sheet)

    return each_sheet(sheet_ids, "appraise", appraise, by)


@transaction.atomic
def show_sheets(*, sheet_ids: Sequence[int], by) -> Outcome:
    """Give the sheets to their members to read, with the working days that the deadline in force leaves to reply."""
    book, today, told = DeadlineBook(), timezone.localdate(), []

    def show(sheet: FeedbackSheet) -> None:
        check_appraisal(sheet.period_kind, sheet.grade)
        sheet.shown_at, sheet.reply_by = timezone.now(), book.due(DeadlineKey.FEEDBACK, today) or today
        told.append(sheet)

    outcome = each_sheet(sheet_ids, "show", show, by)
    notify_each(_notice(sheet) for sheet in told if sheet.member.user_id)
    return outcome


def _notice(sheet: FeedbackSheet) -> Notice:
    return Notice(
        user_id=sheet.member.user_id,
        key=f"feedback:{sheet.pk}:{sheet.shown_at:%Y%m%d%H%M%S}",
        title=f"{sheet.stretch.label}反馈表请您阅看",
        text=f"社区将把这份表送您的工作单位。请在{sheet.reply_by.month}月{sheet.reply_by.day}日前答复。",
        url=reverse("member-feedback-sheet", args=[sheet.pk]),
    )


@transaction.atomic
def reply_to_sheet(*, sheet_id: int, agreed: bool, text: str = "", by) -> FeedbackSheet:
    """The sheet with the member's reply: by the member, or by the desk for someone who replied on paper."""
    sheet = locked(FeedbackSheet.objects.filter(pk=sheet_id)).first()
    if sheet is None:
        raise not_found()
    check_actor(
        STEPS["reply"],
        is_member=sheet.member.user_id is not None and sheet.member.user_id == by.pk,
        is_desk=FeedbackSheet.objects.allowed(by, P.FEEDBACK_SIGN).filter(pk=sheet_id).exists(),
    )
    step_from(STEPS, "reply", sheet.state, LABELS)
    sheet.agreed, sheet.reply_text = agreed, checked_text(text, needed=not agreed)
    sheet.state, sheet.replied_at = S.REPLIED, timezone.now()
    sheet.save()
    return sheet


@transaction.atomic
def deliver_on_paper(*, sheet_ids: Sequence[int], by) -> Outcome:
    """Note that signed sheets were handed to units without a clerk on the platform."""

    def deliver(sheet: FeedbackSheet) -> None:
        sheet.on_paper, sheet.sent_at = True, timezone.now()
        disclose(sheet, by)

    return each_sheet(sheet_ids, "send", deliver, by)


def locked(sheets):
    """The sheets of a queryset, locked in the order of their ids, with what is read of them."""
    own = sheets.select_for_update(of=("self",), no_key=True)
    return own.select_related("member", "unit", "community").order_by("pk")


def each_sheet(ids: Sequence[int], verb: str, act: Callable[[FeedbackSheet], None], by) -> Outcome:
    """Take the step on each sheet that `by` may sign for, keeping why others were refused."""
    asked = set(ids)
    sheets = list(locked(FeedbackSheet.objects.allowed(by, P.FEEDBACK_SIGN).filter(pk__in=asked)))
    outcome = Outcome()
    for sheet in sheets:
        try:
            step = step_from(STEPS, verb, sheet.state, LABELS)
            act(sheet)
        except RuleBroken as broken:
            outcome.refuse(sheet, broken.message)
            continue
        sheet.state = step.to
        sheet.save()
        outcome.done += 1
    outcome.refuse_missing(len(asked), len(sheets))
    return outcome
