"""Taking a ballot: from whoever shows a signed token, without asking who that is.

No account, session, address or moment comes here. The one row that is written is the box of the sheet, as a whole and as long as before.
"""

import json
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Now

from assessments.ballots.models import BallotBox, PollSheet, PollSubject
from assessments.ballots.rules.blind import TOKEN_BYTES, is_signed
from assessments.ballots.rules.counting import ABSTAIN
from assessments.ballots.rules.sealing import Held, close_box, fingerprint, open_box, room_of, seal
from assessments.ballots.services.locking import check_taking, hold_beside
from assessments.ballots.services.roles import CASTING
from orgtree.database.narrow_roles import acting_as
from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import refuse_private

LONGEST_TEXT = 300
COUNTED, AGAIN, CORRECTED = "counted", "again", "corrected"


@dataclass(frozen=True)
class Cast:
    """What somebody sends: token and signature, the sheet they are for, a mark of this version, {subject: option}, {subject: words}."""

    sheet: int
    token: bytes
    signature: bytes
    version: str
    choices: dict[int, str]
    texts: dict[int, str] = field(default_factory=dict)
    replaces: bool = False


@acting_as(CASTING)
def cast_ballot(sent: Cast) -> tuple[str, str]:
    """(what became of it, its fingerprint). The same sent again is counted once; another version of it takes its place if it says so.

    Raises RuleBroken for a token that this sheet's key has not signed, for choices that the sheet does not offer, after the close.
    """
    sheet = _sheet(sent.sheet)
    if (
        sheet is None
        or len(sent.token) != TOKEN_BYTES
        or not is_signed(int(sheet.modulus, 16), sent.token, sent.signature)
    ):
        raise RuleBroken("token", "选票无效：不是为这张选票签发的", field="token")
    _check_choices(sheet, sent)
    return _put_in(sheet, sent)


def _sheet(pk: int) -> PollSheet | None:
    """With its poll and the numbers of `all_subjects`, by one statement."""
    positions = PollSubject.objects.filter(poll=OuterRef("poll")).order_by("position").values("pk")
    rows = PollSheet.objects.select_related("poll").filter(pk=pk).annotate(all_subjects=ArraySubquery(positions))
    return rows.only("poll_id", "subject_id", "modulus", "poll__options", "poll__takes_texts").order_by().first()


def _check_choices(sheet: PollSheet, sent: Cast) -> None:
    """Each subject of the sheet once, each with an option or none; nothing else."""
    offered = {sheet.subject_id} if sheet.subject_id else set(sheet.all_subjects)
    if set(sent.choices) != offered or not set(sent.texts) <= offered:
        raise RuleBroken("choices", "选票与评议对象不符，请刷新页面后重试", field="choices")
    if not set(sent.choices.values()) <= {*sheet.poll.option_codes, ABSTAIN}:
        raise RuleBroken("choices", "请从所列选项中选择", field="choices")
    if any(len(text) > LONGEST_TEXT for text in sent.texts.values()):
        raise RuleBroken("texts", f"意见不超过{LONGEST_TEXT}字", field="texts")
    for text in sent.texts.values():
        refuse_private(text, field="texts")
    if any(sent.texts.values()) and not sheet.poll.takes_texts:
        raise RuleBroken("texts", "这次投票不收意见", field="texts")


def subjects_of(sheet: PollSheet) -> list[int]:
    """The subjects on the sheet, in their order."""
    if sheet.subject_id:
        return [sheet.subject_id]
    return list(sheet.poll.subjects.order_by("position").values_list("pk", flat=True))


def _put_in(sheet: PollSheet, sent: Cast) -> tuple[str, str]:
    hold_beside(sheet.poll_id)
    box = _held_box(sheet)
    key, poll = box.sheet.box_key, box.sheet.poll
    ballots, mark = open_box(key, bytes(box.contents)), fingerprint(sent.token)
    before = ballots.get(mark)
    if before and before.version == sent.version:
        return AGAIN, mark
    if before and not sent.replaces:
        raise RuleBroken("cast_before", "这张选票已经投过；如要更正，请选择“更正”后再提交", conflict=True)
    ballots[mark] = Held(sent.token, sent.signature, sent.version, seal(poll.tally_public, _content(sent)))
    BallotBox.objects.filter(pk=sheet.pk).update(contents=close_box(key, ballots, room_of(bytes(box.contents))))
    return CORRECTED if before else COUNTED, mark


def _held_box(sheet: PollSheet) -> BallotBox:
    """The box under its lock, with the key and the poll, which nobody alters meanwhile: whoever would waits for `hold_beside`."""
    rows = BallotBox.objects.select_for_update(of=("self",)).select_related("sheet__poll").annotate(clock=Now())
    read = ("contents", "sheet__box_key", *(f"sheet__poll__{name}" for name in ("state", "closes_at", "tally_public")))
    box = rows.filter(pk=sheet.pk).only(*read).first()
    check_taking(box and box.sheet.poll, box and box.clock)
    return box


def _content(sent: Cast) -> bytes:
    texts = {str(subject): text for subject, text in sent.texts.items() if text}
    return json.dumps({"c": {str(key): value for key, value in sent.choices.items()}, "t": texts}).encode()


def read_content(raw: bytes) -> tuple[dict[int, str], dict[int, str]]:
    """({subject: option}, {subject: words}) of an opened ballot."""
    told = json.loads(raw)
    return tuple({int(key): value for key, value in told[part].items()} for part in ("c", "t"))
