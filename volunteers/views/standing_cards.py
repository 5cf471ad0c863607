"""Cards in force, for the community of a member and, by their consent, their unit; the street and above do not see them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from orgtree.choices import Permission as P
from orgtree.models import AccessLog, Area
from orgtree.services.access import record_access
from volunteers.models import Member
from volunteers.services.deductions import cards_of
from volunteers.services.feedback.disclosure import disclose_cards
from volunteers.services.unit_members import cards_in_reach


@login_required
def cards(request):
    """The members in the viewer's reach who have a card, by number, with its reason and its end."""
    if not request.user.holds(P.CARD_VIEW):
        raise PermissionDenied
    by_member = cards_of(cards_in_reach(request.user).values_list("member", flat=True))
    members = Member.objects.filter(pk__in=by_member).select_related("area", "unit").order_by("pk")
    rows = [{"member": member, "cards": by_member[member.pk]} for member in members]
    record_reading(members, request.user)
    return render(request, "volunteers/desk/cards.html", {"rows": rows})


def record_reading(members, reader) -> None:
    """A look of the community in one line; what a unit reads is a delivery to it, a line for each member."""
    kept = members.filter(area__in=Area.objects.allowed(reader, P.CARD_VIEW))
    if own := kept.first():
        record_access(actor=reader, action=AccessLog.Action.VIEW, subject="黄红牌", area=own.area, rows=kept.count())
    for member in members.exclude(pk__in=kept.values("pk")):
        disclose_cards(member, reader)
