"""Cards in force, for the community and the unit of a member; the street and above do not see them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from orgtree.services.access import record_access
from volunteers.choices import DeedState
from volunteers.models import DeedReport, Member
from volunteers.services.deductions import cards_of


@login_required
def cards(request):
    """The members in the viewer's reach who have a card, by number, with its reason and its end."""
    if not request.user.holds(P.CARD_VIEW):
        raise PermissionDenied
    reach = DeedReport.objects.allowed(request.user, P.CARD_VIEW).deductions().filter(state=DeedState.CREDITED)
    by_member = cards_of(reach.values_list("member", flat=True))
    members = Member.objects.filter(pk__in=by_member).select_related("area").order_by("pk")
    rows = [{"member": member, "cards": by_member[member.pk]} for member in members]
    if rows:
        area = rows[0]["member"].area
        record_access(actor=request.user, action=AccessLog.Action.VIEW, subject="黄红牌", area=area, rows=len(rows))
    return render(request, "volunteers/desk/cards.html", {"rows": rows})
