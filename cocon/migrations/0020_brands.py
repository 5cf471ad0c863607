"""党建品牌: brands, what belongs to them, people served."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0019_meeting_series'),
        ('orgtree', '0016_estate_marks'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0011_brand_marks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Brand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='对外公开，不写姓名、电话和门牌号', max_length=30, verbose_name='品牌名称')),
                ('what', models.TextField(help_text='对外公开，不写姓名、电话和门牌号', max_length=300, verbose_name='品牌做法')),
                ('since', models.DateField(help_text='从这一天起计服务人次', verbose_name='创建日期')),
                ('outcome', models.TextField(blank=True, help_text='对外公开，不写姓名、电话和门牌号', max_length=300, verbose_name='成效')),
                ('is_main', models.BooleanField(default=False, help_text='本社区的主品牌，只能有一个', verbose_name='一社区一品')),
                ('state', models.CharField(choices=[('draft', '未公开'), ('public', '已公开'), ('ended', '已结束')], default='draft', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公开时间')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='brands', to='orgtree.area', verbose_name='社区')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公开人')),
            ],
            options={
                'verbose_name': '党建品牌',
                'verbose_name_plural': '党建品牌',
                'ordering': ['area_id', '-is_main', 'since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BrandEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(help_text='对外公开，不写姓名、电话和门牌号', max_length=30, verbose_name='品牌名称')),
                ('what', models.TextField(help_text='对外公开，不写姓名、电话和门牌号', max_length=300, verbose_name='品牌做法')),
                ('since', models.DateField(help_text='从这一天起计服务人次', verbose_name='创建日期')),
                ('outcome', models.TextField(blank=True, help_text='对外公开，不写姓名、电话和门牌号', max_length=300, verbose_name='成效')),
                ('is_main', models.BooleanField(default=False, help_text='本社区的主品牌，只能有一个', verbose_name='一社区一品')),
                ('state', models.CharField(choices=[('draft', '未公开'), ('public', '已公开'), ('ended', '已结束')], default='draft', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公开时间')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='社区')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.brand')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公开人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BrandPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(verbose_name='关联时间')),
                ('activity', models.ForeignKey(blank=True, help_text='各场次登记的服务居民计入品牌', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brand_parts', to='volunteers.activity', verbose_name='活动')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='关联人')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='cocon.brand', verbose_name='品牌')),
                ('need', models.ForeignKey(blank=True, help_text='列为品牌项目', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brand_parts', to='cocon.need', verbose_name='共建需求')),
                ('team', models.ForeignKey(blank=True, help_text='服务队的活动都计入品牌', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brand_parts', to='volunteers.serviceteam', verbose_name='服务队')),
            ],
            options={
                'verbose_name': '品牌项目',
                'verbose_name_plural': '品牌项目',
                'ordering': ['brand_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BrandPartEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('added_at', models.DateTimeField(verbose_name='关联时间')),
                ('activity', models.ForeignKey(blank=True, db_constraint=False, help_text='各场次登记的服务居民计入品牌', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.activity', verbose_name='活动')),
                ('added_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='关联人')),
                ('brand', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.brand', verbose_name='品牌')),
                ('need', models.ForeignKey(blank=True, db_constraint=False, help_text='列为品牌项目', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.need', verbose_name='共建需求')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.brandpart')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, help_text='服务队的活动都计入品牌', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.serviceteam', verbose_name='服务队')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BrandTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='日期')),
                ('people', models.PositiveIntegerField(verbose_name='服务居民（人次）')),
                ('what', models.CharField(help_text='不写姓名、电话和门牌号', max_length=40, verbose_name='做了什么')),
                ('state', models.CharField(choices=[('counted', '计入'), ('void', '已作废')], default='counted', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tallies', to='cocon.brand', verbose_name='品牌')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '品牌服务人次',
                'verbose_name_plural': '品牌服务人次',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='BrandTallyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='日期')),
                ('people', models.PositiveIntegerField(verbose_name='服务居民（人次）')),
                ('what', models.CharField(help_text='不写姓名、电话和门牌号', max_length=40, verbose_name='做了什么')),
                ('state', models.CharField(choices=[('counted', '计入'), ('void', '已作废')], default='counted', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('brand', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.brand', verbose_name='品牌')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.brandtally')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='brand',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('is_main', True)), fields=('area',), name='brand_one_main', violation_error_message='本社区已有一个“一社区一品”，请先取消原来的'),
        ),
        migrations.AddConstraint(
            model_name='brand',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('area', 'name'), name='brand_name_once', violation_error_message='本社区已有同名品牌'),
        ),
        migrations.AddConstraint(
            model_name='brand',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__gte', models.F('since')), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_on__isnull', True)), _connector='OR'), name='brand_ends_after_it_began', violation_error_message='结束日期不能早于创建日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_brandevent" ("area_id", "end_reason", "ended_on", "entered_at", "entered_by_id", "id", "is_main", "name", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "since", "state", "what") SELECT new_values."area_id", new_values."end_reason", new_values."ended_on", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."is_main", new_values."name", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."since", new_values."state", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4862f85c9835383f20d389cfb4cef92bfe0498c4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6fab5', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_brandevent" ("area_id", "end_reason", "ended_on", "entered_at", "entered_by_id", "id", "is_main", "name", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "since", "state", "what") VALUES (NEW."area_id", NEW."end_reason", NEW."ended_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_main", NEW."name", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."since", NEW."state", NEW."what"); RETURN NULL;', hash='4bfd2e978f1c08c17ed50c1864d1a9dc854cf599', operation='UPDATE', pgid='pgtrigger_update_update_8cf45', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_brandevent" ("area_id", "end_reason", "ended_on", "entered_at", "entered_by_id", "id", "is_main", "name", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "since", "state", "what") VALUES (OLD."area_id", OLD."end_reason", OLD."ended_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."is_main", OLD."name", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."since", OLD."state", OLD."what"); RETURN NULL;', hash='483fc3add5828d9ab6fff9c93abf9b4208a16314', operation='DELETE', pgid='pgtrigger_delete_delete_71e56', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, since, ended_on, is_main, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, since, ended_on FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.parts__activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__activity.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__activity WHERE at_parts.brand_id = changed.id AND at_parts__activity.id = at_parts.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__team__activities.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__team__activities WHERE at_parts.brand_id = changed.id AND at_parts__team__activities.team_id = at_parts.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='48805c7be2ed4e6d17878ab88e54f4b1737f7509', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_ccd9a', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, since, ended_on, is_main, area_id FROM old_rows EXCEPT SELECT id, since, ended_on, is_main, area_id FROM new_rows) UNION ALL (SELECT id, since, ended_on, is_main, area_id FROM new_rows EXCEPT SELECT id, since, ended_on, is_main, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, since, ended_on FROM old_rows EXCEPT SELECT id, since, ended_on FROM new_rows) UNION ALL (SELECT id, since, ended_on FROM new_rows EXCEPT SELECT id, since, ended_on FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.parts__activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__activity.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__activity WHERE at_parts.brand_id = changed.id AND at_parts__activity.id = at_parts.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__team__activities.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__team__activities WHERE at_parts.brand_id = changed.id AND at_parts__team__activities.team_id = at_parts.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='9e9f745f76b8872be8e317b299ed5f0e27d9d80b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_5b769', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brand',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, since, ended_on, is_main, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, since, ended_on FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brand.parts__activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__activity.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__activity WHERE at_parts.brand_id = changed.id AND at_parts__activity.id = at_parts.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brand.parts__team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_parts__team__activities.area_id::bigint AS area, NULL::date AS first FROM cocon_brandpart at_parts, volunteers_activity at_parts__team__activities WHERE at_parts.brand_id = changed.id AND at_parts__team__activities.team_id = at_parts.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='2c27d535a40fc81b352c8f57e15d7d5a55325ba9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_47c9b', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_brand', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='719c4829c340aa52198eb3b29ca0a22d5c9225f5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_da316', table='cocon_brandevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='brandpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('need__isnull', True), ('team__isnull', True)), models.Q(('activity__isnull', True), ('need__isnull', True), ('team__isnull', False)), models.Q(('activity__isnull', True), ('need__isnull', False), ('team__isnull', True)), _connector='OR'), name='brand_part_is_one_thing', violation_error_message='活动、服务队、需求选一项'),
        ),
        migrations.AddConstraint(
            model_name='brandpart',
            constraint=models.UniqueConstraint(fields=('brand', 'activity'), name='brand_part_activity_once', violation_error_message='已经关联'),
        ),
        migrations.AddConstraint(
            model_name='brandpart',
            constraint=models.UniqueConstraint(fields=('brand', 'team'), name='brand_part_team_once', violation_error_message='已经关联'),
        ),
        migrations.AddConstraint(
            model_name='brandpart',
            constraint=models.UniqueConstraint(fields=('brand', 'need'), name='brand_part_need_once', violation_error_message='已经关联'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_brandpartevent" ("activity_id", "added_at", "added_by_id", "brand_id", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") SELECT new_values."activity_id", new_values."added_at", new_values."added_by_id", new_values."brand_id", new_values."id", new_values."need_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."team_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1185d49c16c6a157ebc3c736b538f6e189a0400c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_dbeb4', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_brandpartevent" ("activity_id", "added_at", "added_by_id", "brand_id", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") VALUES (NEW."activity_id", NEW."added_at", NEW."added_by_id", NEW."brand_id", NEW."id", NEW."need_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."team_id"); RETURN NULL;', hash='f00aef11e6e958a2d24b69fb291332edcb827c6c', operation='UPDATE', pgid='pgtrigger_update_update_25926', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_brandpartevent" ("activity_id", "added_at", "added_by_id", "brand_id", "id", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") VALUES (OLD."activity_id", OLD."added_at", OLD."added_by_id", OLD."brand_id", OLD."id", OLD."need_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."team_id"); RETURN NULL;', hash='54d78e6f615f8008285f22a68ef0d55e5e254a12', operation='DELETE', pgid='pgtrigger_delete_delete_4898a', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, activity_id, team_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_activity.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_activity WHERE at_activity.id = changed.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brandpart.team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_team__activities.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_team__activities WHERE at_team__activities.team_id = changed.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='88467dce9fa76437a88dff1cbf366b12602c0453', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_621c6', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, activity_id, team_id FROM old_rows EXCEPT SELECT id, activity_id, team_id FROM new_rows) UNION ALL (SELECT id, activity_id, team_id FROM new_rows EXCEPT SELECT id, activity_id, team_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_activity.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_activity WHERE at_activity.id = changed.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brandpart.team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_team__activities.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_team__activities WHERE at_team__activities.team_id = changed.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='1304e2ae693c14552a150e5756552c0e36590c9f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_6a7ae', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpart',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, activity_id, team_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandpart.activity__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_activity.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_activity WHERE at_activity.id = changed.activity_id OFFSET 0) cell WHERE cell.area IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_brandpart.team__activities__area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_team__activities.area_id::bigint AS area, NULL::date AS first FROM volunteers_activity at_team__activities WHERE at_team__activities.team_id = changed.team_id OFFSET 0) cell WHERE cell.area IS NOT NULL; RETURN NULL;", hash='b1df40e31ebd5f47621d8ac74b551c1baad140d2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_24f8c', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_brandpart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandpartevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e8a378f456190789d2c9cc7b6af22c7e09ea5fad', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ff2a8', table='cocon_brandpartevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='brandtally',
            index=models.Index(fields=['brand', 'day'], name='tally_of_brand'),
        ),
        migrations.AddConstraint(
            model_name='brandtally',
            constraint=models.CheckConstraint(condition=models.Q(('people__gt', 0)), name='brand_tally_counts_people', violation_error_message='请填写人次'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandtally',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_brandtallyevent" ("brand_id", "day", "entered_at", "entered_by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "void_reason", "what") SELECT new_values."brand_id", new_values."day", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state", new_values."void_reason", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d23a07bd25fa476aebc33132c915ce8aa11c5b0b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_13780', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_brandtally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandtally',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_brandtallyevent" ("brand_id", "day", "entered_at", "entered_by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "void_reason", "what") VALUES (NEW."brand_id", NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."void_reason", NEW."what"); RETURN NULL;', hash='e0790a52c4daeb6ebe223b310b5a0f8d7ac0fb19', operation='UPDATE', pgid='pgtrigger_update_update_a4b88', table='cocon_brandtally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandtally',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_brandtallyevent" ("brand_id", "day", "entered_at", "entered_by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "void_reason", "what") VALUES (OLD."brand_id", OLD."day", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."void_reason", OLD."what"); RETURN NULL;', hash='ae45dfb4873a75301750833123fb40eec39aca1b', operation='DELETE', pgid='pgtrigger_delete_delete_d3584', table='cocon_brandtally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandtally',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, day, people, brand_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandtally.brand__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_brand.area_id::bigint AS area, changed.day::date AS first FROM cocon_brand at_brand WHERE at_brand.id = changed.brand_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='dfa3ffba4249856e0254e3ad333fe3833a0db88a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_fc5db', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_brandtally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandtally',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, day, people, brand_id FROM old_rows EXCEPT SELECT id, state, day, people, brand_id FROM new_rows) UNION ALL (SELECT id, state, day, people, brand_id FROM new_rows EXCEPT SELECT id, state, day, people, brand_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandtally.brand__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_brand.area_id::bigint AS area, changed.day::date AS first FROM cocon_brand at_brand WHERE at_brand.id = changed.brand_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='88575fab80476d72e5f7bfe16ddae787b40ece7d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_3878e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_brandtally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandtally',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, day, people, brand_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_brandtally.brand__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_brand.area_id::bigint AS area, changed.day::date AS first FROM cocon_brand at_brand WHERE at_brand.id = changed.brand_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='cc3e6727b0d3ed59cf220c9e58144555c8091a8d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_ca404', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_brandtally', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='brandtallyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e982c6504744f66aa462192dd74479dd4f667a68', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2e72', table='cocon_brandtallyevent', when='BEFORE')),
        ),
        ]),
    ]
