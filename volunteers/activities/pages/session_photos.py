"""Photos of a session: the page of its leader and desk, and the pictures themselves for whoever may see them."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from orgtree.acts import does, perform_one
from volunteers.activities.forms.session_photo import CaptionForm, PicturesForm
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.rules.session_photos import PICTURES
from volunteers.activities.services import session_photos as services
from volunteers.members.pages.refused import Refused
from volunteers.members.pages.telling import do_in, do_told


@does(services.photo_acts, "add")
@login_required
@never_cache
def photos(request, pk: int):
    """What is there, each with its caption; and the form that adds several at once."""
    session = _led_or_404(request.user, pk)
    form = PicturesForm(request.POST or None, request.FILES or None)

    def add(pictures, caption) -> list:
        return services.add_photos(session_id=pk, uploads=pictures, caption=caption, by=request.user)

    if request.method == "POST" and do_in(request, form, add, lambda added: f"已保存{len(added)}张照片。"):
        return redirect("session-photos", pk)
    return render(request, "volunteers/activities/session_photos.html", _context(request, session, form))


def _context(request, session: ActivitySession, form: PicturesForm) -> dict:
    kept = list(session.photos.select_related("session__activity"))
    return {
        "tab": "activities",
        "session": session,
        "activity": session.activity,
        "photos": kept,
        "left": PICTURES.most - len(kept),
        "form": form,
        "may_add": services.may_add_photos(session, request.user),
        "stays_unseen": services.stays_unseen(session, request.user),
    }


@login_required
@require_POST
def caption(request, pk: int, photo_pk: int):
    """Change what stands under a picture."""
    photo = _photo_or_404(request.user, pk, photo_pk)
    form = CaptionForm(request.POST)
    describe = partial(services.describe_photo, photo_id=photo_pk, by=request.user)
    if do_in(request, form, describe, "说明已保存。"):
        return redirect("session-photos", pk)
    refused = Refused(photo.pk, request.POST.get("caption", ""), next(iter(form.errors.values()))[0])
    context = _context(request, _led_or_404(request.user, pk), PicturesForm()) | {"refused": refused}
    return render(request, "volunteers/activities/session_photos.html", context, status=422)


@does(services.photo_acts, "remove")
@login_required
@require_POST
def remove(request, pk: int, photo_pk: int):
    """Take a picture away."""
    _photo_or_404(request.user, pk, photo_pk)
    return _do(
        request, pk, lambda: perform_one(services.photo_acts, "remove", pk=photo_pk, by=request.user), "照片已删除。"
    )


def _do(request, pk: int, act, done: str):
    do_told(request, act, done)
    return redirect("session-photos", pk)


def _photo_or_404(user, pk: int, photo_pk: int):
    return get_object_or_404(_led_or_404(user, pk).photos, pk=photo_pk)


def _led_or_404(user, pk: int) -> ActivitySession:
    """A session whose photos the person may keep."""
    sessions = ActivitySession.objects.filter(pk__in=services.sessions_to_lead(user).filter(pk=pk).values("pk"))
    session = sessions.select_related("activity__area").first()
    if session is None:
        raise Http404
    return session
