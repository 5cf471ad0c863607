"""Signed, frozen, sent to the unit's desk, and acknowledged there."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Post
from orgtree.rules.grants import post_kinds_with
from orgtree.rules.steps import step_from
from orgtree.services.notices import notify
from orgtree.services.outcome import Outcome
from volunteers.feedback.choices import FeedbackState
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.rules import LABELS, STEPS, check_signable, checked_text, digest_of
from volunteers.feedback.services.course import each_sheet, locked
from volunteers.feedback.services.disclosure import disclose
from volunteers.feedback.services.drawing import facts_of
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.models.consent import Consent

S = FeedbackState


@transaction.atomic
def sign_sheets(*, sheet_ids: Sequence[int], by) -> Outcome:
    """Sign, freeze and digest the sheets; those of units with a clerk on the platform are sent at once.

    Refused one by one: while the member still reads, without consent in force, when records changed since the
    member saw them, and for one's own sheet.
    """
    today, clerks, signed = timezone.localdate(), _clerks(), []

    def sign(sheet: FeedbackSheet) -> None:
        check_signable(sheet.state, reply_by=sheet.reply_by, today=today)
        if sheet.member.user_id is not None and sheet.member.user_id == by.pk:
            raise RuleBroken("own_record", "不能签发本人的反馈表，请由其他人签发")
        _check_facts(sheet)
        sheet.consent = _consent_of(sheet)
        sheet.signed_by, sheet.signed_at = by, timezone.now()
        sheet.frozen = sheet.content() | {"signed_on": today.isoformat(), "signed_by": by.name}
        sheet.digest = digest_of(sheet.frozen)
        signed.append(sheet)

    outcome = each_sheet(sheet_ids, "sign", sign, by)
    _send([sheet for sheet in signed if sheet.unit_id in clerks], clerks, by)
    return outcome


def _send(sheets: list[FeedbackSheet], clerks: dict[int, list[int]], by) -> None:
    """Hand signed sheets to the desks of their units, and tell each unit once."""
    sent: dict[int, list[FeedbackSheet]] = defaultdict(list)
    for sheet in sheets:
        sheet.state, sheet.sent_at = S.SENT, timezone.now()
        sheet.save()
        disclose(sheet, by)
        sent[sheet.unit_id].append(sheet)
    for unit, delivered in sent.items():
        _tell_unit(clerks[unit], delivered)


def _check_facts(sheet: FeedbackSheet) -> None:
    """Raise RuleBroken when the records no longer say what the member saw."""
    if facts_of([sheet.member_id], sheet.community, sheet.stretch)[sheet.member_id] != sheet.facts:
        raise RuleBroken("records_changed", "本人阅看后服务记录有变动，请重新生成并再送本人阅看", conflict=True)


def _consent_of(sheet: FeedbackSheet) -> Consent:
    given = Consent.objects.filter(
        member=sheet.member_id, text__purpose=ConsentPurpose.UNIT_FEEDBACK, withdrawn_at__isnull=True
    )
    consent = given.order_by("-given_at").first()
    if consent is None:
        raise RuleBroken("no_consent", "本人没有同意向工作单位反馈，或已撤回同意", conflict=True)
    return consent


def _clerks() -> dict[int, list[int]]:
    """Unit -> accounts of those who receive feedback for it today."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.FEEDBACK_RECEIVE), institution__isnull=False)
    clerks: dict[int, list[int]] = defaultdict(list)
    for unit, holder in posts.values_list("institution", "holder"):
        clerks[unit].append(holder)
    return clerks


def _tell_unit(clerks: list[int], sheets: list[FeedbackSheet]) -> None:
    newest = max(sheet.pk for sheet in sheets)
    notify(
        users=clerks,
        key=f"feedback-received:{newest}",
        title=f"收到{len(sheets)}份党员反馈表，请签收",
        url=reverse("admin:volunteers_receivedsheet_changelist"),
    )


@transaction.atomic
def acknowledge_sheets(*, sheet_ids: Sequence[int], text: str = "", by) -> Outcome:
    """The unit's receipt (回执), with a line back where it wants; on paper sheets the community notes it for the unit."""
    text, asked, told = checked_text(text), set(sheet_ids), []
    own = FeedbackSheet.objects.allowed(by, P.FEEDBACK_RECEIVE).delivered()
    paper = FeedbackSheet.objects.allowed(by, P.FEEDBACK_SIGN).filter(on_paper=True)
    reach = FeedbackSheet.objects.filter(pk__in=[*own.filter(pk__in=asked).values_list("pk", flat=True)])
    reach |= FeedbackSheet.objects.filter(pk__in=[*paper.filter(pk__in=asked).values_list("pk", flat=True)])
    sheets, outcome = list(locked(reach)), Outcome()
    for sheet in sheets:
        try:
            sheet.state = step_from(STEPS, "acknowledge", sheet.state, LABELS).to
        except RuleBroken as broken:
            outcome.refuse(sheet, broken.message)
            continue
        sheet.acknowledged_by, sheet.acknowledged_at, sheet.unit_text = by, timezone.now(), text
        sheet.save()
        told.append(sheet)
    outcome.done = len(told)
    outcome.refuse_missing(len(asked), len(sheets))
    _tell_member_and_signer(told)
    return outcome


def _tell_member_and_signer(sheets: list[FeedbackSheet]) -> None:
    for sheet in sheets:
        key = f"feedback-acknowledged:{sheet.pk}"
        address = reverse("member-feedback-sheet", args=[sheet.pk])
        notify(users=[sheet.member.user_id], key=key, title=f"单位已签收您的{sheet.stretch.label}反馈表", url=address)
        if sheet.unit_text:
            desk = reverse("admin:volunteers_feedbacksheet_change", args=[sheet.pk])
            notify(users=[sheet.signed_by_id], key=key + ":desk", title=f"单位对反馈表{sheet.number}有回复", url=desk)
