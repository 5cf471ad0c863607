"""What was agreed to for today is carried out; what stands in its way is told to whoever confirmed it, each night anew."""

from django.db import transaction
from django.utils import timezone

from orgtree.acts import acts_of, follow
from orgtree.borders.models import BorderChange
from orgtree.choices import BorderState
from orgtree.database.locks import AREA_TREE, hold
from orgtree.errors import RuleBroken
from orgtree.notices.services import notify


def carry_out_due() -> int:
    """How many changes whose day has come were carried out, each in a transaction of its own, by whoever confirmed it."""
    due = BorderChange.objects.filter(state=BorderState.AGREED, on__lte=timezone.localdate()).order_by("on", "pk")
    return sum(_carry_out(pk) for pk in list(due.values_list("pk", flat=True)))


def _carry_out(pk: int) -> int:
    change = BorderChange.objects.select_related("confirmed_by").get(pk=pk)
    try:
        with transaction.atomic():
            hold(AREA_TREE)
            locked = BorderChange.objects.select_related("area", "community").select_for_update(of=("self",))
            return follow(acts_of(BorderChange), "carry", [locked.get(pk=pk)], by=change.confirmed_by)
    except RuleBroken as broken:
        key = f"borderchange:{pk}:stopped:{timezone.localdate()}"
        notify(users=[change.confirmed_by_id], key=key, title=f"{change}未能生效", text=broken.message)
        return 0
