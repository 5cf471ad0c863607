"""Helping pairs by code, what was given, social organisations and their services; how often to visit and how long words stay (docs/rules.md, Helping pairs)."""

from datetime import date

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

DEADLINES = [("helping_visit", 90, "day"), ("helping_words", 36, "month")]


def fill(apps, schema_editor):
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    for key, number, unit in DEADLINES:
        rules.create(key=key, number=number, unit=unit, active_from=date(2025, 1, 1))


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0015_estates'),
        ('orgtree', '0015_task_assists_and_limits'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0010_session_photo_file'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(help_text='不写个人姓名和电话', max_length=60, verbose_name='做什么')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, help_text='当天仍算；不填一直有效', null=True, verbose_name='最后一天')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='orgtree.area', verbose_name='引进区域')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='orgtree.institution', verbose_name='社会组织')),
            ],
            options={
                'verbose_name': '引进社会组织',
                'verbose_name_plural': '引进社会组织',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='EngagementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(help_text='不写个人姓名和电话', max_length=60, verbose_name='做什么')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, help_text='当天仍算；不填一直有效', null=True, verbose_name='最后一天')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='引进区域')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='社会组织')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.engagement')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HelpGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('visit', '走访'), ('money', '资金'), ('goods', '物资'), ('days', '出工')], default='visit', max_length=10, verbose_name='方式')),
                ('day', models.DateField(verbose_name='日期')),
                ('fen', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='金额或折价（分）')),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='出工天数')),
                ('words', models.CharField(max_length=200, verbose_name='做了什么')),
                ('state', models.CharField(choices=[('kept', '有效'), ('void', '已作废')], default='kept', max_length=10, verbose_name='状态')),
                ('void_reason', models.CharField(blank=True, choices=[('twice', '重复登记'), ('wrong', '内容或金额有误'), ('not_done', '没有发生')], max_length=10, verbose_name='作废原因')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人')),
            ],
            options={
                'verbose_name': '帮扶记录',
                'verbose_name_plural': '帮扶记录',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='HelpingPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.CharField(choices=[('living', '生活困难'), ('health', '看病就医'), ('work', '就业增收'), ('housing', '住房修缮'), ('care', '照料陪伴'), ('mind', '心理疏导'), ('law', '法律援助'), ('other', '其他')], max_length=10, verbose_name='帮扶需求')),
                ('helped', models.CharField(choices=[('household', '家庭'), ('adult', '成年居民')], default='household', max_length=10, verbose_name='帮扶对象')),
                ('plan', models.CharField(blank=True, max_length=100, verbose_name='打算怎么帮')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, help_text='不填一直帮扶；当天仍算', null=True, verbose_name='最后一天')),
                ('end_reason', models.CharField(blank=True, choices=[('reached', '目标达成，不再需要'), ('over', '期满'), ('passed_on', '转由其他单位或服务队帮扶'), ('moved', '帮扶对象迁出或不在'), ('asked', '帮扶对象提出结束'), ('mistake', '登记有误')], max_length=10, verbose_name='结束原因')),
                ('client_key', models.UUIDField(blank=True, null=True, verbose_name='提交标识')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='提醒走访日期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='helping_pairs', to='orgtree.area', verbose_name='社区')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('team', models.ForeignKey(blank=True, help_text='单位和服务队只选一个', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='helping_pairs', to='volunteers.serviceteam', verbose_name='帮扶服务队')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='helping_pairs', to='orgtree.institution', verbose_name='帮扶单位')),
            ],
            options={
                'verbose_name': '帮扶对子',
                'verbose_name_plural': '帮扶对子',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='HelpGivenEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('visit', '走访'), ('money', '资金'), ('goods', '物资'), ('days', '出工')], default='visit', max_length=10, verbose_name='方式')),
                ('day', models.DateField(verbose_name='日期')),
                ('fen', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='金额或折价（分）')),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='出工天数')),
                ('words', models.CharField(max_length=200, verbose_name='做了什么')),
                ('state', models.CharField(choices=[('kept', '有效'), ('void', '已作废')], default='kept', max_length=10, verbose_name='状态')),
                ('void_reason', models.CharField(blank=True, choices=[('twice', '重复登记'), ('wrong', '内容或金额有误'), ('not_done', '没有发生')], max_length=10, verbose_name='作废原因')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.helpgiven')),
                ('voided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人')),
                ('pair', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.helpingpair', verbose_name='帮扶对子')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='helpgiven',
            name='pair',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='helps', to='cocon.helpingpair', verbose_name='帮扶对子'),
        ),
        migrations.CreateModel(
            name='HelpingPairEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('need', models.CharField(choices=[('living', '生活困难'), ('health', '看病就医'), ('work', '就业增收'), ('housing', '住房修缮'), ('care', '照料陪伴'), ('mind', '心理疏导'), ('law', '法律援助'), ('other', '其他')], max_length=10, verbose_name='帮扶需求')),
                ('helped', models.CharField(choices=[('household', '家庭'), ('adult', '成年居民')], default='household', max_length=10, verbose_name='帮扶对象')),
                ('plan', models.CharField(blank=True, max_length=100, verbose_name='打算怎么帮')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(blank=True, help_text='不填一直帮扶；当天仍算', null=True, verbose_name='最后一天')),
                ('end_reason', models.CharField(blank=True, choices=[('reached', '目标达成，不再需要'), ('over', '期满'), ('passed_on', '转由其他单位或服务队帮扶'), ('moved', '帮扶对象迁出或不在'), ('asked', '帮扶对象提出结束'), ('mistake', '登记有误')], max_length=10, verbose_name='结束原因')),
                ('client_key', models.UUIDField(blank=True, null=True, verbose_name='提交标识')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='提醒走访日期')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='社区')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.helpingpair')),
                ('team', models.ForeignKey(blank=True, db_constraint=False, help_text='单位和服务队只选一个', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.serviceteam', verbose_name='帮扶服务队')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='帮扶单位')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SocialService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('case', '个案服务'), ('group', '小组活动'), ('event', '社区活动'), ('mind', '心理服务'), ('training', '培训督导'), ('advice', '政策咨询'), ('other', '其他')], max_length=10, verbose_name='服务类型')),
                ('title', models.CharField(help_text='不写个人姓名、电话和住址', max_length=60, verbose_name='内容')),
                ('day', models.DateField(verbose_name='日期')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=3, verbose_name='时长（小时）')),
                ('heads', models.PositiveSmallIntegerField(verbose_name='服务人数')),
                ('state', models.CharField(choices=[('kept', '有效'), ('void', '已作废')], default='kept', max_length=10, verbose_name='状态')),
                ('void_reason', models.CharField(blank=True, choices=[('twice', '重复登记'), ('wrong', '内容或金额有误'), ('not_done', '没有发生')], max_length=10, verbose_name='作废原因')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='cocon.engagement', verbose_name='社会组织')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人')),
            ],
            options={
                'verbose_name': '社工服务',
                'verbose_name_plural': '社工服务',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SocialServiceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('case', '个案服务'), ('group', '小组活动'), ('event', '社区活动'), ('mind', '心理服务'), ('training', '培训督导'), ('advice', '政策咨询'), ('other', '其他')], max_length=10, verbose_name='服务类型')),
                ('title', models.CharField(help_text='不写个人姓名、电话和住址', max_length=60, verbose_name='内容')),
                ('day', models.DateField(verbose_name='日期')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=3, verbose_name='时长（小时）')),
                ('heads', models.PositiveSmallIntegerField(verbose_name='服务人数')),
                ('state', models.CharField(choices=[('kept', '有效'), ('void', '已作废')], default='kept', max_length=10, verbose_name='状态')),
                ('void_reason', models.CharField(blank=True, choices=[('twice', '重复登记'), ('wrong', '内容或金额有误'), ('not_done', '没有发生')], max_length=10, verbose_name='作废原因')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.engagement', verbose_name='社会组织')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.socialservice')),
                ('voided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('organisation_id'), models.F('organisation_id'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('area_id'), models.F('area_id'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange'), '&&')], name='engagement_no_overlap', violation_error_message='这家社会组织这段时间已引进到这个区域'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='engagement_ends_after_it_began', violation_error_message='最后一天不能早于开始日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_engagementevent" ("area_id", "entered_at", "entered_by_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "since", "until") SELECT new_values."area_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c98f308917cb8c4d5f75f55b091dfbd35318fe95', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2acc0', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_engagement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_engagementevent" ("area_id", "entered_at", "entered_by_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "since", "until") VALUES (NEW."area_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."since", NEW."until"); RETURN NULL;', hash='3305cffc512af2b04c31eaa728da92cb1fb83f32', operation='UPDATE', pgid='pgtrigger_update_update_27c05', table='cocon_engagement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_engagementevent" ("area_id", "entered_at", "entered_by_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "since", "until") VALUES (OLD."area_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."since", OLD."until"); RETURN NULL;', hash='b0d6a7b481090f13d4d5927ec45d769388edc837', operation='DELETE', pgid='pgtrigger_delete_delete_026fb', table='cocon_engagement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.services__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_services.day::date AS first FROM cocon_socialservice at_services WHERE at_services.engagement_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, organisation_id, area_id, since, until FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.organisation__engagements__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_organisation__engagements.area_id::bigint AS area, changed.since::date AS first FROM cocon_engagement at_organisation__engagements WHERE at_organisation__engagements.organisation_id = changed.organisation_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='ac4bed954d518fa02465a3f680b7766dab4bb922', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_e443f', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_engagement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id FROM old_rows EXCEPT SELECT id, area_id FROM new_rows) UNION ALL (SELECT id, area_id FROM new_rows EXCEPT SELECT id, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.services__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_services.day::date AS first FROM cocon_socialservice at_services WHERE at_services.engagement_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, organisation_id, area_id, since, until FROM old_rows EXCEPT SELECT id, organisation_id, area_id, since, until FROM new_rows) UNION ALL (SELECT id, organisation_id, area_id, since, until FROM new_rows EXCEPT SELECT id, organisation_id, area_id, since, until FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.organisation__engagements__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_organisation__engagements.area_id::bigint AS area, changed.since::date AS first FROM cocon_engagement at_organisation__engagements WHERE at_organisation__engagements.organisation_id = changed.organisation_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='ea0b27afa049bac4cc2ac613662f45f3c0c77194', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_c26e3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_engagement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagement',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.area.services__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_services.day::date AS first FROM cocon_socialservice at_services WHERE at_services.engagement_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, organisation_id, area_id, since, until FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_engagement.organisation__engagements__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_organisation__engagements.area_id::bigint AS area, changed.since::date AS first FROM cocon_engagement at_organisation__engagements WHERE at_organisation__engagements.organisation_id = changed.organisation_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='77f3aa45f0c6304e2daa8ea365943ddb65172830', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_828d3', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_engagement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='engagementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25f6e3f36d7e1510c4617976a08b5c9862eb5548', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cccbf', table='cocon_engagementevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='helpingpair',
            index=models.Index(fields=['area', 'until'], name='helping_pair_of_area'),
        ),
        migrations.AddConstraint(
            model_name='helpingpair',
            constraint=models.CheckConstraint(condition=models.Q(('unit__isnull', False), ('team__isnull', False), _connector='XOR'), name='helping_pair_has_one_helper', violation_error_message='帮扶单位和服务队要选一个，也只选一个'),
        ),
        migrations.AddConstraint(
            model_name='helpingpair',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='helping_pair_ends_after_it_began', violation_error_message='最后一天不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='helpingpair',
            constraint=models.UniqueConstraint(fields=('client_key',), name='helping_pair_key_once', violation_error_message='这一提交标识已经用过'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpingpair',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_helpingpairevent" ("area_id", "client_key", "end_reason", "entered_at", "entered_by_id", "helped", "id", "need", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reminded_on", "since", "team_id", "unit_id", "until") SELECT new_values."area_id", new_values."client_key", new_values."end_reason", new_values."entered_at", new_values."entered_by_id", new_values."helped", new_values."id", new_values."need", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan", new_values."reminded_on", new_values."since", new_values."team_id", new_values."unit_id", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='91be3442155db4ea24530a781d752fa9e6661f5d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c8c02', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_helpingpair', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpingpair',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_helpingpairevent" ("area_id", "client_key", "end_reason", "entered_at", "entered_by_id", "helped", "id", "need", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reminded_on", "since", "team_id", "unit_id", "until") VALUES (NEW."area_id", NEW."client_key", NEW."end_reason", NEW."entered_at", NEW."entered_by_id", NEW."helped", NEW."id", NEW."need", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan", NEW."reminded_on", NEW."since", NEW."team_id", NEW."unit_id", NEW."until"); RETURN NULL;', hash='34df1f0aa4b05374ab8b8b74f231e73dd4fa6eca', operation='UPDATE', pgid='pgtrigger_update_update_6eeba', table='cocon_helpingpair', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpingpair',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_helpingpairevent" ("area_id", "client_key", "end_reason", "entered_at", "entered_by_id", "helped", "id", "need", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "reminded_on", "since", "team_id", "unit_id", "until") VALUES (OLD."area_id", OLD."client_key", OLD."end_reason", OLD."entered_at", OLD."entered_by_id", OLD."helped", OLD."id", OLD."need", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan", OLD."reminded_on", OLD."since", OLD."team_id", OLD."unit_id", OLD."until"); RETURN NULL;', hash='35f3b1cd96cf8cdd121a69fda095756ef38be731', operation='DELETE', pgid='pgtrigger_delete_delete_4ae13', table='cocon_helpingpair', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpingpair',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, unit_id, end_reason, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpingpair.area.helps__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_helps.day::date AS first FROM cocon_helpgiven at_helps WHERE at_helps.pair_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, since, until, end_reason, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpingpair.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='7e54e3f531595172444a88e60474efdfac70ff82', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_b0e7c', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_helpingpair', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpingpair',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, unit_id, end_reason, area_id FROM old_rows EXCEPT SELECT id, unit_id, end_reason, area_id FROM new_rows) UNION ALL (SELECT id, unit_id, end_reason, area_id FROM new_rows EXCEPT SELECT id, unit_id, end_reason, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpingpair.area.helps__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_helps.day::date AS first FROM cocon_helpgiven at_helps WHERE at_helps.pair_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED ((SELECT id, since, until, end_reason, area_id FROM old_rows EXCEPT SELECT id, since, until, end_reason, area_id FROM new_rows) UNION ALL (SELECT id, since, until, end_reason, area_id FROM new_rows EXCEPT SELECT id, since, until, end_reason, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpingpair.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='cc367cdbebb66a01500899bf82ad75e7b3e4b813', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_1d85f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_helpingpair', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpingpair',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, unit_id, end_reason, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpingpair.area.helps__day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, at_helps.day::date AS first FROM cocon_helpgiven at_helps WHERE at_helps.pair_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; WITH changed AS MATERIALIZED (SELECT id, since, until, end_reason, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpingpair.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='f6c9d318a57cbfdd39041b27158684fae6916f82', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_979db', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_helpingpair', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpgivenevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='459a2f348b1b260ab1cc73dd00aa92059a5b7696', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f95a1', table='cocon_helpgivenevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='helpgiven',
            index=models.Index(fields=['pair', 'day'], name='help_given_of_pair'),
        ),
        migrations.AddConstraint(
            model_name='helpgiven',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fen__gt', 0), ('fen__isnull', False), ('kind__in', ['money', 'goods'])), models.Q(('fen__isnull', True), ('kind__in', ['visit', 'days'])), _connector='OR'), name='help_given_has_its_value', violation_error_message='资金和物资须有金额，其他没有'),
        ),
        migrations.AddConstraint(
            model_name='helpgiven',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('days__gt', 0), ('days__isnull', False), ('kind', 'days')), models.Q(models.Q(('kind', 'days'), _negated=True), ('days__isnull', True)), _connector='OR'), name='help_given_has_its_days', violation_error_message='出工须有天数，其他没有'),
        ),
        migrations.AddConstraint(
            model_name='helpgiven',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), ('void_reason', ''), ('voided_at__isnull', True)), models.Q(('state', 'void'), ('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='help_given_void_with_reason', violation_error_message='作废须有原因和时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpgiven',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_helpgivenevent" ("at", "by_id", "day", "days", "fen", "id", "kind", "pair_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "void_reason", "voided_at", "voided_by_id", "words") SELECT new_values."at", new_values."by_id", new_values."day", new_values."days", new_values."fen", new_values."id", new_values."kind", new_values."pair_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state", new_values."void_reason", new_values."voided_at", new_values."voided_by_id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3edf5e026df0a26cc58cb500047f2e2de23de8b0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5b7e8', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_helpgiven', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpgiven',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_helpgivenevent" ("at", "by_id", "day", "days", "fen", "id", "kind", "pair_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "void_reason", "voided_at", "voided_by_id", "words") VALUES (NEW."at", NEW."by_id", NEW."day", NEW."days", NEW."fen", NEW."id", NEW."kind", NEW."pair_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."words"); RETURN NULL;', hash='191e6d44a825923690bbcacb63e7237312800e43', operation='UPDATE', pgid='pgtrigger_update_update_bd322', table='cocon_helpgiven', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpgiven',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_helpgivenevent" ("at", "by_id", "day", "days", "fen", "id", "kind", "pair_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "void_reason", "voided_at", "voided_by_id", "words") VALUES (OLD."at", OLD."by_id", OLD."day", OLD."days", OLD."fen", OLD."id", OLD."kind", OLD."pair_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."void_reason", OLD."voided_at", OLD."voided_by_id", OLD."words"); RETURN NULL;', hash='de602106f7cce1ed1cceae2de4ceaab7965bf1cf', operation='DELETE', pgid='pgtrigger_delete_delete_033f4', table='cocon_helpgiven', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpgiven',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, kind, fen, day, pair_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpgiven.pair__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_pair.area_id::bigint AS area, changed.day::date AS first FROM cocon_helpingpair at_pair WHERE at_pair.id = changed.pair_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='5e9bca0aac6ec24151ab5a48328f45d053047c03', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_ed57f', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_helpgiven', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpgiven',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, kind, fen, day, pair_id FROM old_rows EXCEPT SELECT id, state, kind, fen, day, pair_id FROM new_rows) UNION ALL (SELECT id, state, kind, fen, day, pair_id FROM new_rows EXCEPT SELECT id, state, kind, fen, day, pair_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpgiven.pair__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_pair.area_id::bigint AS area, changed.day::date AS first FROM cocon_helpingpair at_pair WHERE at_pair.id = changed.pair_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='ca1696d36c5e76e9b320a66fad30a91ddf3a00f7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_c3e8f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_helpgiven', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpgiven',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, kind, fen, day, pair_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_helpgiven.pair__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_pair.area_id::bigint AS area, changed.day::date AS first FROM cocon_helpingpair at_pair WHERE at_pair.id = changed.pair_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='0ffc0a91b995de6bb34aa075e91feb226ae4a159', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_f8465', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_helpgiven', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helpingpairevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aec686cb125b7c2d590a726a05607dad1517cb3b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_77e82', table='cocon_helpingpairevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='socialservice',
            index=models.Index(fields=['engagement', 'day'], name='social_service_of_engagement'),
        ),
        migrations.AddConstraint(
            model_name='socialservice',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 24)), name='social_service_within_a_day', violation_error_message='时长应大于0，不超过24小时'),
        ),
        migrations.AddConstraint(
            model_name='socialservice',
            constraint=models.CheckConstraint(condition=models.Q(('heads__gte', 1)), name='social_service_serves_somebody', violation_error_message='服务人数至少为1'),
        ),
        migrations.AddConstraint(
            model_name='socialservice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'kept'), ('void_reason', ''), ('voided_at__isnull', True)), models.Q(('state', 'void'), ('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='social_service_void_with_reason', violation_error_message='作废须有原因和时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialservice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_socialserviceevent" ("at", "by_id", "day", "engagement_id", "heads", "hours", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "void_reason", "voided_at", "voided_by_id") SELECT new_values."at", new_values."by_id", new_values."day", new_values."engagement_id", new_values."heads", new_values."hours", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."state", new_values."title", new_values."void_reason", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8ef5f505b8e77170700de79bd44324ede5e4d849', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ee25d', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_socialservice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialservice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_socialserviceevent" ("at", "by_id", "day", "engagement_id", "heads", "hours", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."at", NEW."by_id", NEW."day", NEW."engagement_id", NEW."heads", NEW."hours", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."title", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;', hash='6bc7c80cc2d565d5b6a41fc20ab43d7ba1112f7e', operation='UPDATE', pgid='pgtrigger_update_update_dee4d', table='cocon_socialservice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialservice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_socialserviceevent" ("at", "by_id", "day", "engagement_id", "heads", "hours", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "void_reason", "voided_at", "voided_by_id") VALUES (OLD."at", OLD."by_id", OLD."day", OLD."engagement_id", OLD."heads", OLD."hours", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."title", OLD."void_reason", OLD."voided_at", OLD."voided_by_id"); RETURN NULL;', hash='6a29025586a423f4d5610f7428e8a194171749f2', operation='DELETE', pgid='pgtrigger_delete_delete_dad13', table='cocon_socialservice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialservice',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, heads, day, engagement_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_socialservice.engagement__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_engagement.area_id::bigint AS area, changed.day::date AS first FROM cocon_engagement at_engagement WHERE at_engagement.id = changed.engagement_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='5bea25421720fde5308131b725ffbaa019a25ab3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_9ca9d', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_socialservice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialservice',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, heads, day, engagement_id FROM old_rows EXCEPT SELECT id, state, heads, day, engagement_id FROM new_rows) UNION ALL (SELECT id, state, heads, day, engagement_id FROM new_rows EXCEPT SELECT id, state, heads, day, engagement_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_socialservice.engagement__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_engagement.area_id::bigint AS area, changed.day::date AS first FROM cocon_engagement at_engagement WHERE at_engagement.id = changed.engagement_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='6105ca1a9755421ab272e7f70fca36c9caa84a80', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_6264a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_socialservice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialservice',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, heads, day, engagement_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_socialservice.engagement__area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_engagement.area_id::bigint AS area, changed.day::date AS first FROM cocon_engagement at_engagement WHERE at_engagement.id = changed.engagement_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='886cec30b7d5ad452df00cb66ab7911e4053659b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_069fe', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_socialservice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='socialserviceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='91bcc0b5097f12f0e8220bf62382372eb34f943c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_239d0', table='cocon_socialserviceevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
