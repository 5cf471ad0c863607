"""The result as anybody can recompute it: what was counted, every token with its signature, one signature over all (features.md 114)."""

import json
from hashlib import sha256

from assessments.ballots.models import Poll, PollFigure, PollSheet, PollTally
from assessments.ballots.rules.blind import SigningKey, sign_text
from assessments.ballots.rules.digests import canonical
from assessments.ballots.rules.sealing import Held
from assessments.ballots.services.papers import counted_of


def bundle_of(
    poll: Poll, sheets: list[tuple[PollSheet, dict[str, Held]]], tallies: list[PollTally], key: SigningKey
) -> str:
    """The bundle as text: parts, the digest of each, the signature of the digests. Choices stand only in sums."""
    parts = {
        "poll": _poll(poll),
        "classes": [_figure(figure) for figure in _figures(poll)],
        "sheets": [_sheet(sheet, ballots) for sheet, ballots in sheets],
        "tallies": [_tally(tally) for tally in tallies],
    }
    digests = {name: sha256(canonical(part).encode()).hexdigest() for name, part in parts.items()}
    signature = sign_text(key, canonical(digests)).hex()
    bundle = {"parts": parts, "digests": digests, "key": poll.result_public, "signature": signature}
    return json.dumps(bundle, ensure_ascii=False, indent=1)


def _poll(poll: Poll) -> dict:
    return {
        "number": poll.number,
        "title": poll.title,
        "year": poll.year,
        "people": poll.people,
        "roll_digest": poll.roll_digest,
        "options": poll.options,
        "base": poll.base,
        "note": poll.note,
        "subjects": [subject.name for subject in poll.subjects.order_by("position")],
    }


def _figures(poll: Poll):
    return PollFigure.objects.filter(voter_class__poll=poll).select_related("voter_class")


def _figure(figure: PollFigure) -> dict:
    numbers = ("entitled", "by_token", "by_paper", "issued", "handed", "used", "returned", "spoiled")
    return {"class": figure.voter_class.label} | {name: getattr(figure, name) for name in numbers}


def _sheet(sheet: PollSheet, ballots: dict[str, Held]) -> dict:
    return {
        "class": sheet.voter_class.label,
        "subject": sheet.subject.name if sheet.subject else None,
        "entitled": sheet.entitled,
        "issued": sheet.tokens.exclude(asked="").count(),
        "papers": sum(paper.ballots for paper in counted_of(sheet)),
        "modulus": sheet.modulus,
        "ballots": [
            {"fingerprint": mark, "token": held.token.hex(), "signature": held.signature.hex()}
            for mark, held in sorted(ballots.items())
        ],
    }


def _tally(tally: PollTally) -> dict:
    numbers = ("counts", "valid", "abstained", "spoiled", "void")
    about = {"subject": tally.subject.name, "class": tally.voter_class.label}
    return about | {name: getattr(tally, name) for name in numbers}
