"""Every file that people attached, at one address that asks who looks."""

from django.contrib.auth.decorators import login_required
from django.http import Http404

from orgtree.declare import registry
from orgtree.web.downloads import stored_file


@login_required
def show(request, key: str, pk: int):
    """The file; 404 for whoever may not open it, where there is none, and for a kind that no app declares."""
    kind = registry.files.get(key)
    file = kind.find(request.user, pk) if kind else None
    if not file:
        raise Http404
    return stored_file(file)
