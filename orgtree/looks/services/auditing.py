"""Who looked at one person: for the auditor, within their areas, and for the person's own copy."""

from collections.abc import Iterator

from django.db.models import Q

from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind, registry
from orgtree.looks.models import AccessLog
from orgtree.looks.services.persons import kind_of, person_key
from orgtree.people.models.people import User, phone_index
from orgtree.text.rules.phones import masked_name, normal_phone

TAIL = 4
MOST_READ = 5_000  # sealed numbers are read one by one to compare their last digits
MOST_FOUND = 20


def find_persons(user, text: str) -> list[tuple[PersonKind, FoundPerson]]:
    """Those of every declared kind whom the auditor may ask about, at most MOST_FOUND of a kind."""
    return [
        (kind, found)
        for kind in (registry.person_kinds.values() if text else ())
        for found in kind.find(user, text, MOST_FOUND)
    ]


def person_asked(user, key: str) -> FoundPerson | None:
    """The person of a key; None for whom the auditor may not ask about, or nobody."""
    known = kind_of(key)
    return known[0].get(user, known[1]) if known else None


def looks_at(user, person: FoundPerson):
    """The looks at a person in the auditor's areas, newest first, with who looked."""
    return AccessLog.objects.allowed(user, P.AUDIT_VIEW).at_persons(person.keys).select_related("actor", "area")


def nameless_until(looks):
    """The last moment among `looks` that was kept without the persons; None where all have them."""
    return looks.filter(persons__isnull=True).order_by("-at").values_list("at", flat=True).first()


def ending_with(rows, digits: str) -> Iterator:
    """The rows whose phone ends with the digits, read one by one; none of more than MOST_READ rows."""
    if rows[MOST_READ : MOST_READ + 1].exists():
        return
    for row in rows.iterator(chunk_size=500):
        if row.phone.endswith(digits):
            yield row


def with_phone(rows, text: str) -> list:
    """The rows whose phone, kept without an index, is `text` or ends with its four digits."""
    try:
        digits = normal_phone(text)
    except ValueError:
        digits = text if is_tail(text) else ""
    return list(ending_with(rows, digits)) if digits else []


def is_tail(text: str) -> bool:
    return len(text) == TAIL and text.isascii() and text.isdigit()


def by_phone_or_name(rows, text: str, *names: str):
    """The rows with this whole phone, these last four digits of it, or this whole text in one of the fields `names`."""
    try:
        return rows.filter(phone_hash=phone_index(text))
    except ValueError:
        pass
    if is_tail(text):
        return list(ending_with(rows, text))
    condition = Q(pk__in=[])
    for name in names:
        condition |= Q(**{name: text})
    return rows.filter(condition)


# --- Accounts of staff, the kind of person that the ground floor has ---------------------------------------------------


def find_accounts(user, text: str, most: int) -> list[FoundPerson]:
    """Staff accounts by whole name, account name or phone, or its last four digits."""
    rows = User.objects.allowed(user, P.AUDIT_VIEW).select_related("home").order_by("pk")
    return [_account(row) for row in by_phone_or_name(rows, text, "name", "account")[:most]]


def get_account(user, pk: int) -> FoundPerson | None:
    row = User.objects.allowed(user, P.AUDIT_VIEW).select_related("home").filter(pk=pk).first()
    return _account(row) if row else None


def _account(row: User) -> FoundPerson:
    account = f"账号{row.account}" if row.account else "工作人员"
    return FoundPerson((person_key("user", row.pk),), masked_name(row.name), f"{account}　{row.home or ''}")


ACCOUNTS = PersonKind("user", "工作人员账号", User, find_accounts, get_account)


# --- The person's own copy ---------------------------------------------------------------------------------------------


def looks_by_others(keys: list[str], user_id: int | None):
    """The looks at a person by others than themselves, newest first."""
    looks = AccessLog.objects.at_persons(keys)
    return looks.exclude(actor=user_id) if user_id else looks


def held_in_words(look: AccessLog) -> str:
    """By which post somebody looked; people without one are members who lead an activity or a team."""
    return look.held or "报到党员（活动、服务队负责人等）"


def actor_in_words(look: AccessLog) -> str:
    """Who looked. Who did so without a post is a member themselves, whose name the auditor does not read."""
    return look.actor.name if look.held or look.actor.account else masked_name(look.actor.name)
