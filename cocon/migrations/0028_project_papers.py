"""Papers of projects, who began a project beside who leads it, marks of projects by the day on which they began."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

# (code, step, name): what a project has on paper after each step, for all until an area adds its own (docs/rules.md, "Projects and money").
PAPERS = (
    ("minutes", "hearing", "议事听证会议记录"),
    ("notice", "publicity", "公示照片"),
    ("approval", "approval", "审批表"),
    ("photos", "work", "实施前后照片"),
    ("accepted", "acceptance", "验收单"),
    ("vouchers", "settlement", "付款凭证"),
    ("report", "closing", "结项报告"),
)


def fill(apps, schema_editor):
    kinds = apps.get_model("cocon", "PaperKind").objects
    for position, (code, step, name) in enumerate(PAPERS):
        kinds.create(code=code, step=step, name=name, position=position)


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0027_bookings_to_tell'),
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='PaperKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=30, verbose_name='材料')),
                ('step', models.CharField(choices=[('hearing', '议事听证'), ('publicity', '公示'), ('approval', '两人审批'), ('work', '实施'), ('acceptance', '验收'), ('settlement', '结算'), ('closing', '结项与激励')], max_length=12, verbose_name='手续')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
            ],
            options={
                'verbose_name': '项目手续材料',
                'verbose_name_plural': '项目手续材料',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='ProjectPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, help_text='纸质材料写明存放在哪里', max_length=60, verbose_name='说明或存放处')),
                ('file', models.FileField(blank=True, upload_to='projects/%Y/%m', verbose_name='文件')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='内容摘要')),
                ('filed_at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '项目材料',
                'verbose_name_plural': '项目材料',
                'ordering': ['kind__position', 'filed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ProjectPaperEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('words', models.CharField(blank=True, help_text='纸质材料写明存放在哪里', max_length=60, verbose_name='说明或存放处')),
                ('file', models.FileField(blank=True, upload_to='projects/%Y/%m', verbose_name='文件')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='内容摘要')),
                ('filed_at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='mark_figures_delete',
        ),
        migrations.RemoveConstraint(
            model_name='project',
            name='project_two_others_approve',
        ),
        migrations.RemoveConstraint(
            model_name='project',
            name='project_accepted_by_another',
        ),
        migrations.AddField(
            model_name='project',
            name='entered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='立项人'),
        ),
        migrations.AddField(
            model_name='project',
            name='led_before',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='此前的负责人'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='立项人'),
        ),
        migrations.AlterField(
            model_name='project',
            name='leader',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人'),
        ),
        migrations.AlterField(
            model_name='projectevent',
            name='leader',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='负责人'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_projectevent" ("accepted_at", "accepted_by_id", "accepted_words", "amount", "approved_at", "approved_by_id", "area_id", "asked_at", "asked_by_id", "category", "ended_at", "ended_by_id", "entered_at", "entered_by_id", "heard_in_public", "hours", "id", "kind", "leader_id", "line_id", "outcome", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "praise", "publicised_at", "publicised_by_id", "publicity", "reason", "second_at", "second_by_id", "source", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "until", "words") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."accepted_words", new_values."amount", new_values."approved_at", new_values."approved_by_id", new_values."area_id", new_values."asked_at", new_values."asked_by_id", new_values."category", new_values."ended_at", new_values."ended_by_id", new_values."entered_at", new_values."entered_by_id", new_values."heard_in_public", new_values."hours", new_values."id", new_values."kind", new_values."leader_id", new_values."line_id", new_values."outcome", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."praise", new_values."publicised_at", new_values."publicised_by_id", new_values."publicity", new_values."reason", new_values."second_at", new_values."second_by_id", new_values."source", new_values."state", new_values."submitted_at", new_values."submitted_by_id", new_values."title", new_values."unit_id", new_values."until", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='918a857ca60edffa97dc17a8f037669998336bd3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8f2c0', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_projectevent" ("accepted_at", "accepted_by_id", "accepted_words", "amount", "approved_at", "approved_by_id", "area_id", "asked_at", "asked_by_id", "category", "ended_at", "ended_by_id", "entered_at", "entered_by_id", "heard_in_public", "hours", "id", "kind", "leader_id", "line_id", "outcome", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "praise", "publicised_at", "publicised_by_id", "publicity", "reason", "second_at", "second_by_id", "source", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "until", "words") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."accepted_words", NEW."amount", NEW."approved_at", NEW."approved_by_id", NEW."area_id", NEW."asked_at", NEW."asked_by_id", NEW."category", NEW."ended_at", NEW."ended_by_id", NEW."entered_at", NEW."entered_by_id", NEW."heard_in_public", NEW."hours", NEW."id", NEW."kind", NEW."leader_id", NEW."line_id", NEW."outcome", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."praise", NEW."publicised_at", NEW."publicised_by_id", NEW."publicity", NEW."reason", NEW."second_at", NEW."second_by_id", NEW."source", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."title", NEW."unit_id", NEW."until", NEW."words"); RETURN NULL;', hash='ead4be22e3d23385c093ad36b021a1631aa023a0', operation='UPDATE', pgid='pgtrigger_update_update_9a504', table='cocon_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_projectevent" ("accepted_at", "accepted_by_id", "accepted_words", "amount", "approved_at", "approved_by_id", "area_id", "asked_at", "asked_by_id", "category", "ended_at", "ended_by_id", "entered_at", "entered_by_id", "heard_in_public", "hours", "id", "kind", "leader_id", "line_id", "outcome", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "praise", "publicised_at", "publicised_by_id", "publicity", "reason", "second_at", "second_by_id", "source", "state", "submitted_at", "submitted_by_id", "title", "unit_id", "until", "words") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."accepted_words", OLD."amount", OLD."approved_at", OLD."approved_by_id", OLD."area_id", OLD."asked_at", OLD."asked_by_id", OLD."category", OLD."ended_at", OLD."ended_by_id", OLD."entered_at", OLD."entered_by_id", OLD."heard_in_public", OLD."hours", OLD."id", OLD."kind", OLD."leader_id", OLD."line_id", OLD."outcome", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."praise", OLD."publicised_at", OLD."publicised_by_id", OLD."publicity", OLD."reason", OLD."second_at", OLD."second_by_id", OLD."source", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."title", OLD."unit_id", OLD."until", OLD."words"); RETURN NULL;', hash='e69fb0b2c0526bd983fcad27a59abc25bad8157e', operation='DELETE', pgid='pgtrigger_delete_delete_29f8d', table='cocon_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, kind, area_id, people, hours, second_at, accepted_at, entered_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_project.area.accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_project.area.entered_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.entered_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_project.area.second_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.second_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, kind, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_project.area.entries__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_entries.day::date AS first FROM cocon_fundentry at_entries WHERE at_entries.project_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='6c932daa0e3553acaf6422820f1e01629737f0d1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_79573', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, kind, area_id, people, hours, second_at, accepted_at, entered_at FROM old_rows EXCEPT SELECT id, state, kind, area_id, people, hours, second_at, accepted_at, entered_at FROM new_rows) UNION ALL (SELECT id, state, kind, area_id, people, hours, second_at, accepted_at, entered_at FROM new_rows EXCEPT SELECT id, state, kind, area_id, people, hours, second_at, accepted_at, entered_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_project.area.accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_project.area.entered_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.entered_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_project.area.second_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.second_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, kind, area_id FROM old_rows EXCEPT SELECT id, kind, area_id FROM new_rows) UNION ALL (SELECT id, kind, area_id FROM new_rows EXCEPT SELECT id, kind, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_project.area.entries__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_entries.day::date AS first FROM cocon_fundentry at_entries WHERE at_entries.project_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='8ef4ea327178ab8e09cfd11d411f184dd9dc5eaa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_b6b92', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, kind, area_id, people, hours, second_at, accepted_at, entered_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_project.area.accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_project.area.entered_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.entered_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_project.area.second_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.second_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, kind, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_project.area.entries__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_entries.day::date AS first FROM cocon_fundentry at_entries WHERE at_entries.project_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='98a095221911538f23813e4c21b7ac75848ec7fa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_945d0', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_project', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), ('leader__isnull', True), models.Q(('approved_by', models.F('leader')), _negated=True), _connector='OR'), models.Q(('approved_by__isnull', True), ('entered_by__isnull', True), models.Q(('approved_by', models.F('entered_by')), _negated=True), _connector='OR'), models.Q(('approved_by__isnull', True), ('asked_by__isnull', True), models.Q(('approved_by', models.F('asked_by')), _negated=True), _connector='OR'), models.Q(('second_by__isnull', True), ('leader__isnull', True), models.Q(('second_by', models.F('leader')), _negated=True), _connector='OR'), models.Q(('second_by__isnull', True), ('entered_by__isnull', True), models.Q(('second_by', models.F('entered_by')), _negated=True), _connector='OR'), models.Q(('second_by__isnull', True), ('asked_by__isnull', True), models.Q(('second_by', models.F('asked_by')), _negated=True), _connector='OR'), models.Q(('second_by__isnull', True), ('approved_by__isnull', True), models.Q(('second_by', models.F('approved_by')), _negated=True), _connector='OR')), name='project_two_others_approve', violation_error_message='须由两位审批人审批，都不是立项人、负责人或提请人'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_by__isnull', True), ('leader__isnull', True), models.Q(('accepted_by', models.F('leader')), _negated=True), _connector='OR'), models.Q(('accepted_by__isnull', True), ('entered_by__isnull', True), models.Q(('accepted_by', models.F('entered_by')), _negated=True), _connector='OR'), models.Q(('accepted_by__isnull', True), ('submitted_by__isnull', True), models.Q(('accepted_by', models.F('submitted_by')), _negated=True), _connector='OR')), name='project_accepted_by_another', violation_error_message='项目不能由负责人或提交人自己验收'),
        ),
        migrations.AddField(
            model_name='paperkind',
            name='area',
            field=models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域'),
        ),
        migrations.AddField(
            model_name='projectpaper',
            name='filed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='projectpaper',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cocon.paperkind', verbose_name='材料'),
        ),
        migrations.AddField(
            model_name='projectpaper',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cocon.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='projectpaperevent',
            name='filed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='projectpaperevent',
            name='kind',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.paperkind', verbose_name='材料'),
        ),
        migrations.AddField(
            model_name='projectpaperevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='projectpaperevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.projectpaper'),
        ),
        migrations.AddField(
            model_name='projectpaperevent',
            name='project',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.project', verbose_name='项目'),
        ),
        migrations.AddConstraint(
            model_name='projectpaper',
            constraint=models.UniqueConstraint(fields=('project', 'kind', 'digest'), name='project_paper_once', violation_error_message='这份材料已登记'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectpaper',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_projectpaperevent" ("digest", "file", "filed_at", "filed_by_id", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "words") SELECT new_values."digest", new_values."file", new_values."filed_at", new_values."filed_by_id", new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."project_id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='99f04339a55b88c8aaad311e88b78a9960f6f643', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_68704', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_projectpaper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectpaper',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_projectpaperevent" ("digest", "file", "filed_at", "filed_by_id", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "words") VALUES (NEW."digest", NEW."file", NEW."filed_at", NEW."filed_by_id", NEW."id", NEW."kind_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."words"); RETURN NULL;', hash='637d0d5d52abe6ed0135ba10d22141e4b51fe7f0', operation='UPDATE', pgid='pgtrigger_update_update_ccc9e', table='cocon_projectpaper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectpaper',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_projectpaperevent" ("digest", "file", "filed_at", "filed_by_id", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "words") VALUES (OLD."digest", OLD."file", OLD."filed_at", OLD."filed_by_id", OLD."id", OLD."kind_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."words"); RETURN NULL;', hash='a5eeef2467e72b00fd9629b3b7d1bc899c6d7d81', operation='DELETE', pgid='pgtrigger_delete_delete_63cd0', table='cocon_projectpaper', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='projectpaperevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e952a3d47ea1f098ca58633b90bbaf52d627d646', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cd0a5', table='cocon_projectpaperevent', when='BEFORE')),
        ),
        ]),
        # Until now who began a project led it; its trail says so as it was.
        migrations.RunSQL("UPDATE cocon_project SET entered_by_id = leader_id", migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
