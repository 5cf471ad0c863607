"""The photos of a session as the desk reads them; they are added, described and taken away on their own page."""

from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.base import ReadOnlyInline
from orgtree.files.shown import file_url
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.models.session_photo import SessionPhoto
from volunteers.activities.services.session_photos import sessions_to_lead


class PhotoInline(ReadOnlyInline):
    model = SessionPhoto
    view_permission = P.ACTIVITY_VIEW
    fields = ("picture_shown", "caption", "added_by", "added_at")
    verbose_name_plural = "现场照片"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("session__activity", "added_by")

    @display(description="照片")
    def picture_shown(self, photo):
        address = file_url("session-photo", photo.pk)
        return format_html(
            '<a href="{0}"><img class="desk-thumb" src="{0}" alt="{1}" loading="lazy"></a>', address, photo.words
        )


def photo_links(user, session: ActivitySession) -> list[tuple[str, str, str]]:
    """(label, address, icon) of the page where photos are added and taken away, for who may."""
    if not sessions_to_lead(user).filter(pk=session.pk).exists():
        return []
    return [("添加、删除照片", reverse("session-photos", args=[session.pk]), "photo_library")]
