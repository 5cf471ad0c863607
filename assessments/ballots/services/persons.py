"""People on rolls as the record of looks knows them, found by whole name within the auditor's areas."""

from assessments.ballots.models import RollEntry
from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.persons import person_key
from orgtree.text.rules.phones import masked_name


def find_voters(user, text: str, most: int) -> list[FoundPerson]:
    """Those in the auditor's areas by whole name."""
    return [_found(row) for row in _rows(user).filter(name=text)[:most]]


def get_voter(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def _rows(user):
    return RollEntry.objects.allowed(user, P.AUDIT_VIEW).select_related("poll").order_by("pk")


def _found(row: RollEntry) -> FoundPerson:
    return FoundPerson((person_key("ballot-voter", row.pk),), masked_name(row.name), f"{row.poll.title}　编号{row.pk}")


VOTERS = PersonKind("ballot-voter", "投票人名册", RollEntry, find_voters, get_voter)
