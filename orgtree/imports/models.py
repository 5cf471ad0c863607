"""Uploaded spreadsheets on their way into the tables."""

from django.db import models

from orgtree.choices import JobState
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet


class ImportJob(models.Model):
    """One upload: what it would do (preview), what is wrong with it (errors), how many rows it has (total).

    Checking it and writing it are runs; `run` is the one that goes on or was the last. `errors` is a list of {row, column, message}; `preview` holds counts by effect and a sample of rows.
    `refused` is the workbook of the rows that stay out, for mending. `columns` is what was told about the columns of its
    `layout` (heading key -> field name, "" for none), remembered for the next sheet of it.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    importer = models.CharField("导入内容", max_length=40)
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="导入到")
    file = models.FileField("文件", upload_to="imports/%Y/%m")
    filename = models.CharField("文件名", max_length=200)
    options = models.JSONField("选项", default=dict)
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.CHECKING)
    total = models.PositiveIntegerField("总行数", default=0)
    preview = models.JSONField("预览", default=dict)
    errors = models.JSONField("错误", default=list)
    refused = models.FileField("错误行表格", upload_to="imports/%Y/%m", blank=True)
    message = models.CharField("说明", max_length=300, blank=True)
    layout = models.CharField("列的样式", max_length=64, blank=True)
    columns = models.JSONField("列的对应", default=dict)
    # The writing in the audit trail: which rows it made and changed.
    context = models.UUIDField("写入的留痕", null=True, blank=True, editable=False)
    run = models.ForeignKey("orgtree.Run", models.PROTECT, null=True, related_name="+", verbose_name="后台办理")
    created_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="上传人")
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    touched_at = models.DateTimeField("更新时间", auto_now=True)
    file_removed_at = models.DateTimeField("文件删除时间", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表格导入"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["importer", "area"], condition=~models.Q(columns={}), name="orgtree_importjob_columns_told"
            )
        ]

    def __str__(self) -> str:
        return self.filename
