"""Staff of grids, their training, cards of grids, and the norms that an empty database starts with (docs/rules.md); terms of the posts that there are."""

from datetime import date, timedelta

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import orgtree.text.crypto
from orgtree.migrations._together import CreateTogether

START = date(2025, 1, 1)
NORMS = [
    ("grid_workers", 1),
    ("per_10k", 18),
    ("households", 300),
    ("training", 40),
    ("grid_least", 150),
    ("grid_most", 600),
]
ROLES = {"community_secretary": "secretary", "grid_worker": "worker", "building_head": "building_head"}


def fill(apps, schema_editor):
    for key, number in NORMS:
        apps.get_model("grids", "StaffNorm").objects.create(key=key, number=number, active_from=START)
    apps.get_model("orgtree", "DeadlineRule").objects.create(
        key="staff_names", number=36, unit="month", active_from=START, state="published"
    )
    today = timezone.localdate()
    terms = []
    for post in apps.get_model("orgtree", "Post").objects.filter(kind__in=ROLES, area__isnull=False).select_related("holder"):
        last = post.until and post.until - timedelta(days=1)
        if last is None or last >= today:
            terms.append(
                apps.get_model("grids", "StaffTerm")(
                    area_id=post.area_id,
                    role=ROLES[post.kind],
                    holder=post.holder.name,
                    account_id=post.holder_id,
                    post=post,
                    since=post.since,
                    until=last,
                    entered_at=timezone.now(),
                )
            )
    apps.get_model("grids", "StaffTerm").objects.bulk_create(terms)


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0002_cases'),
        ('orgtree', '0019_post_of_the_case_centre'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='GridCover',
            fields=[
            ],
            options={
                'verbose_name': '网格覆盖',
                'verbose_name_plural': '网格覆盖',
                'ordering': ['tree_id', 'lft'],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('orgtree.area',),
        ),
        migrations.CreateModel(
            name='GridCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('boundary', models.CharField(help_text='用道路、河流、小区说明，如“东至健康街，南至北宫桥”；不写门牌号和姓名', max_length=300, verbose_name='四至范围')),
                ('phone', models.CharField(help_text='社区或网格的公用电话', max_length=30, verbose_name='网格值守电话')),
                ('supervision_phone', models.CharField(help_text='街道或社区的公用电话', max_length=30, verbose_name='监督电话')),
                ('state', models.CharField(choices=[('draft', '未公布'), ('public', '已公布')], default='draft', max_length=10, verbose_name='状态')),
                ('kept_at', models.DateTimeField(verbose_name='填写时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
                ('area', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='grid_card', to='orgtree.area', verbose_name='网格')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填写人')),
            ],
            options={
                'verbose_name': '网格公示牌',
                'verbose_name_plural': '网格公示牌',
                'ordering': ['area_id'],
            },
        ),
        migrations.CreateModel(
            name='GridCardEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('boundary', models.CharField(help_text='用道路、河流、小区说明，如“东至健康街，南至北宫桥”；不写门牌号和姓名', max_length=300, verbose_name='四至范围')),
                ('phone', models.CharField(help_text='社区或网格的公用电话', max_length=30, verbose_name='网格值守电话')),
                ('supervision_phone', models.CharField(help_text='街道或社区的公用电话', max_length=30, verbose_name='监督电话')),
                ('state', models.CharField(choices=[('draft', '未公布'), ('public', '已公布')], default='draft', max_length=10, verbose_name='状态')),
                ('kept_at', models.DateTimeField(verbose_name='填写时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='网格')),
                ('kept_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填写人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.gridcard')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StaffNorm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('grid_workers', '每网格全科网格员（名）'), ('per_10k', '每万居民社区工作者（人）'), ('households', '每名社区工作者包户（户）'), ('training', '每年培训学时'), ('grid_least', '网格最少户数'), ('grid_most', '网格最多户数')], max_length=20, verbose_name='事项')),
                ('number', models.PositiveIntegerField(verbose_name='数值')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '网格力量标准',
                'verbose_name_plural': '网格力量标准',
                'ordering': ['key', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='StaffNormEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(choices=[('grid_workers', '每网格全科网格员（名）'), ('per_10k', '每万居民社区工作者（人）'), ('households', '每名社区工作者包户（户）'), ('training', '每年培训学时'), ('grid_least', '网格最少户数'), ('grid_most', '网格最多户数')], max_length=20, verbose_name='事项')),
                ('number', models.PositiveIntegerField(verbose_name='数值')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.staffnorm')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StaffTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('party_office', '街道党建办'), ('secretary', '社区书记'), ('branch', '支部书记'), ('group', '楼栋党小组长'), ('worker', '全科网格员'), ('full_time', '专职网格员'), ('mobile', '移动网格员'), ('street_chief', '街巷长'), ('building_head', '楼栋长'), ('community_worker', '社区工作者')], max_length=20, verbose_name='身份')),
                ('holder', models.CharField(max_length=40, verbose_name='姓名')),
                ('phone', orgtree.text.crypto.EncryptedTextField(blank=True, default='', help_text='工作联系用；填了并同意公示的，才上网格公示牌', verbose_name='值班电话')),
                ('beat', models.CharField(blank=True, help_text='街巷长填街巷名称，如“健康街”', max_length=60, verbose_name='负责范围')),
                ('since', models.DateField(verbose_name='任职日期')),
                ('until', models.DateField(blank=True, help_text='最后一天；没有固定任期的留空', null=True, verbose_name='任期至')),
                ('consented_on', models.DateField(blank=True, help_text='本人签字同意的日期', null=True, verbose_name='同意公示日期')),
                ('state', models.CharField(choices=[('held', '在任'), ('left', '已离任'), ('void', '登记有误')], default='held', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='离任或作废原因')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff_terms', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='orgtree.area', verbose_name='区域')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('post', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff_term', to='orgtree.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '网格力量',
                'verbose_name_plural': '网格力量',
                'ordering': ['area_id', 'role', 'id'],
            },
        ),
        migrations.CreateModel(
            name='StaffTermEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('party_office', '街道党建办'), ('secretary', '社区书记'), ('branch', '支部书记'), ('group', '楼栋党小组长'), ('worker', '全科网格员'), ('full_time', '专职网格员'), ('mobile', '移动网格员'), ('street_chief', '街巷长'), ('building_head', '楼栋长'), ('community_worker', '社区工作者')], max_length=20, verbose_name='身份')),
                ('holder', models.CharField(max_length=40, verbose_name='姓名')),
                ('beat', models.CharField(blank=True, help_text='街巷长填街巷名称，如“健康街”', max_length=60, verbose_name='负责范围')),
                ('since', models.DateField(verbose_name='任职日期')),
                ('until', models.DateField(blank=True, help_text='最后一天；没有固定任期的留空', null=True, verbose_name='任期至')),
                ('consented_on', models.DateField(blank=True, help_text='本人签字同意的日期', null=True, verbose_name='同意公示日期')),
                ('state', models.CharField(choices=[('held', '在任'), ('left', '已离任'), ('void', '登记有误')], default='held', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='离任或作废原因')),
                ('account', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='区域')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.staffterm')),
                ('post', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.post', verbose_name='岗位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StaffTraining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='培训内容')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('hours', models.DecimalField(decimal_places=1, help_text='最少0.5，最多80', max_digits=4, validators=[django.core.validators.MinValueValidator(0.5)], verbose_name='学时')),
                ('state', models.CharField(choices=[('done', '已登记'), ('void', '登记有误')], default='done', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='grids.staffterm', verbose_name='人员')),
            ],
            options={
                'verbose_name': '网格力量培训',
                'verbose_name_plural': '网格力量培训',
                'ordering': ['-held_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='StaffTrainingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=60, verbose_name='培训内容')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('hours', models.DecimalField(decimal_places=1, help_text='最少0.5，最多80', max_digits=4, validators=[django.core.validators.MinValueValidator(0.5)], verbose_name='学时')),
                ('state', models.CharField(choices=[('done', '已登记'), ('void', '登记有误')], default='done', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grids.stafftraining')),
                ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grids.staffterm', verbose_name='人员')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridcard',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_gridcardevent" ("area_id", "boundary", "id", "kept_at", "kept_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "published_at", "state", "supervision_phone") SELECT new_values."area_id", new_values."boundary", new_values."id", new_values."kept_at", new_values."kept_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."published_at", new_values."state", new_values."supervision_phone" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5b6a5e19ef2f602811e79e98a6110967f6efcc05', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8711d', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_gridcard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridcard',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_gridcardevent" ("area_id", "boundary", "id", "kept_at", "kept_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "published_at", "state", "supervision_phone") VALUES (NEW."area_id", NEW."boundary", NEW."id", NEW."kept_at", NEW."kept_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."published_at", NEW."state", NEW."supervision_phone"); RETURN NULL;', hash='2662220e2b8e056c3fbfd9903d404bf41514c341', operation='UPDATE', pgid='pgtrigger_update_update_984cc', table='grids_gridcard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridcard',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_gridcardevent" ("area_id", "boundary", "id", "kept_at", "kept_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "published_at", "state", "supervision_phone") VALUES (OLD."area_id", OLD."boundary", OLD."id", OLD."kept_at", OLD."kept_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."published_at", OLD."state", OLD."supervision_phone"); RETURN NULL;', hash='8319bd1d61a8957183268cba49a1ee6760db867b', operation='DELETE', pgid='pgtrigger_delete_delete_10b30', table='grids_gridcard', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gridcardevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6e5faeeaba016b859369bcea2c587100df278886', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0eb1f', table='grids_gridcardevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='staffnorm',
            constraint=models.UniqueConstraint(fields=('area', 'key', 'active_from'), name='staff_norm_once_a_day', nulls_distinct=False, violation_error_message='这一事项在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='staffnorm',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='staff_norm_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffnorm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_staffnormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."id", new_values."key", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1404d3c57cb1635c9a2dca81d757def84428c2f0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4d942', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_staffnorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffnorm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_staffnormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."id", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='551146fd8826f495966ebff244af162408431a4e', operation='UPDATE', pgid='pgtrigger_update_update_a64e4', table='grids_staffnorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffnorm',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_staffnormevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."id", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='75c5e2bcc7f270db9dbaac182e2cfdd05f1f33ea', operation='DELETE', pgid='pgtrigger_delete_delete_487c0', table='grids_staffnorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffnorm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id, key, number, active_from, active_to FROM old_rows EXCEPT SELECT id, area_id, key, number, active_from, active_to FROM new_rows) UNION ALL (SELECT id, area_id, key, number, active_from, active_to FROM new_rows EXCEPT SELECT id, area_id, key, number, active_from, active_to FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_staffnorm.None.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT NULL::bigint AS area, NULL::date AS first ) cell; RETURN NULL;", hash='2f4f6624a36370a86f49f1a6323b2cb6a780ba66', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_db094', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_staffnorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffnorm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, key, number, active_from, active_to FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_staffnorm.None.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT NULL::bigint AS area, NULL::date AS first ) cell; RETURN NULL;", hash='9765a940af9ddf0a056b86e5f439ff6a8c5c431c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_e08e9', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_staffnorm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffnormevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='142b8a20c69bf4437c91d85e66a9a92d001a566b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f85c6', table='grids_staffnormevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='staffterm',
            index=models.Index(fields=['area', 'role'], name='staff_of_area'),
        ),
        migrations.AddConstraint(
            model_name='staffterm',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='staff_term_ends_after_it_began', violation_error_message='任期的最后一天不能早于任职日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffterm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_stafftermevent" ("account_id", "area_id", "beat", "consented_on", "entered_at", "entered_by_id", "holder", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "reason", "role", "since", "state", "until") SELECT new_values."account_id", new_values."area_id", new_values."beat", new_values."consented_on", new_values."entered_at", new_values."entered_by_id", new_values."holder", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."post_id", new_values."reason", new_values."role", new_values."since", new_values."state", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='51ec0589e244dd5ea3ca7fbcd2638329d05a3180', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e63b1', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_staffterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffterm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."beat" IS DISTINCT FROM (NEW."beat") OR OLD."consented_on" IS DISTINCT FROM (NEW."consented_on") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."holder" IS DISTINCT FROM (NEW."holder") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."post_id" IS DISTINCT FROM (NEW."post_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."until" IS DISTINCT FROM (NEW."until"))', func='INSERT INTO "grids_stafftermevent" ("account_id", "area_id", "beat", "consented_on", "entered_at", "entered_by_id", "holder", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "reason", "role", "since", "state", "until") VALUES (NEW."account_id", NEW."area_id", NEW."beat", NEW."consented_on", NEW."entered_at", NEW."entered_by_id", NEW."holder", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."reason", NEW."role", NEW."since", NEW."state", NEW."until"); RETURN NULL;', hash='cf332d40f3ddbf3db95843c729f0088e2fd64963', operation='UPDATE', pgid='pgtrigger_update_update_6e6ac', table='grids_staffterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffterm',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_stafftermevent" ("account_id", "area_id", "beat", "consented_on", "entered_at", "entered_by_id", "holder", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "reason", "role", "since", "state", "until") VALUES (OLD."account_id", OLD."area_id", OLD."beat", OLD."consented_on", OLD."entered_at", OLD."entered_by_id", OLD."holder", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."reason", OLD."role", OLD."since", OLD."state", OLD."until"); RETURN NULL;', hash='94785680719a43118a272ab2dae1d10f591177cc', operation='DELETE', pgid='pgtrigger_delete_delete_763a7', table='grids_staffterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffterm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_staffterm.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, role, since, until, state, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_staffterm.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='d6925eff8d529f263eb8bbf6cf11118c5c2fc60f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_8fa52', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_staffterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffterm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_staffterm.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, role, since, until, state, area_id FROM old_rows EXCEPT SELECT id, role, since, until, state, area_id FROM new_rows) UNION ALL (SELECT id, role, since, until, state, area_id FROM new_rows EXCEPT SELECT id, role, since, until, state, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_staffterm.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='dc1376ec0549e609018ab09c4e9b811fa35391a1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_79716', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_staffterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staffterm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_staffterm.area.', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, NULL::date AS first ) cell WHERE cell.area IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, role, since, until, state, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_staffterm.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a025bb75e3c51798be4b4f0d3fc6ea169fc9f9c7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_28ace', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_staffterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stafftermevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3d270cd55da244a9bac5eb7f939dd9376be75aa1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_54627', table='grids_stafftermevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stafftraining',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "grids_stafftrainingevent" ("entered_at", "entered_by_id", "held_on", "hours", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "term_id", "title") SELECT new_values."entered_at", new_values."entered_by_id", new_values."held_on", new_values."hours", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state", new_values."term_id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1449a5909d2d03ce633d8e870348f3d8d5052a76', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d488a', referencing='REFERENCING NEW TABLE AS new_values ', table='grids_stafftraining', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stafftraining',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grids_stafftrainingevent" ("entered_at", "entered_by_id", "held_on", "hours", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "term_id", "title") VALUES (NEW."entered_at", NEW."entered_by_id", NEW."held_on", NEW."hours", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."term_id", NEW."title"); RETURN NULL;', hash='953029d6aa611459149674299fd2f1b73b54f4e0', operation='UPDATE', pgid='pgtrigger_update_update_a2a72', table='grids_stafftraining', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stafftraining',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grids_stafftrainingevent" ("entered_at", "entered_by_id", "held_on", "hours", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "term_id", "title") VALUES (OLD."entered_at", OLD."entered_by_id", OLD."held_on", OLD."hours", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."term_id", OLD."title"); RETURN NULL;', hash='e8187aa5427b72533739e1be97b3098f4211a997', operation='DELETE', pgid='pgtrigger_delete_delete_2b3c2', table='grids_stafftraining', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stafftraining',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, hours, held_on, state, term_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_stafftraining.term__area.held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_term.area_id::bigint AS area, changed.held_on::date AS first FROM grids_staffterm at_term WHERE at_term.id = changed.term_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='2306612222e7ef233b4c4e520f3a720987cd191c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_c3071', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_stafftraining', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stafftraining',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, hours, held_on, state, term_id FROM old_rows EXCEPT SELECT id, hours, held_on, state, term_id FROM new_rows) UNION ALL (SELECT id, hours, held_on, state, term_id FROM new_rows EXCEPT SELECT id, hours, held_on, state, term_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_stafftraining.term__area.held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_term.area_id::bigint AS area, changed.held_on::date AS first FROM grids_staffterm at_term WHERE at_term.id = changed.term_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='5173a94e5e52492a4c6ef57c554cef72549f49e8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_ae04a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_stafftraining', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stafftraining',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, hours, held_on, state, term_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_stafftraining.term__area.held_on', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_term.area_id::bigint AS area, changed.held_on::date AS first FROM grids_staffterm at_term WHERE at_term.id = changed.term_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='3055b949d66e8691bf29ab42edf4ffcf29234cb2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_c8294', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_stafftraining', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stafftrainingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='902db8c11932d64d2df5439ba4f42cf32daccfc6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6392d', table='grids_stafftrainingevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
