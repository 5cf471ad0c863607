"""What documents recognise, trainings, and how many of whom came."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0007_surveys'),
        ('orgtree', '0023_placed_and_exclusive'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('district', '示范区市'), ('street', '示范街道'), ('site', '示范点'), ('case', '推广案例'), ('honour', '荣誉'), ('enrolled', '社区书记考录进编')], max_length=10, verbose_name='种类')),
                ('name', models.CharField(help_text='如“全市城市基层党建示范点”；不写个人姓名', max_length=60, verbose_name='名称')),
                ('organ', models.CharField(help_text='如“市委组织部”', max_length=40, verbose_name='发文机关')),
                ('organ_level', models.CharField(choices=[('nation', '中央和国家'), ('province', '省'), ('city', '市'), ('district', '区县'), ('street', '街道、镇乡')], max_length=10, verbose_name='机关层级')),
                ('number', models.CharField(help_text='如“威组发〔2026〕12号”', max_length=40, verbose_name='文号')),
                ('issued_on', models.DateField(verbose_name='发文日期')),
                ('until', models.DateField(blank=True, help_text='文件写明的最后一天；没有写的留空', null=True, verbose_name='有效期至')),
                ('people', models.PositiveIntegerField(blank=True, help_text='只有考录进编填写，不写姓名', null=True, verbose_name='考录进编人数')),
                ('state', models.CharField(choices=[('entered', '待核对'), ('held', '有效'), ('declined', '未通过'), ('ended', '已失效')], default='entered', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='核对时间')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='未通过或失效原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='orgtree.area', verbose_name='区域')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '示范与荣誉',
                'verbose_name_plural': '示范与荣誉',
                'ordering': ['-issued_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='HonourEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('district', '示范区市'), ('street', '示范街道'), ('site', '示范点'), ('case', '推广案例'), ('honour', '荣誉'), ('enrolled', '社区书记考录进编')], max_length=10, verbose_name='种类')),
                ('name', models.CharField(help_text='如“全市城市基层党建示范点”；不写个人姓名', max_length=60, verbose_name='名称')),
                ('organ', models.CharField(help_text='如“市委组织部”', max_length=40, verbose_name='发文机关')),
                ('organ_level', models.CharField(choices=[('nation', '中央和国家'), ('province', '省'), ('city', '市'), ('district', '区县'), ('street', '街道、镇乡')], max_length=10, verbose_name='机关层级')),
                ('number', models.CharField(help_text='如“威组发〔2026〕12号”', max_length=40, verbose_name='文号')),
                ('issued_on', models.DateField(verbose_name='发文日期')),
                ('until', models.DateField(blank=True, help_text='文件写明的最后一天；没有写的留空', null=True, verbose_name='有效期至')),
                ('people', models.PositiveIntegerField(blank=True, help_text='只有考录进编填写，不写姓名', null=True, verbose_name='考录进编人数')),
                ('state', models.CharField(choices=[('entered', '待核对'), ('held', '有效'), ('declined', '未通过'), ('ended', '已失效')], default='entered', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='核对时间')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='未通过或失效原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='区域')),
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.honour')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('together', '集中培训'), ('away', '外出学习'), ('post', '岗位练兵'), ('online', '网络培训')], max_length=10, verbose_name='方式')),
                ('title', models.CharField(help_text='不写个人姓名', max_length=60, verbose_name='培训内容')),
                ('held_on', models.DateField(help_text='几天的填最后一天', verbose_name='日期')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0.5)], verbose_name='学时')),
                ('state', models.CharField(choices=[('counted', '计入'), ('void', '已作废')], default='counted', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='orgtree.area', verbose_name='举办区域')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '培训',
                'verbose_name_plural': '培训',
                'ordering': ['-held_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TrainingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('together', '集中培训'), ('away', '外出学习'), ('post', '岗位练兵'), ('online', '网络培训')], max_length=10, verbose_name='方式')),
                ('title', models.CharField(help_text='不写个人姓名', max_length=60, verbose_name='培训内容')),
                ('held_on', models.DateField(help_text='几天的填最后一天', verbose_name='日期')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0.5)], verbose_name='学时')),
                ('state', models.CharField(choices=[('counted', '计入'), ('void', '已作废')], default='counted', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='举办区域')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.training')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TrainingRoll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('street', '街道干部'), ('worker', '社区工作者'), ('secretary', '党组织书记'), ('member', '党员'), ('other', '其他')], max_length=10, verbose_name='对象')),
                ('people', models.PositiveIntegerField(verbose_name='到场（人次）')),
                ('state', models.CharField(choices=[('counted', '计入'), ('void', '已作废')], default='counted', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rolls', to='assessments.training', verbose_name='培训')),
            ],
            options={
                'verbose_name': '培训人次',
                'verbose_name_plural': '培训人次',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='TrainingRollEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('audience', models.CharField(choices=[('street', '街道干部'), ('worker', '社区工作者'), ('secretary', '党组织书记'), ('member', '党员'), ('other', '其他')], max_length=10, verbose_name='对象')),
                ('people', models.PositiveIntegerField(verbose_name='到场（人次）')),
                ('state', models.CharField(choices=[('counted', '计入'), ('void', '已作废')], default='counted', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.trainingroll')),
                ('training', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.training', verbose_name='培训')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='honour',
            index=models.Index(fields=['area', 'kind'], name='honour_of_area'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'declined'), _negated=True), fields=('area', 'kind', 'name', 'number'), name='honour_once', violation_error_message='这份文件的这一项已经登记'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organ', ''), _negated=True), models.Q(('number', ''), _negated=True)), name='honour_has_a_document', violation_error_message='须有发文机关和文号'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['held', 'ended']), _negated=True), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False)), _connector='OR'), name='honour_checked_with_author', violation_error_message='核对须有核对人和时间'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('entered_by')), _negated=True), _connector='OR'), name='honour_checked_by_another', violation_error_message='不能由登记人自己核对'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'enrolled'), ('people__gt', 0)), models.Q(models.Q(('kind', 'enrolled'), _negated=True), ('people__isnull', True)), _connector='OR'), name='honour_counts_people_of_enrolments', violation_error_message='只有考录进编填写人数'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honour',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_honourevent" ("area_id", "checked_at", "checked_by_id", "ended_on", "entered_at", "entered_by_id", "id", "issued_on", "kind", "name", "number", "organ", "organ_level", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "until") SELECT new_values."area_id", new_values."checked_at", new_values."checked_by_id", new_values."ended_on", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."issued_on", new_values."kind", new_values."name", new_values."number", new_values."organ", new_values."organ_level", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='295be116f0e3fd250e7f2a350117ef2ce64c43de', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9e689', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_honour', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honour',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_honourevent" ("area_id", "checked_at", "checked_by_id", "ended_on", "entered_at", "entered_by_id", "id", "issued_on", "kind", "name", "number", "organ", "organ_level", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "until") VALUES (NEW."area_id", NEW."checked_at", NEW."checked_by_id", NEW."ended_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."issued_on", NEW."kind", NEW."name", NEW."number", NEW."organ", NEW."organ_level", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."until"); RETURN NULL;', hash='df2b4b8b9cf36b2f1f0acdd13693e2a4d5fa7e1e', operation='UPDATE', pgid='pgtrigger_update_update_37bea', table='assessments_honour', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honour',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_honourevent" ("area_id", "checked_at", "checked_by_id", "ended_on", "entered_at", "entered_by_id", "id", "issued_on", "kind", "name", "number", "organ", "organ_level", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "until") VALUES (OLD."area_id", OLD."checked_at", OLD."checked_by_id", OLD."ended_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."issued_on", OLD."kind", OLD."name", OLD."number", OLD."organ", OLD."organ_level", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."until"); RETURN NULL;', hash='26cee3bf27d78c57964c5445129a9c9155874da6', operation='DELETE', pgid='pgtrigger_delete_delete_e25e7', table='assessments_honour', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honour',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, state, area_id, issued_on, until, ended_on, people, checked_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_honour.area.issued_on', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.issued_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='073f1e6a8c9e6e9c25454e7ac9dd7f6e12bee461', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_146dc', referencing='REFERENCING NEW TABLE AS new_rows ', table='assessments_honour', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honour',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, kind, state, area_id, issued_on, until, ended_on, people, checked_at FROM old_rows EXCEPT SELECT id, kind, state, area_id, issued_on, until, ended_on, people, checked_at FROM new_rows) UNION ALL (SELECT id, kind, state, area_id, issued_on, until, ended_on, people, checked_at FROM new_rows EXCEPT SELECT id, kind, state, area_id, issued_on, until, ended_on, people, checked_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_honour.area.issued_on', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.issued_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='fdf8fad3dde307c2d891c59c28122a8d918876bc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_ace40', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='assessments_honour', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honour',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, kind, state, area_id, issued_on, until, ended_on, people, checked_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_honour.area.issued_on', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.issued_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='043d92f5607a039ac78d06111aef85860ab2802c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_894d1', referencing='REFERENCING OLD TABLE AS old_rows ', table='assessments_honour', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ce6687d4e719d8f51fdcc5ba32ba58552d5ed8f2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b6f30', table='assessments_honourevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='training',
            index=models.Index(fields=['area', 'held_on'], name='training_of_area'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_trainingevent" ("area_id", "entered_at", "entered_by_id", "held_on", "hours", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title") SELECT new_values."area_id", new_values."entered_at", new_values."entered_by_id", new_values."held_on", new_values."hours", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='07df0e977a40eba18ac0281644870a1e08a868a7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c4ca', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_training', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_trainingevent" ("area_id", "entered_at", "entered_by_id", "held_on", "hours", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title") VALUES (NEW."area_id", NEW."entered_at", NEW."entered_by_id", NEW."held_on", NEW."hours", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."title"); RETURN NULL;', hash='b0f1d580d8e0b9aedce6dca8213a1b75f9e84eca', operation='UPDATE', pgid='pgtrigger_update_update_8b6e5', table='assessments_training', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_trainingevent" ("area_id", "entered_at", "entered_by_id", "held_on", "hours", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "title") VALUES (OLD."area_id", OLD."entered_at", OLD."entered_by_id", OLD."held_on", OLD."hours", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."title"); RETURN NULL;', hash='7182bb8dbc27dae3a7266a9c1d6f619e691b091d', operation='DELETE', pgid='pgtrigger_delete_delete_7ab48', table='assessments_training', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, kind, held_on, hours, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_training.area.held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.held_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='b8863fe47e88011a56752bbfcf8a2b023176df0f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_1f4f6', referencing='REFERENCING NEW TABLE AS new_rows ', table='assessments_training', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, kind, held_on, hours, area_id FROM old_rows EXCEPT SELECT id, state, kind, held_on, hours, area_id FROM new_rows) UNION ALL (SELECT id, state, kind, held_on, hours, area_id FROM new_rows EXCEPT SELECT id, state, kind, held_on, hours, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_training.area.held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.held_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='1ab103ad40905cd6f050e7e90c1716b21025db0e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_247d6', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='assessments_training', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='training',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, kind, held_on, hours, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_training.area.held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.held_on::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a0b25119c23f5855d3b280a1f52ff899280583a6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_6ddfc', referencing='REFERENCING OLD TABLE AS old_rows ', table='assessments_training', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trainingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='efee73d176502757714728beb2f096e6a38ae379', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e8bda', table='assessments_trainingevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='trainingroll',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'counted')), fields=('training', 'audience'), name='training_roll_once', violation_error_message='这次培训已登记这类对象，有误的先作废'),
        ),
        migrations.AddConstraint(
            model_name='trainingroll',
            constraint=models.CheckConstraint(condition=models.Q(('people__gt', 0)), name='training_roll_counts_people', violation_error_message='请填写人次'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trainingroll',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_trainingrollevent" ("audience", "entered_at", "entered_by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "training_id") SELECT new_values."audience", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state", new_values."training_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ca5fadff46ab9d83fbe46135e01b5e199aba6a0a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a5772', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_trainingroll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trainingroll',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_trainingrollevent" ("audience", "entered_at", "entered_by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "training_id") VALUES (NEW."audience", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."training_id"); RETURN NULL;', hash='8d54e4558eeec4525e502b6b9f25434507d38e9e', operation='UPDATE', pgid='pgtrigger_update_update_a5dad', table='assessments_trainingroll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trainingroll',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_trainingrollevent" ("audience", "entered_at", "entered_by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "training_id") VALUES (OLD."audience", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."training_id"); RETURN NULL;', hash='9d37ecbfe9a9e8f6ae38c26599c5d65845546d33', operation='DELETE', pgid='pgtrigger_delete_delete_5c8fc', table='assessments_trainingroll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trainingroll',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, audience, people, training_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_trainingroll.training__area.training__held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_training.area_id::bigint AS area, at_training.held_on::date AS first FROM assessments_training at_training WHERE at_training.id = changed.training_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='141b6723e1415bfabbc494e9c53bc91f57997732', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_e2537', referencing='REFERENCING NEW TABLE AS new_rows ', table='assessments_trainingroll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trainingroll',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, audience, people, training_id FROM old_rows EXCEPT SELECT id, state, audience, people, training_id FROM new_rows) UNION ALL (SELECT id, state, audience, people, training_id FROM new_rows EXCEPT SELECT id, state, audience, people, training_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_trainingroll.training__area.training__held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_training.area_id::bigint AS area, at_training.held_on::date AS first FROM assessments_training at_training WHERE at_training.id = changed.training_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a31c055bbb8ce689e9ca6eda0fa402e87db1c8f8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_038b0', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='assessments_trainingroll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trainingroll',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, audience, people, training_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_trainingroll.training__area.training__held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_training.area_id::bigint AS area, at_training.held_on::date AS first FROM assessments_training at_training WHERE at_training.id = changed.training_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='441426b5ae430029387a8fdcdd553692410b40da', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_8cb16', referencing='REFERENCING OLD TABLE AS old_rows ', table='assessments_trainingroll', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trainingrollevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='95293d95c811616e08403ddc4a0435702bba56d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_badb1', table='assessments_trainingrollevent', when='BEFORE')),
        ),
        ]),
    ]
