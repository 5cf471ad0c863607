"""A sheet on its way: appraised, shown to the member, replied to, signed and frozen, sent to the unit, acknowledged there."""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, NotBy, Tell, declare_acts
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Post
from orgtree.notices.services import notify
from orgtree.scope.rules.grants import post_kinds_with
from volunteers.feedback.choices import FeedbackGrade, FeedbackState
from volunteers.feedback.models import FeedbackSheet, ReceivedSheet
from volunteers.feedback.rules import LONGEST_TEXT, OPEN, as_agreed, check_appraisal, check_signable
from volunteers.feedback.services.disclosure import disclose
from volunteers.feedback.services.facts import facts_of, unanswered
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.models.consent import Consent

# --- The member reads first ---------------------------------------------------------------------------------------------


def _appraise(sheet: FeedbackSheet, doing: Doing) -> None:
    """What the member has seen goes to them again."""
    check_appraisal(sheet.period_kind, sheet.grade)
    unanswered(sheet)


def _show(sheet: FeedbackSheet, doing: Doing) -> None:
    """With the working days that the deadline in force leaves to reply."""
    check_appraisal(sheet.period_kind, sheet.grade)
    today = timezone.localdate()
    sheet.shown_at = doing.at
    sheet.reply_by = DeadlineBook().due(DeadlineKey.FEEDBACK, today, sheet.community) or today


def _unshow(sheet: FeedbackSheet, doing: Doing) -> None:
    unanswered(sheet)


def _tell_member(sheet: FeedbackSheet, doing: Doing) -> list[Tell]:
    text = f"社区将把这份表送您的工作单位。请在{sheet.reply_by.month}月{sheet.reply_by.day}日前答复。"
    url = reverse("member-feedback-sheet", args=[sheet.pk])
    return [Tell((sheet.member.user_id,), f"{sheet.stretch.label}反馈表请您阅看", text, url)]


def _reply(sheet: FeedbackSheet, doing: Doing) -> None:
    if not sheet.agreed and not sheet.reply_text:
        raise RuleBroken("text_missing", "有不同意见的，请写明意见", field="text")
    sheet.replied_at = doing.at


# --- Signed, frozen, sent -----------------------------------------------------------------------------------------------


def _may_be_signed(sheet: FeedbackSheet) -> bool:
    """Whether the member replied, or their time to do so is over."""
    return sheet.state == FeedbackState.REPLIED or (
        sheet.reply_by is not None and sheet.reply_by < timezone.localdate()
    )


def _sign(sheet: FeedbackSheet, doing: Doing) -> None:
    """Freeze and digest; sent at once where the unit has a clerk on the platform."""
    today = timezone.localdate(doing.at)
    check_signable(doing.was[sheet.pk].state, reply_by=sheet.reply_by, today=today)
    _check_facts(sheet)
    sheet.consent = _consent_of(sheet)
    sheet.frozen = (
        sheet.content()
        | {"facts": as_agreed(sheet.facts, sheet.consent.text.text)}
        | {"signed_on": today.isoformat(), "signed_by": doing.by.name}
    )
    sheet.seal()
    if _clerks().filter(institution=sheet.unit_id).exists():
        sheet.state = FeedbackState.SENT
        _send(sheet, doing)


def _send(sheet: FeedbackSheet, doing: Doing) -> None:
    sheet.sent_at = doing.at
    disclose(sheet, doing.by)


def _send_on_paper(sheet: FeedbackSheet, doing: Doing) -> None:
    sheet.on_paper = True
    _send(sheet, doing)


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


def _clerks():
    """The posts of those who receive feedback for a unit today."""
    return Post.objects.live().filter(kind__in=post_kinds_with(P.FEEDBACK_RECEIVE), institution__isnull=False)


