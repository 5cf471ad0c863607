"""The wall chart for a projector and for print, and one key task with its milestones, for whoever does one of them too."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.keytasks.choices import WorkState
from assessments.keytasks.lists import tally_on
from assessments.keytasks.models import KeyTask
from assessments.keytasks.services.milestones import ORIGIN
from assessments.keytasks.services.seen import find_key
from assessments.keytasks.services.tasks import FIRST_YEAR, LAST_YEAR
from assessments.keytasks.services.walls import wall_of
from orgtree.assigned.giving import is_late
from orgtree.assigned.models import Task
from orgtree.assigned.seen import tasks_from
from orgtree.choices import Permission as P
from orgtree.choices import TaskState
from orgtree.models import Area


@login_required
@require_GET
def wall_home(request):
    """The chart of the viewer's own area, the highest of several. 404 for who has none."""
    seats = [post.area_id for post in request.user.live_posts if post.area_id]
    area = Area.objects.allowed(request.user, P.ASSESS_VIEW).filter(pk__in=seats).order_by("level", "code").first()
    if area is None:
        raise Http404
    return redirect("wall", area.pk)


@login_required
@require_GET
def wall(request, area_pk: int):
    """The chart of an area; with `screen=1` in large type and without the frame, for a projector."""
    area = get_object_or_404(Area.objects.allowed(request.user, P.ASSESS_VIEW), pk=area_pk)
    year = _year(request.GET.get("year", ""))
    context = {
        "wall": wall_of(area, year),
        "earlier": year - 1,
        "later": year + 1,
        "states": [state for state in WorkState if state != WorkState.NONE],
        "today": timezone.localdate(),
        "screen": request.GET.get("screen") == "1",
        "parent": _above(request.user, area),
    }
    return render(request, "assessments/keytasks/wall.html", context)


def _year(text: str) -> int:
    """The year asked for; this one for anything else."""
    asked = int(text) if text.isascii() and text.isdecimal() else 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else timezone.localdate().year


def _above(user, area: Area) -> Area | None:
    return Area.objects.allowed(user, P.ASSESS_VIEW).filter(pk=area.parent_id).first()


@login_required
@require_GET
def key_task(request, pk: int):
    """One key task with the milestones that the viewer sees; 404 for whoever neither keeps the list nor does one of them."""
    key = find_key(request.user, pk)
    if key is None:
        raise Http404
    tasks = [task for task in tasks_from(ORIGIN, [pk], request.user)[pk] if task.state != TaskState.CANCELLED]
    own = set(Task.objects.stemming_from(ORIGIN, [pk]).done_by(request.user).values_list("pk", flat=True))
    for task in tasks:
        task.is_late, task.is_own = is_late(task), task.pk in own
    tasks.sort(key=lambda task: not task.is_own)
    is_kept = KeyTask.objects.allowed(request.user, P.ASSESS_VIEW).filter(pk=pk).exists()
    context = {"key": key, "tasks": tasks, "tally": tally_on(key) if is_kept else None, "is_kept": is_kept}
    return render(request, "assessments/keytasks/key_task.html", context)
