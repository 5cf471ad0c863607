"""What a unit tells of itself and whom to call there: kept by its clerk or a community's desk, contacts for a term."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cocon.units.choices import UnitNumber
from cocon.units.models import Matter, Pairing, UnitContact, UnitProfile
from cocon.units.rules import unit_key
from cocon.units.services.pairings import units_for
from orgtree.acts import Act, Acts, declare_acts, note_first
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.files.erasing import CLEARED, Words, erase_words
from orgtree.models import Institution
from orgtree.scope.models.either import rows_of_either
from orgtree.text.rules.phones import office_phone


def units_kept_by(user) -> QuerySet[Institution]:
    """Open units of which `user` may say something: the clerk's own, and for a community's desk those of its district."""
    seats = [post.institution_id for post in user.live_posts if post.institution_id]
    own = Institution.objects.allowed(user, P.COCON_UNIT).filter(pk__in=seats, closed_on__isnull=True)
    return rows_of_either(Institution.objects.order_by("name"), own, units_for(user))


def check_unit(unit: Institution, by) -> None:
    """Raise RuleBroken at `unit` where the person may say nothing of it."""
    if by is not None and not units_kept_by(by).filter(pk=unit.pk).exists():
        raise not_found("单位", field="unit")


@transaction.atomic
def keep_profile(*, unit: Institution, system: str, matters: Iterable[Matter], offers: str, by) -> UnitProfile:
    """The unit's profile as it is said now; the first time it is made. Raises RuleBroken at its field."""
    check_unit(unit, by)
    Institution.objects.select_for_update(no_key=True).get(pk=unit.pk)
    profile = UnitProfile.objects.filter(unit=unit).first() or UnitProfile(unit=unit)
    profile.system, profile.offers = system, offers.strip()
    profile.kept_by, profile.kept_at = by, timezone.now()
    check_valid(profile, exclude=("unit",))
    profile.save()
    profile.matters.set(matters)
    return profile


@transaction.atomic
def add_contact(*, unit: Institution, role: str, name: str, phone: str, by) -> UnitContact:
    """The new contact; the one that is there where the same is said again. Raises RuleBroken at its field."""
    check_unit(unit, by)
    Institution.objects.select_for_update(no_key=True).get(pk=unit.pk)
    try:
        number = office_phone(phone) if phone else ""
    except ValueError as error:
        raise RuleBroken("phone", "请填写电话号码，如 0379-63210000；没有就留空", field="phone") from error
    if known := UnitContact.objects.filter(unit=unit, role=role, name=name.strip()).first():
        if known.phone != number:
            known.phone, known.kept_by, known.kept_at = number, by, timezone.now()
            known.save()
        return known
    contact = UnitContact(unit=unit, role=role, name=name.strip(), phone=number, kept_by=by, kept_at=timezone.now())
    check_valid(contact, exclude=("unit",))
    with constraints_as_rules():
        contact.save()
    note_first(contact_acts, "add", contact, by=by)
    return contact


KEPT = frozenset({"kept"})
contact_acts = declare_acts(
    Acts(
        UnitContact,
        loads=("unit",),
        called="联系人",
        derived=(("kept", "在用"),),
        acts=(
            Act("add", "登记联系人", "登记", frozenset(), None, permission=P.COCON_MANAGE, by_form=True, leads="在用"),
            Act(
                "remove",
                "删除联系人",
                "删除",
                KEPT,
                None,
                permission=P.COCON_MANAGE,
                own=True,
                doer="单位经办人",
                reach=lambda user: UnitContact.objects.filter(unit__in=_own_units(user)),
                removes=True,
                leads="（已删除）",
                done="已删除联系人。",
                hint="不再联系的人可以删除，姓名和电话一并清除。",
                icon="person_remove",
            ),
        ),
    )
)


def _own_units(user) -> QuerySet[Institution]:
    seats = [post.institution_id for post in user.live_posts if post.institution_id]
    return Institution.objects.allowed(user, P.COCON_UNIT).filter(pk__in=seats)


# --- By the calendar ----------------------------------------------------------------------------------------------------


def contacts_due(today: date) -> QuerySet[UnitContact]:
    """Contacts of units that nobody is paired with, whose last pairing (or else their entry) is over for the term."""
    due = Q(pk__in=[])
    for ground, cut in DeadlineBook().cuts(UnitNumber.CONTACT, today, "unit__area"):
        lately = Pairing.objects.filter(Q(until__isnull=True) | Q(until__gt=cut), unit=OuterRef("unit"))
        due |= ground & Q(kept_at__date__lte=cut) & ~Exists(lately)
    return UnitContact.objects.filter(due)


@transaction.atomic
def forget_contacts(*, today: date) -> int:
    """Take away the contacts whose term is over, out of the trail too. How many."""
    rows = UnitContact.objects.filter(pk__in=list(contacts_due(today).values_list("pk", flat=True)))
    count = rows.count()
    erase_words(Words(UnitContact, "", ("name",)), rows, CLEARED)
    rows.delete()
    return count


# --- One unit twice -----------------------------------------------------------------------------------------------------


def find_alike(user) -> list[list[Institution]]:
    """Open units in the person's reach that may be one, by what the writings of their names have in common."""
    groups: dict[str, list[Institution]] = defaultdict(list)
    for unit in Institution.objects.allowed(user, P.INSTITUTION_VIEW).filter(closed_on__isnull=True).order_by("pk"):
        groups[unit_key(unit.name)].append(unit)
    return [alike for alike in groups.values() if len(alike) > 1]
