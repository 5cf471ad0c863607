"""A unit takes on a part of a need: once, however often it is asked for, and never more than is left."""

from django.db import transaction
from django.utils import timezone

from cocon.needs.choices import NeedState
from cocon.needs.models import Claim, Need
from cocon.needs.rules import check_claim, checked_amount, checked_words
from cocon.needs.services.claims import claim_acts, community_of, desk_page_of
from cocon.needs.services.meetings import clear_pool
from cocon.needs.services.needs import NEED_ROOM
from orgtree.acts import note_first
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Institution
from orgtree.notices.services import notify


@transaction.atomic
def claim_need(*, need_id: int, unit: Institution, by, quantity: int = 1, words: str = "") -> Claim:
    """What the unit takes on; its live claim where there is one already, however often it is asked for.

    Raises RuleBroken: at `quantity` for more than is left, at `words`; not_found for a need that the unit may not see.
    """
    if not Institution.objects.allowed(by, P.COCON_UNIT).filter(pk=unit.pk, closed_on__isnull=True).exists():
        raise not_found("单位", field="unit")
    claims = Claim.objects.live().filter(need=need_id, unit=unit)
    if not (Need.objects.open_to(unit).filter(pk=need_id).exists() or claims.exists()):
        raise not_found("需求")
    need, room = NEED_ROOM.hold(need_id)
    if known := claims.first():
        return known
    if need.state != NeedState.PUBLISHED:
        raise RuleBroken("wrong_state", f"这项需求{need.get_state_display()}，不能认领", conflict=True)
    check_claim(room, checked_amount(quantity, field="quantity", label="认领数量"), need.measure)
    words = checked_words(words, field="words", label="打算怎么做", longest=300, required=False)
    now = timezone.now()
    claim = Claim(need=need, unit=unit, quantity=quantity, words=words, claimed_by=by, claimed_at=now, moved_at=now)
    check_valid(claim)
    with constraints_as_rules():
        claim.save()
    note_first(claim_acts, "claim", claim, by=by)
    clear_pool(need.pk)
    title = f"有单位认领：{need.title}"
    notify(users=community_of(claim), key=f"claim:{claim.pk}:new", title=title, text=str(unit), url=desk_page_of(claim))
    return claim