def _tell_units(sheets: list[FeedbackSheet], doing: Doing) -> None:
    """Each unit is told once of all that came."""
    sent: dict[int, list[int]] = defaultdict(list)
    for sheet in sheets:
        if sheet.state == FeedbackState.SENT:
            sent[sheet.unit_id].append(sheet.pk)
    clerks: dict[int, list[int]] = defaultdict(list)
    for unit, holder in _clerks().filter(institution__in=list(sent)).values_list("institution", "holder"):
        clerks[unit].append(holder)
    for unit, ids in sent.items():
        title, url = f"收到{len(ids)}份党员反馈表，请签收", reverse("admin:volunteers_receivedsheet_changelist")
        notify(users=clerks[unit], key=f"feedback-received:{max(ids)}", title=title, url=url)


def _handed_to_a_clerk(sheets: list[FeedbackSheet], doing: Doing) -> dict[int, RuleBroken]:
    broken = RuleBroken("not_on_paper", "已送单位在平台的经办人，由单位签收", conflict=True)
    return {sheet.pk: broken for sheet in sheets if not sheet.on_paper}


def _tell_of_receipt(sheet: FeedbackSheet, doing: Doing) -> list[Tell]:
    address = reverse("member-feedback-sheet", args=[sheet.pk])
    told = [Tell((sheet.member.user_id,), f"单位已签收您的{sheet.stretch.label}反馈表", url=address)]
    if sheet.unit_text:
        desk = reverse("admin:volunteers_feedbacksheet_change", args=[sheet.pk])
        told.append(Tell((sheet.signed_by_id,), f"单位对反馈表{sheet.number}有回复", url=desk))
    return told


# --- The acts -----------------------------------------------------------------------------------------------------------

DRAFTED, READ, SIGNED, SENT = (
    frozenset({FeedbackState.DRAFTED}),
    frozenset({FeedbackState.SHOWN, FeedbackState.REPLIED}),
    frozenset({FeedbackState.SIGNED}),
    frozenset({FeedbackState.SENT}),
)
ANSWERS = ((True, "无异议"), (False, "有不同意见"))


def _text(label: str, column: str, told: str) -> Ask:
    return Ask("text", label, LONGEST_TEXT, column=column, told=told, is_optional=True)


GRADE = Ask(
    "grade",
    "评价等次",
    column="grade",
    choices=FeedbackGrade.choices,
    blank="不评（季度、半年表）",
    is_optional=True,
    told="评价等次；只有年度表填写，且必填",
)
REPLY = (
    Ask("agreed", "本人答复", column="agreed", choices=ANSWERS, told="true 无异议，false 有不同意见"),
    _text("意见", "reply_text", "意见；有不同意见时须写明，会和反馈表一起送单位"),
)
RECEIPT = (_text("单位回复", "unit_text", "回复，可空"),)
RECEIVED = ("acknowledged_by", "acknowledged_at")

