"""Who may confirm a service, first or last, and what has to be there before: the points table says it, here it is asked."""

from collections.abc import Sequence

from django.utils import timezone

from orgtree.acts import Act, Doing, check_second_person
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from volunteers.members.models.member import Member
from volunteers.points.choices import ConfirmerRole
from volunteers.points.rules.roles import (
    ROLE_PERMISSIONS,
    check_may_count,
    last_role,
    out_of_role,
    role_of_last,
    waits_for_first,
)
from volunteers.service.choices import ServiceState
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceRecord
from volunteers.service.services.service_entry import ServiceRow

Confirmed = ServiceRecord | HourChange  # a record, or a record as it is to be


def not_theirs(records: Sequence[Confirmed], doing: Doing) -> dict[int, RuleBroken]:
    """The records that this person may not confirm, or that nobody may yet: the points table says who does, and on what."""
    refused = {record.pk: broken for record in records if (broken := _missing(record))}
    return _out_of_role({record: role_of_last(record) for record in records}, doing.by) | refused


def _missing(record: Confirmed) -> RuleBroken | None:
    try:
        check_may_count(record)
    except RuleBroken as broken:
        return broken
    return None


def not_first(records: Sequence[Confirmed], doing: Doing) -> dict[int, RuleBroken]:
    """The records that take one confirmer, or have their first, or another role's."""
    alone = RuleBroken("one_confirmer", "这一项不用先行确认，或已经先行确认", conflict=True)
    refused = {record.pk: alone for record in records if not waits_for_first(record)}
    return _out_of_role({record: record.confirmer_role for record in records}, doing.by) | refused


def not_to_end(records: Sequence[Confirmed], doing: Doing) -> dict[int, RuleBroken]:
    """The records that this person may not send back or void: their roles do, and the community where the person belongs."""
    return _not_to_end(records, doing.by)


def is_for(user, key: str, row: Confirmed) -> bool:
    """Whether the act of this key is to be offered to the person, as far as roles say: to whom it will not be refused."""
    rows = type(row).objects
    waiting = {"confirm": rows.to_confirm, "approve": rows.to_confirm, "vouch": rows.to_vouch}.get(key)
    if waiting is not None:
        return waiting(user).filter(pk=row.pk).exists()
    return key not in ("reject", "void", "decline") or not _not_to_end([row], user)


def _not_to_end(records: Sequence[Confirmed], user) -> dict[int, RuleBroken]:
    refused = [
        _out_of_role({record: role(record) for record in records}, user)
        for role in (role_of_last, lambda record: record.confirmer_role, lambda record: ConfirmerRole.COMMUNITY)
    ]
    return {pk: broken for pk, broken in refused[0].items() if all(pk in one for one in refused)}


def _out_of_role(roles: dict[Confirmed, str], user) -> dict[int, RuleBroken]:
    """The records whose role this person does not have there. One query for each role.

    Roles are of posts: a token that opens the act need not open what the role is known by.
    """
    refused: dict[int, RuleBroken] = {}
    person = user and user.without_token()
    for role in {*roles.values()} - {""} if user else ():
        of_role = {record.pk for record, theirs in roles.items() if theirs == role}
        model = type(next(iter(roles)))
        own = model.objects.allowed(person, ROLE_PERMISSIONS[role]).filter(pk__in=of_role)
        refused |= dict.fromkeys(of_role - set(own.values_list("pk", flat=True)), out_of_role(role))
    return refused


def confirm_unsaved(records: Sequence[ServiceRecord], rows: Sequence[ServiceRow], confirmer, by, act: Act) -> None:
    """Set what `act`, confirming, sets, by the same rules; whoever enters what was confirmed long ago says so first, where it takes two.

    Raises RuleBroken at the first record that `confirmer` may not confirm.
    """
    reached = _members_reached(records, P.SERVICE_CONFIRM, confirmer)
    of_role = {
        role: _members_reached(records, ROLE_PERMISSIONS[role], confirmer) for role in {*map(last_role, records)} - {""}
    }
    now = timezone.now()
    for record, row in zip(records, rows, strict=True):
        if record.member_id not in reached:
            raise not_found(field="confirmed_by")
        if waits_for_first(record):
            record.first_by, record.first_at = by, record.entered_at
        if last_role(record) and record.member_id not in of_role[last_role(record)]:
            raise out_of_role(last_role(record))
        check_may_count(record)
        check_second_person(act, record, confirmer)
        record.state, record.decided_by, record.decided_at = ServiceState.CONFIRMED, confirmer, row.decided_at or now


def _members_reached(records: Sequence[ServiceRecord], permission: str, user) -> set[int]:
    reach = Member.objects.allowed(user, permission).filter(pk__in={record.member_id for record in records})
    return set(reach.values_list("pk", flat=True))
