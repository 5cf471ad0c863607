"""Taking back what was just done to many rows: a button in the message, good for ten minutes and for its presser alone."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from orgtree.acts import declared_acts, take_back
from orgtree.acts.repeats import UNDO_WITHIN
from orgtree.desk.site import desk_page
from orgtree.links import Expired, Ticket

UNDO = Ticket("orgtree.undo", UNDO_WITHIN)


def undo_button(request, act, ids: list[int]) -> SafeString:
    """A form of one button that takes the act back from the rows; `act` is the list's entry."""
    ticket = UNDO.issue(act.undo, act.key, ids, request.user.pk)
    return format_html(
        '<form class="undo" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="ticket" value="{}"><input type="hidden" name="next" value="{}">'
        '<button type="submit">撤销（十分钟内）</button></form>',
        reverse("admin:undo"),
        get_token(request),
        ticket,
        request.get_full_path(),
    )


@desk_page("undo/", "undo")
@require_POST
def undo_page(request):
    """Take back what the ticket names and return to the list; 404 for a ticket that is not the viewer's."""
    try:
        undone = UNDO.read(request.POST.get("ticket", ""))
    except Expired:
        messages.error(request, "已超过十分钟，不能撤销")
        return HttpResponseRedirect(_back(request))
    if undone is None:
        raise Http404
    noun, key, ids, presser = undone
    acts = next((acts for acts in declared_acts() if acts.noun == noun), None)
    if acts is None or presser != request.user.pk:
        raise Http404
    outcome = take_back(acts, key, ids=ids, by=request.user)
    messages.add_message(
        request, messages.WARNING if outcome.refused else messages.SUCCESS, outcome.tell_result(f"撤销{acts[key].verb}")
    )
    return HttpResponseRedirect(_back(request))


def _back(request) -> str:
    wanted = request.POST.get("next", "")
    fine = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if fine else reverse("admin:index")
