"""Surveys of satisfaction: their course, households drawn, counters, what is published; the numbers that an empty database starts with (docs/rules.md)."""

from datetime import date

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

START = date(2025, 1, 1)
NUMBERS = {"answers": 50, "outside": 70}


def fill(apps, schema_editor):
    rows = apps.get_model("assessments", "SurveyNumber").objects
    for key, number in NUMBERS.items():
        rows.create(key=key, number=number, active_from=START)


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0006_polls_of_rounds'),
        ('cocon', '0030_area_norms'),
        ('orgtree', '0021_erasures'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('residents', '居民满意度'), ('owners', '业主满意度')], default='residents', max_length=10, verbose_name='调查对象')),
                ('title', models.CharField(max_length=40, verbose_name='名称')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('size', models.PositiveIntegerField(default=200, verbose_name='抽取户数')),
                ('closes_on', models.DateField(help_text='当天仍可作答', verbose_name='截止日期')),
                ('question_one', models.CharField(default='您对社区党组织为群众办实事满意吗？', max_length=60, verbose_name='问题一')),
                ('question_two', models.CharField(default='您对小区环境、安全和便民服务满意吗？', max_length=60, verbose_name='问题二')),
                ('question_three', models.CharField(default='您反映的问题，办理得满意吗？', max_length=60, verbose_name='问题三')),
                ('state', models.CharField(choices=[('draft', '起草中'), ('seeded', '种子已公布'), ('drawn', '已抽样'), ('open', '答题中'), ('closed', '已截止'), ('published', '已公布'), ('void', '已作废')], default='draft', max_length=10, verbose_name='状态')),
                ('seed', models.CharField(blank=True, max_length=64, verbose_name='抽样种子')),
                ('seed_day', models.DateField(blank=True, null=True, verbose_name='种子取自哪天的账根')),
                ('seeded_at', models.DateTimeField(blank=True, null=True, verbose_name='种子公布时间')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='抽样名单摘要')),
                ('left_out', models.PositiveIntegerField(default=0, verbose_name='没有户数而未列入的楼栋或小区')),
                ('made_at', models.DateTimeField(verbose_name='起草时间')),
                ('drawn_at', models.DateTimeField(blank=True, null=True, verbose_name='抽样时间')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='截止时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
                ('hides_ages', models.BooleanField(default=False, verbose_name='不分年龄公布')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='orgtree.area', verbose_name='调查区域')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公布人')),
            ],
            options={
                'verbose_name': '满意度调查',
                'verbose_name_plural': '满意度调查',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SurveyBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField(verbose_name='份数')),
                ('numbers', models.JSONField(blank=True, default=list, verbose_name='问卷编号')),
                ('answers', models.JSONField(blank=True, default=list, verbose_name='第一次录入')),
                ('state', models.CharField(choices=[('first', '待第二人录入'), ('counted', '已计入'), ('void', '已作废')], default='first', max_length=10, verbose_name='状态')),
                ('first_at', models.DateTimeField(verbose_name='第一次录入时间')),
                ('second_at', models.DateTimeField(blank=True, null=True, verbose_name='第二次录入时间')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='网格或社区')),
                ('estate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cocon.estate', verbose_name='小区')),
                ('first_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第一录入人')),
                ('second_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第二录入人')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='assessments.survey', verbose_name='调查')),
            ],
            options={
                'verbose_name': '纸质答卷',
                'verbose_name_plural': '纸质答卷',
                'ordering': ['-first_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DrawnHousehold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.PositiveIntegerField(verbose_name='问卷编号')),
                ('number', models.PositiveIntegerField(verbose_name='第几户')),
                ('is_answered', models.BooleanField(default=False, verbose_name='已作答')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='楼栋或社区')),
                ('estate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cocon.estate', verbose_name='小区')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='households', to='assessments.survey', verbose_name='调查')),
            ],
            options={
                'verbose_name': '抽中的户',
                'verbose_name_plural': '抽中的户',
                'ordering': ['survey', 'serial'],
            },
        ),
        migrations.CreateModel(
            name='SurveyAge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('age', models.CharField(blank=True, choices=[('young', '35岁以下'), ('middle', '35到59岁'), ('older', '60岁及以上'), ('unsaid', '不填')], max_length=10, verbose_name='年龄')),
                ('n', models.PositiveIntegerField(verbose_name='答卷（份）')),
                ('pleased', models.PositiveIntegerField(verbose_name='满意和基本满意（问次）')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ages', to='assessments.survey', verbose_name='调查')),
            ],
            options={
                'verbose_name': '分年龄结果',
                'verbose_name_plural': '分年龄结果',
                'ordering': ['survey', 'age'],
            },
        ),
        migrations.CreateModel(
            name='SurveyCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='截止日期')),
                ('n', models.PositiveIntegerField(verbose_name='答卷（份）')),
                ('outside', models.PositiveIntegerField(verbose_name='非党员、非工作人员（份）')),
                ('pleased', models.PositiveIntegerField(verbose_name='满意和基本满意（问次）')),
                ('asked', models.PositiveIntegerField(verbose_name='回答（问次）')),
                ('options', models.JSONField(verbose_name='各题各项')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='区域')),
                ('estate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cocon.estate', verbose_name='小区')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='assessments.survey', verbose_name='调查')),
            ],
            options={
                'verbose_name': '满意度结果',
                'verbose_name_plural': '满意度结果',
                'ordering': ['survey', 'area_id', 'estate_id'],
            },
        ),
        migrations.CreateModel(
            name='SurveyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('residents', '居民满意度'), ('owners', '业主满意度')], default='residents', max_length=10, verbose_name='调查对象')),
                ('title', models.CharField(max_length=40, verbose_name='名称')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('size', models.PositiveIntegerField(default=200, verbose_name='抽取户数')),
                ('closes_on', models.DateField(help_text='当天仍可作答', verbose_name='截止日期')),
                ('question_one', models.CharField(default='您对社区党组织为群众办实事满意吗？', max_length=60, verbose_name='问题一')),
                ('question_two', models.CharField(default='您对小区环境、安全和便民服务满意吗？', max_length=60, verbose_name='问题二')),
                ('question_three', models.CharField(default='您反映的问题，办理得满意吗？', max_length=60, verbose_name='问题三')),
                ('state', models.CharField(choices=[('draft', '起草中'), ('seeded', '种子已公布'), ('drawn', '已抽样'), ('open', '答题中'), ('closed', '已截止'), ('published', '已公布'), ('void', '已作废')], default='draft', max_length=10, verbose_name='状态')),
                ('seed', models.CharField(blank=True, max_length=64, verbose_name='抽样种子')),
                ('seed_day', models.DateField(blank=True, null=True, verbose_name='种子取自哪天的账根')),
                ('seeded_at', models.DateTimeField(blank=True, null=True, verbose_name='种子公布时间')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='抽样名单摘要')),
                ('left_out', models.PositiveIntegerField(default=0, verbose_name='没有户数而未列入的楼栋或小区')),
                ('made_at', models.DateTimeField(verbose_name='起草时间')),
                ('drawn_at', models.DateTimeField(blank=True, null=True, verbose_name='抽样时间')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='截止时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布时间')),
                ('hides_ages', models.BooleanField(default=False, verbose_name='不分年龄公布')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='调查区域')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='起草人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.survey')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公布人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SurveyNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('key', models.CharField(choices=[('answers', '最少答卷（份）'), ('outside', '非党员、非工作人员不低于（%）')], max_length=20, verbose_name='事项')),
                ('number', models.PositiveSmallIntegerField(verbose_name='数值')),
                ('area', models.ForeignKey(blank=True, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='适用区域')),
            ],
            options={
                'verbose_name': '满意度调查规定',
                'verbose_name_plural': '满意度调查规定',
                'ordering': ['key', '-active_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SurveyNumberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('active_from', models.DateField(verbose_name='启用日期')),
                ('active_to', models.DateField(blank=True, help_text='当日起恢复沿用上级的规定', null=True, verbose_name='停用日期')),
                ('key', models.CharField(choices=[('answers', '最少答卷（份）'), ('outside', '非党员、非工作人员不低于（%）')], max_length=20, verbose_name='事项')),
                ('number', models.PositiveSmallIntegerField(verbose_name='数值')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, help_text='适用于该区域及以下；留空适用于全部地区', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='适用区域')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.surveynumber')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SurveyTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('age', models.CharField(choices=[('young', '35岁以下'), ('middle', '35到59岁'), ('older', '60岁及以上'), ('unsaid', '不填')], max_length=10, verbose_name='年龄')),
                ('is_inside', models.BooleanField(verbose_name='党员或工作人员')),
                ('one', models.CharField(choices=[('good', '满意'), ('fair', '基本满意'), ('poor', '不满意')], max_length=10, verbose_name='问题一')),
                ('two', models.CharField(choices=[('good', '满意'), ('fair', '基本满意'), ('poor', '不满意')], max_length=10, verbose_name='问题二')),
                ('three', models.CharField(choices=[('good', '满意'), ('fair', '基本满意'), ('poor', '不满意')], max_length=10, verbose_name='问题三')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='份数')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgtree.area', verbose_name='网格或社区')),
                ('estate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cocon.estate', verbose_name='小区')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='assessments.survey', verbose_name='调查')),
            ],
            options={
                'verbose_name': '调查计数',
                'verbose_name_plural': '调查计数',
            },
        ),
        migrations.CreateModel(
            name='SurveyWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=60, verbose_name='留言')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='assessments.survey', verbose_name='调查')),
            ],
            options={
                'verbose_name': '居民留言',
                'verbose_name_plural': '居民留言',
                'ordering': ['text'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('area', 'kind', 'year', 'title'), name='survey_title_once_a_year', violation_error_message='该区域本年度已有同名调查'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='survey_asks_somebody', violation_error_message='至少抽取1户'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['drawn', 'open', 'closed', 'published']), _negated=True), models.Q(('drawn_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='survey_drawn_by_seed'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['seeded', 'drawn', 'open', 'closed', 'published']), _negated=True), models.Q(('seed_day__isnull', False), ('seeded_at__isnull', False), models.Q(('seed', ''), _negated=True)), _connector='OR'), name='survey_seed_told'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('closed_at__isnull', False), ('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='survey_published_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='survey',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_surveyevent" ("area_id", "closed_at", "closes_on", "digest", "drawn_at", "hides_ages", "id", "kind", "left_out", "made_at", "made_by_id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "question_one", "question_three", "question_two", "seed", "seed_day", "seeded_at", "size", "state", "title", "year") SELECT new_values."area_id", new_values."closed_at", new_values."closes_on", new_values."digest", new_values."drawn_at", new_values."hides_ages", new_values."id", new_values."kind", new_values."left_out", new_values."made_at", new_values."made_by_id", new_values."opened_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."question_one", new_values."question_three", new_values."question_two", new_values."seed", new_values."seed_day", new_values."seeded_at", new_values."size", new_values."state", new_values."title", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b6a0cc44e33daaca0c8eb58e7e68d2203d5f6bf0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f95a9', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_survey', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='survey',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_surveyevent" ("area_id", "closed_at", "closes_on", "digest", "drawn_at", "hides_ages", "id", "kind", "left_out", "made_at", "made_by_id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "question_one", "question_three", "question_two", "seed", "seed_day", "seeded_at", "size", "state", "title", "year") VALUES (NEW."area_id", NEW."closed_at", NEW."closes_on", NEW."digest", NEW."drawn_at", NEW."hides_ages", NEW."id", NEW."kind", NEW."left_out", NEW."made_at", NEW."made_by_id", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."question_one", NEW."question_three", NEW."question_two", NEW."seed", NEW."seed_day", NEW."seeded_at", NEW."size", NEW."state", NEW."title", NEW."year"); RETURN NULL;', hash='e146e6a806f398f8ef8f7b32753ae60f2176c524', operation='UPDATE', pgid='pgtrigger_update_update_285e5', table='assessments_survey', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='survey',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_surveyevent" ("area_id", "closed_at", "closes_on", "digest", "drawn_at", "hides_ages", "id", "kind", "left_out", "made_at", "made_by_id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "question_one", "question_three", "question_two", "seed", "seed_day", "seeded_at", "size", "state", "title", "year") VALUES (OLD."area_id", OLD."closed_at", OLD."closes_on", OLD."digest", OLD."drawn_at", OLD."hides_ages", OLD."id", OLD."kind", OLD."left_out", OLD."made_at", OLD."made_by_id", OLD."opened_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."question_one", OLD."question_three", OLD."question_two", OLD."seed", OLD."seed_day", OLD."seeded_at", OLD."size", OLD."state", OLD."title", OLD."year"); RETURN NULL;', hash='c72b1235cc6d4895c427249c3a4c6c0c31c14018', operation='DELETE', pgid='pgtrigger_delete_delete_587f5', table='assessments_survey', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='surveybatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'counted'), _negated=True), models.Q(('answers', []), ('second_at__isnull', False), ('second_by__isnull', False)), _connector='OR'), name='survey_batch_counted_by_two'),
        ),
        migrations.AddConstraint(
            model_name='surveybatch',
            constraint=models.CheckConstraint(condition=models.Q(('second_by__isnull', True), models.Q(('second_by', models.F('first_by')), _negated=True), _connector='OR'), name='survey_batch_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='drawnhousehold',
            constraint=models.UniqueConstraint(fields=('survey', 'serial'), name='household_serial_once'),
        ),
        migrations.AddConstraint(
            model_name='drawnhousehold',
            constraint=models.UniqueConstraint(fields=('survey', 'area', 'estate', 'number'), name='household_drawn_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='surveyage',
            constraint=models.UniqueConstraint(fields=('survey', 'age'), name='survey_age_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyage',
            constraint=models.CheckConstraint(condition=models.Q(('n__gte', 5)), name='survey_age_of_five'),
        ),
        migrations.AddIndex(
            model_name='surveycell',
            index=models.Index(fields=['area', 'day'], name='survey_cells_of_area'),
        ),
        migrations.AddConstraint(
            model_name='surveycell',
            constraint=models.UniqueConstraint(fields=('survey', 'area', 'estate'), name='survey_cell_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='surveycell',
            constraint=models.CheckConstraint(condition=models.Q(('n__gte', 5)), name='survey_cell_of_five'),
        ),
        migrations.AddConstraint(
            model_name='surveycell',
            constraint=models.CheckConstraint(condition=models.Q(('asked', django.db.models.expressions.CombinedExpression(models.F('n'), '*', models.Value(3))), ('outside__lte', models.F('n')), ('pleased__lte', models.F('asked'))), name='survey_cell_adds_up'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surveycell',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, n, pleased, asked, day, area_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_surveycell.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'assessments_surveycell.area.day.before', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='c0ab851bc0859fa796a67b7d68fbde9158eb48e3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_d7102', referencing='REFERENCING NEW TABLE AS new_rows ', table='assessments_surveycell', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surveycell',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, n, pleased, asked, day, area_id FROM old_rows EXCEPT SELECT id, n, pleased, asked, day, area_id FROM new_rows) UNION ALL (SELECT id, n, pleased, asked, day, area_id FROM new_rows EXCEPT SELECT id, n, pleased, asked, day, area_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_surveycell.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'assessments_surveycell.area.day.before', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='a9bc6f411984f5ae84528ebdebc4253268e67bdd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_91963', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='assessments_surveycell', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surveycell',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, n, pleased, asked, day, area_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'assessments_surveycell.area.day', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'assessments_surveycell.area.day.before', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.day::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='787bd2f8285f6bddef3cb3a7aba71085e740c223', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_606be', referencing='REFERENCING OLD TABLE AS old_rows ', table='assessments_surveycell', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surveyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28007a0b845c5f30c3a3e568664d18a5f1b677b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e73ca', table='assessments_surveyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='surveynumber',
            constraint=models.UniqueConstraint(fields=('area', 'key', 'active_from'), name='survey_number_once_a_day', nulls_distinct=False, violation_error_message='这一事项在该日期已有规定，请修改原来那条'),
        ),
        migrations.AddConstraint(
            model_name='surveynumber',
            constraint=models.CheckConstraint(condition=models.Q(('active_to__isnull', True), ('active_to__gte', models.F('active_from')), _connector='OR'), name='survey_number_ends_after_it_begins', violation_error_message='停用日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surveynumber',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_surveynumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active_from", new_values."active_to", new_values."area_id", new_values."id", new_values."key", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='615c16337225415a27e4258d7b2dad1a784ff623', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_46040', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_surveynumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surveynumber',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "assessments_surveynumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."active_from", NEW."active_to", NEW."area_id", NEW."id", NEW."key", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='aa99c9aa93099ce74a1e86eea3b0f3011370cf2e', operation='UPDATE', pgid='pgtrigger_update_update_6b2a3', table='assessments_surveynumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surveynumber',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_surveynumberevent" ("active_from", "active_to", "area_id", "id", "key", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active_from", OLD."active_to", OLD."area_id", OLD."id", OLD."key", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='2c808cb0a7c8694a4609a917bbdde2f9facd404c', operation='DELETE', pgid='pgtrigger_delete_delete_3309c', table='assessments_surveynumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='surveynumberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='84f196d41bd0f9366bbf7b480037892ae3113669', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_304c4', table='assessments_surveynumberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='surveytally',
            constraint=models.UniqueConstraint(fields=('survey', 'area', 'estate', 'age', 'is_inside', 'one', 'two', 'three'), name='survey_tally_once', nulls_distinct=False),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
