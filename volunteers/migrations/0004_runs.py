"""Four tables of long work become one noun of the ground floor with columns of their own; rows are brought along."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

ENDED = "'done', 'failed', 'stopped'"
# Table: kind of run, columns that move up ({column of the run: expression on the old row}), columns that go besides.
YEAR = {
    "area_id": "area_id",
    "done": "done",
    "counts": "'{}'",
    "message": "message",
    "attempts": "1",
    "touched_at": "created_at",
}
SHEETS = {
    "area_id": "community_id",
    "done": "CASE WHEN state = 'done' THEN total ELSE 0 END",
    "counts": "counts",
    "message": "''",
    "attempts": "attempts",
    "touched_at": "touched_at",
}
ROUNDS = {
    "area_id": "(SELECT area_id FROM volunteers_emergency WHERE id = emergency_id)",
    "done": "looked_at",
    "counts": "jsonb_build_object('invited', invited)",
    "message": "''",
    "attempts": "1",
    "touched_at": "touched_at",
}
TABLES = {
    "volunteers_yearclosing": ("volunteers.year_closing", YEAR, ("area_id", "done", "message")),
    "volunteers_dryrun": ("volunteers.dry_run", YEAR, ("area_id", "done", "message")),
    "volunteers_feedbackrun": ("volunteers.feedback", SHEETS, ("community_id", "counts", "attempts", "touched_at")),
    "volunteers_calluprun": ("volunteers.call_up", ROUNDS, ("looked_at", "touched_at")),
}
GOING = ("id", "state", "total", "created_by_id", "created_at")


def become_runs(cursor, table: str, kind: str, moved: dict[str, str], gone: tuple[str, ...]) -> None:
    """Give each row of the table its run, and let go of the columns that moved there."""
    columns, values = ", ".join(moved), ", ".join(moved.values())
    cursor.execute(f"ALTER TABLE {table} ADD COLUMN run_ptr_id bigint")
    cursor.execute(f"UPDATE {table} SET run_ptr_id = nextval(pg_get_serial_sequence('orgtree_run', 'id'))")
    cursor.execute(
        f"""
        INSERT INTO orgtree_run (id, kind, params, state, total, words, created_by_id, created_at, ended_at, {columns})
        SELECT run_ptr_id, %s, '{{}}', state, total, '', created_by_id, created_at,
               CASE WHEN state IN ({ENDED}) THEN {moved["touched_at"]} END, {values}
        FROM {table}
        """,
        [kind],
    )
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    dropped = ", ".join(f"DROP COLUMN {column}" for column in (*GOING, *gone))
    cursor.execute(f"ALTER TABLE {table} {dropped}, ADD PRIMARY KEY (run_ptr_id)")
    cursor.execute(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_run_ptr_id_fk FOREIGN KEY (run_ptr_id)"
        " REFERENCES orgtree_run (id) DEFERRABLE INITIALLY DEFERRED"
    )


def move_rows(apps, schema_editor) -> None:
    with schema_editor.connection.cursor() as cursor:
        for table, (kind, moved, gone) in TABLES.items():
            become_runs(cursor, table, kind, moved, gone)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def key():
    return (
        "run_ptr",
        models.OneToOneField(
            auto_created=True,
            on_delete=django.db.models.deletion.CASCADE,
            parent_link=True,
            primary_key=True,
            serialize=False,
            to="orgtree.run",
        ),
    )


def named(words: str) -> dict:
    return {"verbose_name": words, "verbose_name_plural": words}


YEAR_FIELD = ("year", models.PositiveSmallIntegerField(verbose_name="年度"))
TIMES = [
    ("weekday_day", "工作日白天"),
    ("weekday_evening", "工作日晚上"),
    ("weekend_day", "周末白天"),
    ("weekend_evening", "周末晚上"),
    ("holiday", "节假日"),
]


def many(field, words: str, **options):
    return django.contrib.postgres.fields.ArrayField(base_field=field, size=None, verbose_name=words, **options)


STATE = [
    migrations.DeleteModel("YearClosing"),
    migrations.DeleteModel("DryRun"),
    migrations.DeleteModel("FeedbackRun"),
    migrations.DeleteModel("CallUpRun"),
    migrations.CreateModel(
        name="YearClosing",
        fields=[
            key(),
            YEAR_FIELD,
            ("despite_waiting", models.BooleanField(default=False, verbose_name="仍有待办事项也结账")),
        ],
        options=named("年度结账"),
        bases=("orgtree.run",),
    ),
    migrations.CreateModel(
        name="DryRun",
        fields=[
            key(),
            YEAR_FIELD,
            ("result", models.JSONField(default=dict, verbose_name="结果")),
            (
                "rule_set",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="volunteers.ruleset",
                    verbose_name="规则草稿",
                ),
            ),
        ],
        options=named("规则试算"),
        bases=("orgtree.run",),
    ),
    migrations.CreateModel(
        name="FeedbackRun",
        fields=[
            key(),
            (
                "period_kind",
                models.CharField(
                    choices=[("Q", "季度"), ("H", "半年"), ("Y", "年度")], max_length=1, verbose_name="周期"
                ),
            ),
            ("period_start", models.DateField(verbose_name="起始日期")),
        ],
        options=named("反馈表生成"),
        bases=("orgtree.run",),
    ),
    migrations.CreateModel(
        name="CallUpRun",
        fields=[
            key(),
            ("places", many(models.BigIntegerField(), "区域、网格、楼栋")),
            ("skills", many(models.BigIntegerField(), "特长", blank=True, default=list)),
            (
                "free_times",
                many(models.CharField(choices=TIMES, max_length=20), "可服务时间", blank=True, default=list),
            ),
            ("duties", many(models.CharField(max_length=20), "担任岗位", blank=True, default=list)),
            ("invited", models.PositiveIntegerField(default=0, verbose_name="新发出")),
            ("last_member", models.BigIntegerField(default=0, verbose_name="处理到")),
            (
                "emergency",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="runs",
                    to="volunteers.emergency",
                    verbose_name="应急动员",
                ),
            ),
        ],
        options=named("动员批次"),
        bases=("orgtree.run",),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("orgtree", "0004_runs"), ("volunteers", "0003_consent_purposes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(move_rows, elidable=False)], state_operations=STATE
        )
    ]
