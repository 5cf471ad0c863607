"""Pages that show what only the device knows: the server sends the frame, a script fills it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render


@login_required
def outbox(request):
    """What waits on this device to be sent and what became of it (docs/decisions/0097-outbox.md)."""
    return render(request, "orgtree/web/outbox.html", {"tab": "me"})
