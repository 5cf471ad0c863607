"""Long work in the background: one's own and what a post shows, how far each is, stopped or begun again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from orgtree.acts import does, perform_one
from orgtree.choices import Permission as P
from orgtree.desk.list_sheets import page_sheet
from orgtree.errors import RuleBroken
from orgtree.runs import kind_of, lists, progress_of, runs_seen_by, title_of, url_of
from orgtree.runs.acts import run_acts
from orgtree.runs.models import Run

RUNS_ON_A_PAGE = 30


@login_required
@require_GET
def run_list(request):
    """The newest first."""
    runs = runs_seen_by(request.user).select_related("area", "created_by")
    page = Paginator(runs, RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    for run in page:
        run.title = title_of(run)
    return render(request, "orgtree/runs/run_list.html", {"page": page, "may_export": request.user.holds(P.EXPORT)})


@login_required
@require_GET
def run_sheet(request):
    """The same as a workbook, of what one may take along."""
    return page_sheet(request, lists.run_list, runs_seen_by(request.user), back="runs")


@login_required
@never_cache
@require_GET
def run_page(request, pk: int):
    """One run as it stands; the part that changes when htmx asks, the whole page again once it has ended."""
    run = get_object_or_404(runs_seen_by(request.user).select_related("area", "created_by"), pk=pk)
    context = _context(request, run)
    if not request.htmx:
        return render(request, "orgtree/runs/run.html", context)
    response = render(request, "orgtree/runs/parts/run_progress.html", context)
    if not run.is_waiting:
        response["HX-Refresh"] = "true"
    return response


@does(run_acts, *(act.key for act in run_acts))
@login_required
@require_POST
def run_act(request, pk: int, act: str):
    """Stop one's own run, or begin it again."""
    if act not in {known.slug for known in run_acts}:
        raise Http404
    try:
        perform_one(run_acts, act, pk=pk, by=request.user)
    except RuleBroken as refusal:
        if refusal.code == "not_found":
            raise Http404 from refusal
        messages.error(request, refusal.message)
    else:
        messages.success(request, run_acts[act].done)
    return redirect("run", pk)


def _context(request, run: Run) -> dict:
    kind = kind_of(run)
    done, total = progress_of(run)
    own = run.created_by_id == request.user.pk
    offered = [act for act in run_acts if own and run.state in act.leaves]
    return {
        "run": run,
        "title": title_of(run),
        "url": url_of(run) if own or (kind and kind.permission) else "",
        "done": done,
        "total": total,
        "counts": [(label, run.counts.get(key, 0)) for key, label in kind.counted.items()] if kind else [],
        "acts": [act for act in offered if act.key != "again" or (kind and kind.may_go_again)],
    }
