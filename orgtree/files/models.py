"""Files in tables: a column for one on a row, a base for several."""

from typing import Any, ClassVar

from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import FieldFile

from orgtree.files.rules import EVIDENCE, PHOTO, Taken
from orgtree.files.storing import delete_on_commit
from orgtree.scope.models.rows import ScopedQuerySet


class UncleanFile(TypeError):
    """A file was about to be stored as it was uploaded: a service forgot `clean_file`."""


class CleanFile(ContentFile):
    """A file that was written anew by `orgtree.files.services.clean_file`."""


class CleanFieldFile(FieldFile):
    def save(self, name, content, save=True):
        """Store what was cleaned. Raises UncleanFile for what comes as it was uploaded."""
        if not isinstance(content, CleanFile):
            raise UncleanFile(f"{self.instance._meta.label}.{self.field.name}")
        super().save(name, content, save=save)


class AttachedFileField(models.FileField):
    """A file that people attach: `taken` says which. To migrations it is a FileField like any other."""

    attr_class = CleanFieldFile

    def __init__(self, *args, taken: Taken = PHOTO, **kwargs):
        self.taken = taken
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


class AttachmentQuerySet(ScopedQuerySet):
    def delete(self):
        """The rows go, and their files once that is certain."""
        files = [row.file for row in self.only("pk", "file")]
        done = super().delete()
        delete_on_commit(files)
        return done


class Attachment(models.Model):
    """Base of files that hang on a row, several to one: `owner` names the foreign key to it, `taken` says what may be attached.

    A subclass has `file` again with its place in the storage, and a constraint that the same file stands once on a row
    (`once`). It is written by `orgtree.files.services.attach`, and declared whole by `file_in`: who may open it, whose it is.
    """

    owner: ClassVar[str]
    taken: ClassVar[Taken] = EVIDENCE
    objects: Any

    file = AttachedFileField("文件", upload_to="files/%Y/%m", taken=EVIDENCE)
    digest = models.CharField("内容摘要", max_length=64, editable=False)
    caption = models.CharField("说明", max_length=60, blank=True)
    added_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    class Meta:
        abstract = True
        ordering = ["added_at", "id"]

    def delete(self, *args, **kwargs):
        """The row goes, and its file once that is certain."""
        done = super().delete(*args, **kwargs)
        delete_on_commit([self.file])
        return done


def once(owner: str, name: str, message: str) -> models.UniqueConstraint:
    """The constraint that the same file stands once on a row."""
    return models.UniqueConstraint(fields=[owner, "digest"], name=name, violation_error_message=message)
