"""Cards in force, for the community of a member and, by their consent, their unit; the street and above do not see them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from orgtree.choices import Permission as P
from orgtree.text.namesakes import tell_apart
from volunteers.members.models.member import Member
from volunteers.standing.services.card_readers import cards_in_reach, record_reading
from volunteers.standing.services.deductions import cards_of


@login_required
def cards(request):
    """The members in the viewer's reach who have a card, by number, with its reason and its end."""
    if not request.user.holds(P.CARD_VIEW):
        raise PermissionDenied
    by_member = cards_of(cards_in_reach(request.user).values_list("member", flat=True))
    members = Member.objects.filter(pk__in=by_member).select_related("area", "unit").order_by("pk")
    rows = [{"member": member, "cards": by_member[member.pk]} for member in members]
    tell_apart(members)
    record_reading(members, request.user)
    return render(request, "volunteers/standing/desk/cards.html", {"rows": rows})
