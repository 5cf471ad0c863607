"""Views of boards under a name: the list of one's own and the shared ones, keeping one, opening one, dropping one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from orgtree.boards.lists import view_list
from orgtree.boards.models import KeptView
from orgtree.boards.pages.board import asked, frame
from orgtree.boards.pages.keeping import KeepForm
from orgtree.boards.services.kept import address_of, drop_view, keep_view
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken


@require_GET
@login_required
def views(request):
    """One's own views and those that others share with one's areas; 404 for who sees no board."""
    if not request.user.holds(P.BOARD_VIEW):
        raise Http404
    return render(request, "orgtree/boards/kept.html", {"views": view_list.rows().allowed(request.user, P.BOARD_VIEW)})


@require_POST
@login_required
def keep(request, area_id: int):
    """Keep what is on view; back to it with what came of it, the form alone where something is wrong."""
    area, period = asked(request, area_id)
    form = KeepForm(request.POST, auto_id="keep_%s")
    if form.is_valid():
        try:
            view = keep_view(area=area, period=period, **form.cleaned_data, by=request.user)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, f"已保存“{view.title}”，在“看板视图”里打开。")
            return redirect(address_of(view, request.user)[0])
    context = frame(request, area, period) | {"keeping": form}
    return render(request, "orgtree/boards/keep.html", context, status=422)


@require_GET
@login_required
def open_view(request, pk: int):
    """On to the page that it names, of today; areas that this person may not see are left out, and that is told."""
    view = get_object_or_404(KeptView.objects.allowed(request.user, P.BOARD_VIEW), pk=pk)
    address, hidden = address_of(view, request.user)
    if hidden:
        messages.info(request, f"这个视图另有{hidden}个区域不在您的范围，没有列出。")
    return redirect(address)


@require_POST
@login_required
def drop(request, pk: int):
    try:
        drop_view(view_id=pk, by=request.user)
    except RuleBroken as missing:
        raise Http404 from missing
    messages.success(request, "已删去。")
    return redirect("board-views")
