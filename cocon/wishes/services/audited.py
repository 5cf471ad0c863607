"""People who made a wish, as the record of looks knows them: the platform keeps their phone number and nothing else."""

from cocon.wishes.models import Wish
from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.auditing import with_phone
from orgtree.looks.services.persons import person_key


def wisher_key(wish: Wish) -> str:
    """How the record of looks names who made the wish."""
    return person_key("wish", wish.pk)


def find_wishers(user, text: str, most: int) -> list[FoundPerson]:
    """The wishes in the auditor's areas whose phone is this, or ends with these four digits."""
    return [_found(row) for row in with_phone(_rows(user), text)][:most]


def get_wisher(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def _rows(user):
    return Wish.objects.allowed(user, P.AUDIT_VIEW).select_related("area").order_by("pk")


def _found(wish: Wish) -> FoundPerson:
    return FoundPerson((wisher_key(wish),), "微心愿提出人", f"微心愿编号{wish.pk}　{wish.area}")


WISHERS = PersonKind("wish", "微心愿提出人", None, find_wishers, get_wisher, phone_of=Wish)