# Source: docs/rules.md, "Feedback to units": the member sees the sheet first; nothing leaves without consent (个保法 Art. 23).
feedback_sheets = declare_acts(
    Acts(
        FeedbackSheet,
        member="member",
        loads=("member", "unit", "community"),
        called="反馈表",
        acts=(
            Act(
                "appraise",
                "填写评语与评价",
                "填写",
                OPEN,
                FeedbackState.DRAFTED,
                permission=P.FEEDBACK_SIGN,
                asks=(GRADE, _text("社区评语", "community_text", "社区评语")),
                run=_appraise,
                many=True,
                done="已填写。",
                hint="所选各表写入同样的评语；已送本人阅看的，改后须再送阅。年度表须提出评价等次。",
                icon="edit_note",
                entry="填写评语与评价",
                summary="填写评语与评价",
                description="所选各表写入同样的评语；已送本人阅看的，改后须再送阅。逐条判断，不能办的列出原因。",
            ),
            Act(
                "show",
                "送本人阅看",
                "送阅",
                DRAFTED,
                FeedbackState.SHOWN,
                permission=P.FEEDBACK_SIGN,
                run=_show,
                many=True,
                undo=_unshow,
                tells=_tell_member,
                done="已送本人阅看。",
                hint="本人在手机上先看，可以提出意见；没有手机的请当面或用纸质表请其阅看，再登记答复。",
                icon="forward_to_inbox",
                entry="送本人阅看",
                summary="送本人阅看",
                description="本人先看，在期限内可以答复。逐条判断，不能办的列出原因。",
            ),
            Act(
                "reply",
                "答复",
                "答复",
                READ,
                FeedbackState.REPLIED,
                own=True,
                reach=FeedbackSheet.objects.mine,
                asks=REPLY,
                run=_reply,
                summary="答复反馈表",
                description="党员本人在社区签发前答复，可以修改；重复提交结果相同。",
            ),
            Act(
                "reply_on_paper",
                "登记本人答复（当面或纸质）",
                "登记",
                READ,
                FeedbackState.REPLIED,
                permission=P.FEEDBACK_SIGN,
                asks=REPLY,
                run=_reply,
                done="已登记本人答复。",
                hint="用于不便使用手机的党员，按其当面或书面的意见登记。",
                icon="rate_review",
            ),
            Act(
                "sign",
                "签发",
                "签发",
                READ,
                FeedbackState.SIGNED,
                permission=P.FEEDBACK_SIGN,
                stamps=("signed_by", "signed_at"),
                not_by=(NotBy("member.user_id", "own_record", "不能签发本人的反馈表，请由其他人签发"),),
                run=_sign,
                many=True,
                final=True,
                after=_tell_units,
                done="已签发。",
                hint="签发后内容固定，不能修改。单位在平台有经办人的，随即送达；否则打印后纸质送达。",
                icon="draw",
                fits=_may_be_signed,
                entry="签发所选反馈表",
                summary="签发反馈表",
                description="本人已答复或阅看期满的才能签发，签发后内容固定；单位在平台有经办人的随即送达。本人的须由他人签发。",
            ),
            Act(
                "deliver",
                "登记纸质送达",
                "登记",
                SIGNED,
                FeedbackState.SENT,
                permission=P.FEEDBACK_SIGN,
                run=_send_on_paper,
                many=True,
                final=True,
                done="已登记送达。",
                icon="local_post_office",
                entry="登记纸质送达单位",
                summary="登记纸质送达",
                description="用于单位在平台没有经办人的。逐条判断，不能办的列出原因。",
            ),
            Act(
                "receipt",
                "登记单位回执（纸质）",
                "登记",
                SENT,
                FeedbackState.ACKNOWLEDGED,
                permission=P.FEEDBACK_SIGN,
                asks=RECEIPT,
                stamps=RECEIVED,
                refuse=_handed_to_a_clerk,
                tells=_tell_of_receipt,
                done="已登记单位回执。",
                icon="task_alt",
                fits=lambda sheet: sheet.on_paper,
            ),
            Act("redraw", "重新生成", "重新生成", OPEN | {FeedbackState.CANCELLED}, FeedbackState.DRAFTED),
            Act("cancel", "同意撤回，取消", "取消", OPEN, FeedbackState.CANCELLED),
        ),
    )
)

received_sheets = declare_acts(
    Acts(
        ReceivedSheet,
        member="member",
        loads=("member", "unit", "community"),
        called="反馈表",
        acts=(
            Act(
                "acknowledge",
                "签收",
                "签收",
                SENT,
                FeedbackState.ACKNOWLEDGED,
                permission=P.FEEDBACK_RECEIVE,
                asks=RECEIPT,
                stamps=RECEIVED,
                many=True,
                final=True,
                tells=_tell_of_receipt,
                done="已签收，社区和本人会看到回执。",
                hint="签收时间会回执给社区和本人。可以附一句回复，多份一起签收的相同；不填也可以。",
                icon="task_alt",
                entry="签收所选反馈表",
                summary="签收",
                description="单位党组织批量签收，可附一句回复；不能签收的逐条说明原因。",
            ),
        ),
    )
)
