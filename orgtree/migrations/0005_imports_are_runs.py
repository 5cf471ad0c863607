import django.db.models.deletion
from django.db import migrations, models

# Jobs on which a worker worked, or was to work, get the run for it.
ORDER = """
    WITH waiting AS MATERIALIZED (
        SELECT id AS job, nextval(pg_get_serial_sequence('orgtree_run', 'id')) AS run,
               state IN ('queued', 'checking') AS checks, area_id, created_by_id
        FROM orgtree_importjob WHERE state IN ('queued', 'checking', 'confirmed', 'applying')
    ), ordered AS (
        INSERT INTO orgtree_run (id, kind, params, state, total, done, words, attempts, counts, message, created_at,
                                 touched_at, area_id, created_by_id)
        SELECT run, CASE WHEN checks THEN 'orgtree.import_check' ELSE 'orgtree.import_apply' END,
               jsonb_build_object('job', job), 'queued', 0, 0, '', 0, '{}', '', now(), now(), area_id, created_by_id
        FROM waiting
    )
    UPDATE orgtree_importjob SET run_id = run, state = CASE WHEN checks THEN 'checking' ELSE 'applying' END
    FROM waiting WHERE id = job
"""
STATES = [
    ("checking", "正在检查"),
    ("ready", "待确认"),
    ("invalid", "有错误"),
    ("applying", "正在写入"),
    ("done", "已完成"),
    ("failed", "未完成"),
    ("discarded", "已放弃"),
]


class Migration(migrations.Migration):
    dependencies = [("orgtree", "0004_runs")]

    operations = [
        migrations.AddField(
            model_name="importjob",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgtree.run",
                verbose_name="后台办理",
            ),
        ),
        migrations.RunSQL(ORDER),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"),
        migrations.RemoveField(model_name="importjob", name="attempts"),
        migrations.RemoveField(model_name="importjob", name="done"),
        migrations.AlterField(
            model_name="importjob",
            name="state",
            field=models.CharField(choices=STATES, default="checking", max_length=10, verbose_name="状态"),
        ),
    ]
