"""A unit takes on a part of a need: once, however often it is asked for, and never more than is left."""

from cocon.needs.models import Claim, Need
from cocon.needs.services.claims import claim_acts
from orgtree.acts import make
from orgtree.errors import not_found
from orgtree.models import Institution


def claim_need(*, need_id: int, unit: Institution, by, quantity: int = 1, words: str = "") -> Claim:
    """What the unit takes on; its live claim where there is one already, however often it is asked for.

    Raises RuleBroken: at `quantity` for more than is left, at `words`; not_found for a need that the unit may not see.
    """
    need = Need.objects.filter(pk=need_id).first()
    if need is None:
        raise not_found("需求")
    return make(claim_acts, "claim", by=by, need=need, unit=unit, quantity=quantity, words=words).row
