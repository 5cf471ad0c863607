"""What is frozen when a poll opens or is rehearsed: who votes by which sheet, the keys, the empty boxes; and how a rehearsal is wiped."""

from collections import Counter
from datetime import datetime

from assessments.ballots.choices import BallotWay
from assessments.ballots.models import BallotBox, Poll, PollSheet, RollEntry, RollRight, RollToken
from assessments.ballots.rules.blind import new_key
from assessments.ballots.rules.digests import digest_roll
from assessments.ballots.rules.roll import ClassOrder, Right, rights_kept
from assessments.ballots.rules.sealing import KEEPERS, close_box, new_box_key, new_secret, public_of, room_for
from assessments.ballots.services.locking import hold_alone
from assessments.ballots.services.roles import CASTING
from orgtree.database.narrow_roles import acting_as
from orgtree.errors import RuleBroken
from orgtree.text.crypto import blind_index


def new_tally_key() -> tuple[bytes, str]:
    """(the secret that opens ballots, what they are sealed with)."""
    secret = new_secret()
    return secret, public_of(secret)


def freeze_poll(poll: Poll, at: datetime) -> None:
    """Set sheets, keys, boxes and the roll's digest on a poll that is about to take ballots. Raises RuleBroken."""
    hold_alone(poll.pk)
    wipe_poll(poll)
    _check_complete(poll)
    sheets, lines = _make_sheets(poll), []
    tokens = []
    for entry, rights in _rights_by_entry(poll):
        for right in rights:
            sheet = sheets[right]
            tokens.append(RollToken(entry=entry, sheet=sheet))
            lines.append((_mark(poll, entry), entry.name, entry.about, str(sheet)))
    RollToken.objects.bulk_create(tokens, batch_size=2_000)
    _make_boxes(sheets)
    poll.people = len({token.entry_id for token in tokens})
    poll.roll_digest = digest_roll(poll.number, lines)
    key = new_key()
    poll.signing_key, poll.result_public = str(key), f"{key.modulus:x}"
    if not poll.has_keepers:
        secret, poll.tally_public = new_tally_key()
        poll.secret = secret.hex()


def _mark(poll: Poll, entry: RollEntry) -> str:
    """A keyed mark of somebody's line, so that nobody can try names against the published digest."""
    return blind_index(f"{entry.pk}", purpose=f"ballot-roll:{poll.number}")


def wipe_poll(poll: Poll) -> None:
    """Take away all sheets with their boxes, tokens and batches, and whatever the roll says of ballots."""
    with acting_as(CASTING):
        BallotBox.objects.filter(sheet__poll=poll.pk).delete()
    poll.sheets.all().delete()
    poll.roll.update(way=BallotWay.NONE, code="", code_until=None)
    poll.roll_digest, poll.people, poll.secret, poll.signing_key, poll.result_public = "", None, "", "", ""


def _check_complete(poll: Poll) -> None:
    if not poll.subjects.exists():
        raise RuleBroken("subjects", "请先写明评议对象")
    if not RollRight.objects.filter(entry__poll=poll).exists():
        raise RuleBroken("roll", "请先录入投票人名册")
    nameless = poll.roll.filter(rights__isnull=True).first()
    if nameless:
        raise RuleBroken("roll", f"名册上的{nameless.name}没有类别，请补上或移出")
    if poll.has_keepers and poll.keepers.filter(taken_at__isnull=False).count() < KEEPERS:
        raise RuleBroken("keepers", f"请先指定{KEEPERS}名计票保管人，并等他们全部领取保管码")


def _rights_by_entry(poll: Poll) -> list[tuple[RollEntry, list[Right]]]:
    """Each person with the rights that they vote by. Raises RuleBroken with the person's name."""
    classes = {one.pk: ClassOrder(one.position, one.apart) for one in poll.classes.all()}
    subjects = list(poll.subjects.all())
    holders = {subject.holder_id: subject.pk for subject in subjects if subject.holder_id}
    told = []
    for entry in poll.roll.prefetch_related("rights").order_by("pk"):
        rights = [Right(right.voter_class_id, right.subject_id) for right in entry.rights.all()]
        try:
            kept = rights_kept(rights, classes, [subject.pk for subject in subjects], holders.get(entry.user_id))
        except RuleBroken as broken:
            raise RuleBroken(broken.code, f"{entry.name}：{broken.message}") from broken
        told.append((entry, kept))
    return told


def _make_sheets(poll: Poll) -> dict[Right, PollSheet]:
    """A sheet with a key of its own for every kind of right that somebody votes by."""
    counts = Counter(right for _, rights in _rights_by_entry(poll) for right in rights)
    sheets = {}
    for right in sorted(counts, key=lambda one: (one.voter_class, one.subject or 0)):
        key = new_key()
        sheets[right] = PollSheet.objects.create(
            poll=poll,
            voter_class_id=right.voter_class,
            subject_id=right.subject,
            entitled=counts[right],
            modulus=f"{key.modulus:x}",
            signing_key=str(key),
            box_key=new_box_key(),
        )
    return sheets


def _make_boxes(sheets: dict[Right, PollSheet]) -> None:
    boxes = [
        BallotBox(sheet=sheet, contents=close_box(sheet.box_key, {}, room_for(sheet.entitled)))
        for sheet in sheets.values()
    ]
    with acting_as(CASTING):
        BallotBox.objects.bulk_create(boxes)
