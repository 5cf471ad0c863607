"""Photos of a session (现场照片), several, each with a caption."""

from django.db import models
from django.db.models import Exists, OuterRef

from orgtree.database.audit import audited
from orgtree.files.models import AttachedFileField, Attachment, AttachmentQuerySet, once
from volunteers.activities.choices import PhotoState
from volunteers.activities.rules.session_photos import PICTURES
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.models.consent import Consent


class SessionPhotoQuerySet(AttachmentQuerySet):
    def to_show(self):
        """What other members may see: photos of the desk, and those of leaders who agree to public photos now."""
        of_desk, agreed = self.to_show_each_way()
        return of_desk | agreed

    def to_show_each_way(self) -> tuple:
        """Those of `to_show`: of the desk, and of leaders who agree."""
        agreed = Consent.objects.filter(
            member=OuterRef("member"), text__purpose=ConsentPurpose.PHOTO, withdrawn_at__isnull=True
        )
        return self.filter(member__isnull=True), self.filter(Exists(agreed))


@audited()
class SessionPhoto(Attachment):
    """One picture, written anew without what the file told beside it. The same picture stands once in a session.

    `member` is the leader who added it from the phone: their consent decides whether others see it. None for the desk.
    """

    owner = "session"
    taken = PICTURES
    scope_area = "session__activity__area"
    names_persons = ("member",)

    session = models.ForeignKey(
        "volunteers.ActivitySession", models.PROTECT, related_name="photos", verbose_name="场次"
    )
    file = AttachedFileField("照片", upload_to="sessions/%Y/%m", taken=PICTURES)
    member = models.ForeignKey(
        "volunteers.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="session_photos",
        verbose_name="上传的带队人",
    )

    objects = SessionPhotoQuerySet.as_manager()

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "现场照片"
        constraints = [once("session", "session_photo_once", "这张照片已在这一场")]

    def __str__(self) -> str:
        return self.words

    @property
    def state(self) -> str:
        """A photo stands in its session until it is taken away."""
        return PhotoState.KEPT

    @property
    def words(self) -> str:
        """What the picture shows, in words: its caption, or the activity's name."""
        return self.caption or f"“{self.session.activity.title}”现场照片"
