"""The sealed number of whoever wishes: shown to the claimer, forgotten some time after the end."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Length
from django.utils import timezone

from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from cocon.wishes.services.audited import wisher_key
from cocon.wishes.services.reach import wishes_held
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.errors import not_found
from orgtree.looks.services.access import record_access
from orgtree.models import AccessLog
from volunteers.members.choices.deadline import DeadlineKey


@transaction.atomic
def phone_of_wish(*, wish_id: int, by) -> str:
    """The number to call, for whoever holds the wish; the look is recorded. Raises RuleBroken."""
    wish = wishes_held(by).select_related("area").filter(pk=wish_id, state=WishState.CLAIMED).first()
    if wish is None or not wish.phone:
        raise not_found("联系电话")
    record_access(
        actor=by,
        action=AccessLog.Action.REVEAL,
        subject=f"微心愿（编号{wish.pk}）手机号",
        area=wish.area,
        persons=[wisher_key(wish)],
        reason="办理认领的心愿",
    )
    return wish.phone


@transaction.atomic
def purge_wish_phones(*, today: date) -> int:
    """Forget the numbers of wishes that ended long enough ago; the audit trail never held them. How many wishes."""
    purged = 0
    for ground, (days,) in DeadlineBook().numbers((DeadlineKey.WISH_PHONE,), today, "area"):
        before = timezone.now() - timedelta(days=days or 180)
        old = Wish.objects.annotate(sealed=Length("phone")).filter(ground, closed_at__lt=before, sealed__gt=0)
        purged += Wish.objects.filter(pk__in=old.values("pk")).update(phone="")
    return purged
