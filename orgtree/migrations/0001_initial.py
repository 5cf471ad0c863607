"""The ground floor: areas, units, accounts, posts, figures, imports, notices.

In the order of foreign keys, each table with its audit and its guards.
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import mptt.fields
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import orgtree.text.crypto
import orgtree.units.models.institution
from orgtree.migrations._together import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateTogether(
            [migrations.CreateModel(
                name='Area',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('province', '省'), ('city', '市'), ('district', '区县'), ('street', '街道'), ('town', '镇乡'), ('community', '社区'), ('village', '村'), ('grid', '网格'), ('building', '楼栋')], max_length=10, verbose_name='类型')),
                    ('code', models.CharField(help_text='统计用区划代码12位；网格、楼栋为社区代码加自编号，如 410305001001-005-012', max_length=24, unique=True, validators=[django.core.validators.RegexValidator('^\\d{12}(-[0-9A-Za-z]{1,6}){0,2}$', '代码应为12位区划代码，网格、楼栋在其后加短横线和编号')], verbose_name='代码')),
                    ('name', models.CharField(max_length=60, verbose_name='名称')),
                    ('pinyin', models.CharField(editable=False, max_length=240, verbose_name='拼音')),
                    ('initials', models.CharField(editable=False, max_length=60, verbose_name='拼音首字母')),
                    ('position', models.PositiveIntegerField(default=0, verbose_name='同级排序')),
                    ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='户数')),
                    ('residents', models.PositiveIntegerField(blank=True, null=True, verbose_name='常住人口')),
                    ('opened_on', models.DateField(blank=True, null=True, verbose_name='设立日期')),
                    ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                    ('lft', models.PositiveIntegerField(editable=False)),
                    ('rght', models.PositiveIntegerField(editable=False)),
                    ('tree_id', models.PositiveIntegerField(db_index=True, editable=False)),
                    ('level', models.PositiveIntegerField(editable=False)),
                    ('parent', mptt.fields.TreeForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='orgtree.area', verbose_name='上级区域')),
                    ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='orgtree.area', verbose_name='并入区域')),
                ],
                options={
                    'verbose_name': '区域',
                    'verbose_name_plural': '区域',
                    'indexes': [models.Index(fields=['tree_id', 'lft'], name='area_interval'), models.Index(fields=['kind'], name='area_kind'), models.Index(fields=['initials'], name='area_initials', opclasses=['varchar_pattern_ops']), models.Index(fields=['pinyin'], name='area_pinyin', opclasses=['varchar_pattern_ops'])],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('dissolved_on__isnull', True)), fields=('parent', 'name'), name='area_name_unique_among_siblings', violation_error_message='同一上级下已有同名区域'), models.CheckConstraint(condition=models.Q(('lft__lt', models.F('rght'))), name='area_interval_is_positive', violation_error_message='区域树区间有误'), models.CheckConstraint(condition=models.Q(('dissolved_on__isnull', True), ('opened_on__isnull', True), ('dissolved_on__gte', models.F('opened_on')), _connector='OR'), name='area_dissolved_after_opened', violation_error_message='撤销日期不能早于设立日期'), models.CheckConstraint(condition=models.Q(('replaced_by__isnull', True), ('dissolved_on__isnull', False), _connector='OR'), name='area_replaced_only_when_dissolved', violation_error_message='填写并入区域时须填写撤销日期')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orgtree_areaevent" ("code", "dissolved_on", "households", "id", "initials", "kind", "name", "opened_on", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "position", "replaced_by_id", "residents") SELECT new_values."code", new_values."dissolved_on", new_values."households", new_values."id", new_values."initials", new_values."kind", new_values."name", new_values."opened_on", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pinyin", new_values."position", new_values."replaced_by_id", new_values."residents" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4c518f7bf08b344e71e4df8d12f3abda6fc3f281', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_acf32', referencing='REFERENCING NEW TABLE AS new_values ', table='orgtree_area', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."dissolved_on" IS DISTINCT FROM (NEW."dissolved_on") OR OLD."households" IS DISTINCT FROM (NEW."households") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."initials" IS DISTINCT FROM (NEW."initials") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."replaced_by_id" IS DISTINCT FROM (NEW."replaced_by_id") OR OLD."residents" IS DISTINCT FROM (NEW."residents"))', func='INSERT INTO "orgtree_areaevent" ("code", "dissolved_on", "households", "id", "initials", "kind", "name", "opened_on", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "position", "replaced_by_id", "residents") VALUES (NEW."code", NEW."dissolved_on", NEW."households", NEW."id", NEW."initials", NEW."kind", NEW."name", NEW."opened_on", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pinyin", NEW."position", NEW."replaced_by_id", NEW."residents"); RETURN NULL;', hash='a06b5339ebb465e1a4f3d4856da681b9ad4677f6', operation='UPDATE', pgid='pgtrigger_update_update_ae03b', table='orgtree_area', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orgtree_areaevent" ("code", "dissolved_on", "households", "id", "initials", "kind", "name", "opened_on", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "position", "replaced_by_id", "residents") VALUES (OLD."code", OLD."dissolved_on", OLD."households", OLD."id", OLD."initials", OLD."kind", OLD."name", OLD."opened_on", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pinyin", OLD."position", OLD."replaced_by_id", OLD."residents"); RETURN NULL;', hash='efbfeda3ff583b861bda0a88c30073910af5ec81', operation='DELETE', pgid='pgtrigger_delete_delete_a4664', table='orgtree_area', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='AreaEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('province', '省'), ('city', '市'), ('district', '区县'), ('street', '街道'), ('town', '镇乡'), ('community', '社区'), ('village', '村'), ('grid', '网格'), ('building', '楼栋')], max_length=10, verbose_name='类型')),
                    ('code', models.CharField(help_text='统计用区划代码12位；网格、楼栋为社区代码加自编号，如 410305001001-005-012', max_length=24, validators=[django.core.validators.RegexValidator('^\\d{12}(-[0-9A-Za-z]{1,6}){0,2}$', '代码应为12位区划代码，网格、楼栋在其后加短横线和编号')], verbose_name='代码')),
                    ('name', models.CharField(max_length=60, verbose_name='名称')),
                    ('pinyin', models.CharField(editable=False, max_length=240, verbose_name='拼音')),
                    ('initials', models.CharField(editable=False, max_length=60, verbose_name='拼音首字母')),
                    ('position', models.PositiveIntegerField(default=0, verbose_name='同级排序')),
                    ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='户数')),
                    ('residents', models.PositiveIntegerField(blank=True, null=True, verbose_name='常住人口')),
                    ('opened_on', models.DateField(blank=True, null=True, verbose_name='设立日期')),
                    ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='orgtree.area')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('parent', mptt.fields.TreeForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='上级区域')),
                    ('replaced_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='并入区域')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(condition=models.Q(('pgh_label', 'update')), fields=['pgh_created_at'], name='area_event_edited_at')],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8cb008d70dbc9a39fd63319cdd4ee9ea761bef5a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dfaa8', table='orgtree_areaevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('account', models.CharField(blank=True, max_length=40, null=True, unique=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9._-]{2,39}$', '账号用小写字母开头，3至40位，可含数字、点、横线')], verbose_name='账号')),
                    ('phone', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='手机号')),
                    ('phone_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                    ('name', models.CharField(max_length=40, verbose_name='姓名')),
                    ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                    ('must_change_password', models.BooleanField(default=False, verbose_name='下次登录须改密码')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                    ('home', models.ForeignKey(blank=True, help_text='由哪一级的系统管理员维护此账号；党员自行注册的账号留空', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='orgtree.area', verbose_name='管理归属')),
                ],
                options={
                    'verbose_name': '账号',
                    'verbose_name_plural': '账号',
                    'constraints': [models.CheckConstraint(condition=models.Q(('account__isnull', False), ('phone_hash__isnull', False), _connector='OR'), name='user_has_account_or_phone', violation_error_message='账号和手机号至少填写一个')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orgtree_userevent" ("account", "created_at", "home_id", "id", "is_active", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hash") SELECT new_values."account", new_values."created_at", new_values."home_id", new_values."id", new_values."is_active", new_values."must_change_password", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."phone_hash" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4b433c5472e163a3bafb5bf4241d04754db12f64', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b660b', referencing='REFERENCING NEW TABLE AS new_values ', table='orgtree_user', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."home_id" IS DISTINCT FROM (NEW."home_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."must_change_password" IS DISTINCT FROM (NEW."must_change_password") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."phone_hash" IS DISTINCT FROM (NEW."phone_hash"))', func='INSERT INTO "orgtree_userevent" ("account", "created_at", "home_id", "id", "is_active", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hash") VALUES (NEW."account", NEW."created_at", NEW."home_id", NEW."id", NEW."is_active", NEW."must_change_password", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."phone_hash"); RETURN NULL;', hash='06cb2ae32131b9bdf2bcafeb7077dd667110cbd7', operation='UPDATE', pgid='pgtrigger_update_update_b4035', table='orgtree_user', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orgtree_userevent" ("account", "created_at", "home_id", "id", "is_active", "must_change_password", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_hash") VALUES (OLD."account", OLD."created_at", OLD."home_id", OLD."id", OLD."is_active", OLD."must_change_password", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."phone_hash"); RETURN NULL;', hash='bf6c28335f00a8c42b2364fe9b55c909353fb4ae', operation='DELETE', pgid='pgtrigger_delete_delete_24e7f', table='orgtree_user', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('account', models.CharField(blank=True, max_length=40, null=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9._-]{2,39}$', '账号用小写字母开头，3至40位，可含数字、点、横线')], verbose_name='账号')),
                    ('phone', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='手机号')),
                    ('phone_hash', models.CharField(blank=True, editable=False, max_length=64, null=True)),
                    ('name', models.CharField(max_length=40, verbose_name='姓名')),
                    ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                    ('must_change_password', models.BooleanField(default=False, verbose_name='下次登录须改密码')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='创建时间')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('home', models.ForeignKey(blank=True, db_constraint=False, help_text='由哪一级的系统管理员维护此账号；党员自行注册的账号留空', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='管理归属')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='03669dae481bd7ad6233d9f4d880969030f93e24', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_10395', table='orgtree_userevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='AccessLog',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('action', models.CharField(choices=[('view', '查看'), ('reveal', '查看完整手机号'), ('export', '导出'), ('api', '接口读取'), ('disclose', '提供给单位')], max_length=10, verbose_name='操作')),
                    ('subject', models.CharField(max_length=100, verbose_name='对象')),
                    ('rows', models.PositiveIntegerField(default=1, verbose_name='条数')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='事由')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                    ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='操作人')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='区域')),
                ],
                options={
                    'verbose_name': '个人信息访问记录',
                    'verbose_name_plural': '个人信息访问记录',
                    'ordering': ['-at', '-id'],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b7439363220648db94e1dc8ac65554d26e7298d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_44b40', table='orgtree_accesslog', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='ActStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('noun', models.CharField(max_length=60, verbose_name='事项')),
                    ('row_id', models.BigIntegerField(verbose_name='编号')),
                    ('act', models.CharField(max_length=30, verbose_name='办理')),
                    ('from_state', models.CharField(max_length=20, verbose_name='原状态')),
                    ('to_state', models.CharField(max_length=20, verbose_name='新状态')),
                    ('at', models.DateTimeField(verbose_name='办理时间')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ],
                options={
                    'verbose_name': '办理经过',
                    'verbose_name_plural': '办理经过',
                    'indexes': [models.Index(fields=['noun', 'row_id'], name='act_step_of_row')],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c8ed0bef535f98d56e62884c0d450b23368b09df', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84cfb', table='orgtree_actstep', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Figure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('measure', models.CharField(max_length=60, verbose_name='指标')),
                    ('period_kind', models.CharField(choices=[('M', '月'), ('Q', '季'), ('Y', '年')], max_length=1, verbose_name='周期')),
                    ('period_start', models.DateField(verbose_name='起始日期')),
                    ('own', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='本级')),
                    ('total', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='合计')),
                    ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='orgtree.area', verbose_name='区域')),
                ],
                options={
                    'verbose_name': '指标数据',
                    'verbose_name_plural': '指标数据',
                    'constraints': [models.UniqueConstraint(fields=('period_kind', 'period_start', 'area', 'measure'), name='figure_once_per_area_and_period')],
                },
            ), migrations.CreateModel(
                name='FigureFill',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('period_kind', models.CharField(choices=[('M', '月'), ('Q', '季'), ('Y', '年')], max_length=1, verbose_name='周期')),
                    ('period_start', models.DateField(verbose_name='起始日期')),
                    ('as_of', models.DateTimeField(verbose_name='数据截至')),
                    ('took_ms', models.PositiveIntegerField(default=0, verbose_name='用时（毫秒）')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='关账时间')),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='关账人')),
                ],
                options={
                    'verbose_name': '指标汇总',
                    'verbose_name_plural': '指标汇总',
                    'constraints': [models.UniqueConstraint(fields=('period_kind', 'period_start'), name='fill_once_per_period'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='fill_closed_with_author', violation_error_message='关账时间与关账人须同时填写')],
                },
            ), migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('measure', models.CharField(max_length=60, verbose_name='指标')),
                    ('period_kind', models.CharField(choices=[('M', '月'), ('Q', '季'), ('Y', '年')], max_length=1, verbose_name='周期')),
                    ('period_start', models.DateField(verbose_name='起始日期')),
                    ('difference', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='更正差额')),
                    ('found_at', models.DateTimeField(verbose_name='发现时间')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='orgtree.area', verbose_name='区域')),
                ],
                options={
                    'verbose_name': '关账后更正',
                    'verbose_name_plural': '关账后更正',
                    'constraints': [models.UniqueConstraint(fields=('area', 'period_kind', 'period_start', 'measure'), name='correction_once_per_area_and_period')],
                },
            ), migrations.CreateModel(
                name='Institution',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100, verbose_name='单位名称')),
                    ('kind', models.CharField(choices=[('authority', '机关'), ('public', '事业单位'), ('state_enterprise', '国有企业'), ('private_enterprise', '非公企业'), ('social', '社会组织'), ('property', '物业企业'), ('school', '学校'), ('medical', '医疗机构'), ('other', '其他')], max_length=20, verbose_name='单位性质')),
                    ('uscc', models.CharField(blank=True, max_length=18, null=True, unique=True, validators=[orgtree.units.models.institution.validate_uscc], verbose_name='统一社会信用代码')),
                    ('closed_on', models.DateField(blank=True, null=True, verbose_name='注销日期')),
                    ('superior', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subordinates', to='orgtree.institution', verbose_name='上级单位')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='institutions', to='orgtree.area', verbose_name='所在区域')),
                ],
                options={
                    'verbose_name': '单位',
                    'verbose_name_plural': '单位',
                    'ordering': ['name', 'id'],
                    'constraints': [models.UniqueConstraint(fields=('area', 'name'), name='institution_name_unique_in_area', violation_error_message='该区域已有同名单位'), models.CheckConstraint(condition=models.Q(('superior', models.F('id')), _negated=True), name='institution_not_its_own_superior', violation_error_message='上级单位不能是自己')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orgtree_institutionevent" ("area_id", "closed_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "superior_id", "uscc") SELECT new_values."area_id", new_values."closed_on", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."superior_id", new_values."uscc" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='739a09fcd0de550de48f366354aa9782daf744c4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c33ae', referencing='REFERENCING NEW TABLE AS new_values ', table='orgtree_institution', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "orgtree_institutionevent" ("area_id", "closed_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "superior_id", "uscc") VALUES (NEW."area_id", NEW."closed_on", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."superior_id", NEW."uscc"); RETURN NULL;', hash='2156106e4d5ad3364ff7eb478e017a7a57415346', operation='UPDATE', pgid='pgtrigger_update_update_99551', table='orgtree_institution', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orgtree_institutionevent" ("area_id", "closed_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "superior_id", "uscc") VALUES (OLD."area_id", OLD."closed_on", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."superior_id", OLD."uscc"); RETURN NULL;', hash='a99c3eda8f99410be27940bd7ec964bd87f6b085', operation='DELETE', pgid='pgtrigger_delete_delete_1cfcb', table='orgtree_institution', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='InstitutionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=100, verbose_name='单位名称')),
                    ('kind', models.CharField(choices=[('authority', '机关'), ('public', '事业单位'), ('state_enterprise', '国有企业'), ('private_enterprise', '非公企业'), ('social', '社会组织'), ('property', '物业企业'), ('school', '学校'), ('medical', '医疗机构'), ('other', '其他')], max_length=20, verbose_name='单位性质')),
                    ('uscc', models.CharField(blank=True, max_length=18, null=True, validators=[orgtree.units.models.institution.validate_uscc], verbose_name='统一社会信用代码')),
                    ('closed_on', models.DateField(blank=True, null=True, verbose_name='注销日期')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='orgtree.institution')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('superior', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='上级单位')),
                    ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='所在区域')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4348053ba143add2d7da4a99a795273e58ce0ccf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1a0d2', table='orgtree_institutionevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='ImportJob',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('importer', models.CharField(max_length=40, verbose_name='导入内容')),
                    ('file', models.FileField(upload_to='imports/%Y/%m', verbose_name='文件')),
                    ('filename', models.CharField(max_length=200, verbose_name='文件名')),
                    ('options', models.JSONField(default=dict, verbose_name='选项')),
                    ('state', models.CharField(choices=[('queued', '等待检查'), ('checking', '正在检查'), ('ready', '待确认'), ('invalid', '有错误'), ('confirmed', '等待写入'), ('applying', '正在写入'), ('done', '已完成'), ('failed', '未完成'), ('discarded', '已放弃')], default='queued', max_length=10, verbose_name='状态')),
                    ('total', models.PositiveIntegerField(default=0, verbose_name='总行数')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='已处理')),
                    ('preview', models.JSONField(default=dict, verbose_name='预览')),
                    ('errors', models.JSONField(default=list, verbose_name='错误')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='处理次数')),
                    ('message', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                    ('touched_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
                    ('file_removed_at', models.DateTimeField(blank=True, null=True, verbose_name='文件删除时间')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='导入到')),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                ],
                options={
                    'verbose_name': '表格导入',
                    'verbose_name_plural': '表格导入',
                    'ordering': ['-created_at', '-id'],
                },
            ), migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(editable=False, max_length=120)),
                    ('title', models.CharField(max_length=60, verbose_name='标题')),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='内容')),
                    ('url', models.CharField(blank=True, max_length=200, verbose_name='去办理')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读时间')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
                ],
                options={
                    'verbose_name': '通知',
                    'verbose_name_plural': '通知',
                    'ordering': ['-created_at', '-id'],
                    'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='notice_once_per_key'), models.CheckConstraint(condition=models.Q(('url', ''), models.Q(('url__startswith', '/'), models.Q(('url__startswith', '//'), _negated=True)), _connector='OR'), name='notice_leads_into_the_site')],
                },
            ), migrations.CreateModel(
                name='PartyOrg',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('work_committee', '党工委'), ('committee', '党委'), ('general_branch', '党总支'), ('branch', '党支部'), ('group', '党小组'), ('household', '党员中心户'), ('temporary', '临时党组织')], max_length=20, verbose_name='类型')),
                    ('name', models.CharField(max_length=100, verbose_name='名称')),
                    ('founded_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                    ('term_ends_on', models.DateField(blank=True, null=True, verbose_name='届满日期')),
                    ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                    ('lft', models.PositiveIntegerField(editable=False)),
                    ('rght', models.PositiveIntegerField(editable=False)),
                    ('tree_id', models.PositiveIntegerField(db_index=True, editable=False)),
                    ('level', models.PositiveIntegerField(editable=False)),
                    ('parent', mptt.fields.TreeForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='orgtree.partyorg', verbose_name='上级党组织')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='party_orgs', to='orgtree.area', verbose_name='所在区域')),
                    ('institution', models.ForeignKey(blank=True, help_text='单位党组织填写；社区、网格的党组织留空', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='party_orgs', to='orgtree.institution', verbose_name='所属单位')),
                ],
                options={
                    'verbose_name': '党组织',
                    'verbose_name_plural': '党组织',
                    'indexes': [models.Index(fields=['tree_id', 'lft'], name='party_org_interval')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('dissolved_on__isnull', True)), fields=('parent', 'name'), name='party_org_name_unique_among_siblings', nulls_distinct=False, violation_error_message='同一上级下已有同名党组织'), models.CheckConstraint(condition=models.Q(('term_ends_on__isnull', True), ('founded_on__isnull', True), ('term_ends_on__gt', models.F('founded_on')), _connector='OR'), name='party_org_term_ends_after_founding', violation_error_message='届满日期应晚于成立日期')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orgtree_partyorgevent" ("area_id", "dissolved_on", "founded_on", "id", "institution_id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term_ends_on") SELECT new_values."area_id", new_values."dissolved_on", new_values."founded_on", new_values."id", new_values."institution_id", new_values."kind", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."term_ends_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c3bfe076be557b898307cba8f08e074692416cff', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_89d93', referencing='REFERENCING NEW TABLE AS new_values ', table='orgtree_partyorg', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."dissolved_on" IS DISTINCT FROM (NEW."dissolved_on") OR OLD."founded_on" IS DISTINCT FROM (NEW."founded_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."term_ends_on" IS DISTINCT FROM (NEW."term_ends_on"))', func='INSERT INTO "orgtree_partyorgevent" ("area_id", "dissolved_on", "founded_on", "id", "institution_id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term_ends_on") VALUES (NEW."area_id", NEW."dissolved_on", NEW."founded_on", NEW."id", NEW."institution_id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."term_ends_on"); RETURN NULL;', hash='95786c2c203557678e2d7f20a78176dda45e0aeb', operation='UPDATE', pgid='pgtrigger_update_update_b0981', table='orgtree_partyorg', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orgtree_partyorgevent" ("area_id", "dissolved_on", "founded_on", "id", "institution_id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term_ends_on") VALUES (OLD."area_id", OLD."dissolved_on", OLD."founded_on", OLD."id", OLD."institution_id", OLD."kind", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."term_ends_on"); RETURN NULL;', hash='e66324d507585245f218d2b5a9d5ee8012129f71', operation='DELETE', pgid='pgtrigger_delete_delete_79922', table='orgtree_partyorg', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='PartyOrgEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('work_committee', '党工委'), ('committee', '党委'), ('general_branch', '党总支'), ('branch', '党支部'), ('group', '党小组'), ('household', '党员中心户'), ('temporary', '临时党组织')], max_length=20, verbose_name='类型')),
                    ('name', models.CharField(max_length=100, verbose_name='名称')),
                    ('founded_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                    ('term_ends_on', models.DateField(blank=True, null=True, verbose_name='届满日期')),
                    ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='orgtree.partyorg')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('parent', mptt.fields.TreeForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.partyorg', verbose_name='上级党组织')),
                    ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='所在区域')),
                    ('institution', models.ForeignKey(blank=True, db_constraint=False, help_text='单位党组织填写；社区、网格的党组织留空', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='所属单位')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a535996119bb8591b3dcf8bb1240a1b606cbb8d7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_65c64', table='orgtree_partyorgevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('organisation_dept', '市/区组织部'), ('street_committee', '街道党工委'), ('community_secretary', '社区书记'), ('points_clerk', '积分员'), ('grid_worker', '网格员'), ('building_head', '楼栋长'), ('emergency_lead', '应急负责人'), ('unit_org', '单位党组织'), ('department', '部门'), ('auditor', '审计'), ('system_admin', '系统管理')], max_length=20, verbose_name='岗位')),
                    ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='任职日期')),
                    ('until', models.DateField(blank=True, help_text='当日起不再享有权限', null=True, verbose_name='离任日期')),
                    ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='任职人')),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='orgtree.area', verbose_name='任职区域')),
                    ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='orgtree.institution', verbose_name='任职单位')),
                ],
                options={
                    'verbose_name': '任职',
                    'verbose_name_plural': '任职',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', False), ('institution__isnull', True)), models.Q(('area__isnull', True), ('institution__isnull', False)), _connector='OR'), name='post_has_one_seat', violation_error_message='任职区域和任职单位须填且只填一个'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='post_ends_after_it_begins', violation_error_message='离任日期不能早于任职日期'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('holder', 'kind', 'area', 'institution'), name='post_held_once_at_a_time', nulls_distinct=False, violation_error_message='此人已在该处担任同一岗位')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orgtree_postevent" ("area_id", "holder_id", "id", "institution_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."area_id", new_values."holder_id", new_values."id", new_values."institution_id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2813f6548ad906625de3c76eda0e625709bbf07f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9a038', referencing='REFERENCING NEW TABLE AS new_values ', table='orgtree_post', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "orgtree_postevent" ("area_id", "holder_id", "id", "institution_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."area_id", NEW."holder_id", NEW."id", NEW."institution_id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;', hash='de93255cf715b193a25b13be7bc26d56f24f7c1f', operation='UPDATE', pgid='pgtrigger_update_update_e5cba', table='orgtree_post', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orgtree_postevent" ("area_id", "holder_id", "id", "institution_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."area_id", OLD."holder_id", OLD."id", OLD."institution_id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;', hash='bab1092e317799eacc5794c451b67b8463912349', operation='DELETE', pgid='pgtrigger_delete_delete_7209e', table='orgtree_post', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='PostEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('organisation_dept', '市/区组织部'), ('street_committee', '街道党工委'), ('community_secretary', '社区书记'), ('points_clerk', '积分员'), ('grid_worker', '网格员'), ('building_head', '楼栋长'), ('emergency_lead', '应急负责人'), ('unit_org', '单位党组织'), ('department', '部门'), ('auditor', '审计'), ('system_admin', '系统管理')], max_length=20, verbose_name='岗位')),
                    ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='任职日期')),
                    ('until', models.DateField(blank=True, help_text='当日起不再享有权限', null=True, verbose_name='离任日期')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='orgtree.post')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('holder', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='任职人')),
                    ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='任职区域')),
                    ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='任职单位')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c31f3640c1492aa7018c6fe21e397a08391b45c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5942', table='orgtree_postevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='ReportSentence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', models.CharField(max_length=30, verbose_name='名称')),
                    ('text', models.CharField(help_text='指标代码写在花括号里，如 {volunteers.reported}名', max_length=500, verbose_name='句子')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                    ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_sentences', to='orgtree.area', verbose_name='适用区域')),
                ],
                options={
                    'verbose_name': '报表句式',
                    'verbose_name_plural': '报表句式',
                    'ordering': ['area', 'position', 'id'],
                    'constraints': [models.UniqueConstraint(fields=('area', 'label'), name='report_sentence_label', violation_error_message='该区域已有同名的句子')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orgtree_reportsentenceevent" ("area_id", "id", "is_active", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") SELECT new_values."area_id", new_values."id", new_values."is_active", new_values."label", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e82b0601f68181c2deefdf9af55e6fafe50d0c47', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9d965', referencing='REFERENCING NEW TABLE AS new_values ', table='orgtree_reportsentence', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "orgtree_reportsentenceevent" ("area_id", "id", "is_active", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."area_id", NEW."id", NEW."is_active", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='47e03bf1ef543fe8bc15a17245f97b563f7ae99c', operation='UPDATE', pgid='pgtrigger_update_update_7278f', table='orgtree_reportsentence', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orgtree_reportsentenceevent" ("area_id", "id", "is_active", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (OLD."area_id", OLD."id", OLD."is_active", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."text"); RETURN NULL;', hash='4ddd62b3c088acd87a0492a4a78ce4491ee36f68', operation='DELETE', pgid='pgtrigger_delete_delete_daf07', table='orgtree_reportsentence', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='ReportSentenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('label', models.CharField(max_length=30, verbose_name='名称')),
                    ('text', models.CharField(help_text='指标代码写在花括号里，如 {volunteers.reported}名', max_length=500, verbose_name='句子')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                    ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='orgtree.reportsentence')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0304c0e0b8bfdc4026adcb06859384d08ce42793', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7cabc', table='orgtree_reportsentenceevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='ApiToken',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='用途')),
                    ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None, verbose_name='权限范围')),
                    ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('password_mark', models.CharField(editable=False, max_length=64)),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='签发时间')),
                    ('expires_at', models.DateTimeField(verbose_name='有效期至')),
                    ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='吊销时间')),
                    ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='最近使用')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
                ],
                options={
                    'verbose_name': '接口令牌',
                    'verbose_name_plural': '接口令牌',
                    'ordering': ['-created_at', '-id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('scopes', []), _negated=True), name='api_token_has_scopes', violation_error_message='至少选择一项权限')],
                },
            ), migrations.CreateModel(
                name='WorkdayOverride',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField(error_messages={'unique': '这一天已经登记过，请修改原来那条'}, unique=True, verbose_name='日期')),
                    ('is_workday', models.BooleanField(default=False, verbose_name='当日上班')),
                    ('note', models.CharField(help_text='如：国务院办公厅2027年节假日安排', max_length=60, verbose_name='依据')),
                ],
                options={
                    'verbose_name': '工作日调整',
                    'verbose_name_plural': '工作日调整',
                    'ordering': ['-day'],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "orgtree_workdayoverrideevent" ("day", "id", "is_workday", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."day", new_values."id", new_values."is_workday", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5271fe9797e831bb0c64e4c4faef49337ae68176', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a4fe0', referencing='REFERENCING NEW TABLE AS new_values ', table='orgtree_workdayoverride', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "orgtree_workdayoverrideevent" ("day", "id", "is_workday", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."day", NEW."id", NEW."is_workday", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='5eecbdeda240e99064ad1cad86083f6acae17c20', operation='UPDATE', pgid='pgtrigger_update_update_5745a', table='orgtree_workdayoverride', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orgtree_workdayoverrideevent" ("day", "id", "is_workday", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."day", OLD."id", OLD."is_workday", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='4a02fd61a9a4e781c43003576606245e723c0378', operation='DELETE', pgid='pgtrigger_delete_delete_7eda4', table='orgtree_workdayoverride', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='WorkdayOverrideEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('day', models.DateField(error_messages={'unique': '这一天已经登记过，请修改原来那条'}, verbose_name='日期')),
                    ('is_workday', models.BooleanField(default=False, verbose_name='当日上班')),
                    ('note', models.CharField(help_text='如：国务院办公厅2027年节假日安排', max_length=60, verbose_name='依据')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='orgtree.workdayoverride')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e405912ab6b29faf515a93d1b253866fe9acdd80', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ddc4c', table='orgtree_workdayoverrideevent', when='BEFORE'))],
                },
            )],
        ),
    ]
