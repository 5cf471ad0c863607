import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

UNFINISHED = ["queued", "running"]


class Migration(migrations.Migration):
    dependencies = [("orgtree", "0003_correction_own")]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="事项")),
                ("params", models.JSONField(default=dict, verbose_name="参数")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "等待处理"),
                            ("running", "正在处理"),
                            ("done", "已完成"),
                            ("failed", "未完成"),
                            ("stopped", "已停止"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="总数")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已处理")),
                ("words", models.CharField(blank=True, max_length=100, verbose_name="进展")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="处理次数")),
                ("counts", models.JSONField(default=dict, verbose_name="结果")),
                ("message", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="发起时间")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="开始时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("touched_at", models.DateTimeField(auto_now=True, verbose_name="最近处理")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgtree.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
            ],
            options={
                "verbose_name": "后台办理",
                "verbose_name_plural": "后台办理",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", UNFINISHED)), fields=["touched_at"], name="run_unfinished"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", UNFINISHED)) ^ models.Q(("ended_at__isnull", False)),
                        name="run_ended_with_time",
                        violation_error_message="结束须有时间",
                    )
                ],
            },
        ),
    ]
