"""Giving somebody on the roll a blind signature: what is signed tells nothing, and nothing is cast here.

A lost answer may be asked for again with the same blinded message; another message is another token, and there is one for each sheet.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from assessments.ballots.choices import BallotWay, PollState
from assessments.ballots.models import Poll, RollEntry, RollToken
from assessments.ballots.rules.blind import SigningKey, sign_blinded
from assessments.ballots.services.locking import hold_taking
from assessments.ballots.services.roles import ISSUING
from orgtree.database.narrow_roles import acting_as
from orgtree.errors import RuleBroken
from orgtree.text.crypto import blind_index

CODE_LASTS = timedelta(minutes=30)
CODE_DIGITS = 8


def entry_of(poll: Poll, user) -> RollEntry | None:
    """The person's line on the roll."""
    return RollEntry.objects.filter(poll=poll, user=user.pk).first()


def entry_by_code(poll: Poll, code: str) -> RollEntry | None:
    """Whose number for the terminal this is, while it holds."""
    return RollEntry.objects.filter(poll=poll, code=_digest(poll, code), code_until__gt=timezone.now()).first()


def new_code(entry: RollEntry) -> str:
    """A number for the terminal, told once; the row keeps its digest. The caller saves."""
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    entry.code, entry.code_until = _digest(entry.poll, code), timezone.now() + CODE_LASTS
    return code


def _digest(poll: Poll, code: str) -> str:
    return blind_index("".join(code.split()), purpose=f"ballot-code:{poll.pk}")


@acting_as(ISSUING)
def issue(entry: RollEntry, blinded: Mapping[int, bytes]) -> dict[int, bytes]:
    """{sheet: blind signature} for all sheets of this person at once. Raises RuleBroken.

    Who has a ballot on paper gets no token. The row has no moment and no trail.
    """
    hold_taking(entry.poll_id)
    held = RollEntry.objects.select_for_update(no_key=True).only("way", "code").get(pk=entry.pk)
    if held.way == BallotWay.PAPER:
        raise RuleBroken("on_paper", "您已领取纸质票，不能再领电子票；要改请先退回纸质票", conflict=True)
    tokens = {token.sheet_id: token for token in _tokens_of(held)}
    if tokens.keys() != blinded.keys():
        raise RuleBroken("sheets", "领票请求与名册不符，请刷新页面后重试", field="blinded")
    signed = {}
    for sheet_id, message in blinded.items():
        token = tokens[sheet_id]
        asked = sha256(message).hexdigest()
        if token.asked not in ("", asked):
            raise RuleBroken("issued", "您已在另一台设备或浏览器领取过选票，请在那里投票", conflict=True)
        signed[sheet_id] = sign_blinded(SigningKey.read(token.sheet.signing_key), message)
        token.asked = asked
    RollToken.objects.bulk_update(tokens.values(), ["asked"])
    if held.way == BallotWay.NONE or held.code:
        RollEntry.objects.filter(pk=held.pk).update(way=BallotWay.TOKEN, code="", code_until=None)
    return signed


def _tokens_of(entry: RollEntry):
    rows = RollToken.objects.filter(entry=entry).select_related("sheet").order_by("pk")
    return rows.only("entry_id", "sheet_id", "asked", "sheet__signing_key")


def is_running(poll: Poll) -> bool:
    """Whether ballots are taken now, by the clock of this machine: for pages; the database's decides."""
    return poll.state == PollState.REHEARSAL or (poll.state == PollState.OPEN and poll.closes_at > timezone.now())
