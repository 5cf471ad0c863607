"""What communities need and what units take on of it, and how long each step may take (docs/rules.md, Needs and claims)."""

from datetime import date

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether

DEADLINES = [
    ("cocon_claim", 5, "workday"),
    ("cocon_idle", 30, "day"),
    ("cocon_accept", 10, "workday"),
    ("cocon_unclaimed", 30, "day"),
]


def fill(apps, schema_editor):
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    for key, number, unit in DEADLINES:
        rules.create(key=key, number=number, unit=unit, active_from=date(2025, 1, 1))


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0007_venues'),
        ('orgtree', '0014_task_files_and_remarks'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0005_deadlines_to_ground'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('unit', '单位'), ('community', '社区')], max_length=10, verbose_name='哪一方')),
                ('rating', models.PositiveSmallIntegerField(choices=[(5, '5分 很满意'), (4, '4分 满意'), (3, '3分 一般'), (2, '2分 不满意'), (1, '1分 很不满意')], verbose_name='评价')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='评语')),
                ('at', models.DateTimeField(verbose_name='验收时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='验收人')),
            ],
            options={
                'verbose_name': '双方验收',
                'verbose_name_plural': '双方验收',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='认领数量')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='打算怎么做')),
                ('state', models.CharField(choices=[('claimed', '待确认'), ('running', '实施中'), ('submitted', '待验收'), ('accepted', '已验收'), ('declined', '未同意'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='claimed', max_length=10, verbose_name='状态')),
                ('claimed_at', models.DateTimeField(verbose_name='认领时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('outcome', models.CharField(blank=True, max_length=500, verbose_name='完成情况')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='验收时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='未同意、撤回或退回的原因')),
                ('moved_at', models.DateTimeField(verbose_name='最近进展时间')),
                ('claimed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='认领人')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='orgtree.institution', verbose_name='认领单位')),
            ],
            options={
                'verbose_name': '需求认领',
                'verbose_name_plural': '需求认领',
                'ordering': ['-claimed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AcceptanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('side', models.CharField(choices=[('unit', '单位'), ('community', '社区')], max_length=10, verbose_name='哪一方')),
                ('rating', models.PositiveSmallIntegerField(choices=[(5, '5分 很满意'), (4, '4分 满意'), (3, '3分 一般'), (2, '2分 不满意'), (1, '1分 很不满意')], verbose_name='评价')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='评语')),
                ('at', models.DateTimeField(verbose_name='验收时间')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='验收人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.acceptance')),
                ('claim', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.claim', verbose_name='认领')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='acceptance',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='cocon.claim', verbose_name='认领'),
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listed', models.CharField(choices=[('need', '需求清单'), ('problem', '问题清单'), ('duty', '责任清单'), ('measure', '措施清单')], default='need', max_length=10, verbose_name='所在清单')),
                ('title', models.CharField(max_length=40, verbose_name='需求')),
                ('words', models.CharField(max_length=300, verbose_name='说明')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='地点')),
                ('source', models.CharField(choices=[('community', '社区发起'), ('visit', '走访'), ('hotline', '12345热线'), ('residents', '居民反映'), ('meeting', '会议商定'), ('other', '其他')], default='community', max_length=10, verbose_name='来源')),
                ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='数量')),
                ('measure', models.CharField(default='项', max_length=4, verbose_name='量词')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='惠及人数')),
                ('since', models.DateField(blank=True, null=True, verbose_name='开始日期')),
                ('until', models.DateField(verbose_name='完成日期')),
                ('claim_by', models.DateField(blank=True, null=True, verbose_name='认领截止日期')),
                ('reach', models.CharField(choices=[('paired', '与本社区结对的单位'), ('street', '本街道、镇乡的单位'), ('district', '本区县的单位')], default='paired', max_length=10, verbose_name='谁可以认领')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('published', '已发布'), ('closed', '已销号'), ('withdrawn', '已撤回')], default='draft', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='发布时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='orgtree.area', verbose_name='社区')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cocon.matter', verbose_name='事项类别')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
            ],
            options={
                'verbose_name': '共建需求',
                'verbose_name_plural': '共建需求',
                'ordering': ['-entered_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ClaimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='认领数量')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='打算怎么做')),
                ('state', models.CharField(choices=[('claimed', '待确认'), ('running', '实施中'), ('submitted', '待验收'), ('accepted', '已验收'), ('declined', '未同意'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='claimed', max_length=10, verbose_name='状态')),
                ('claimed_at', models.DateTimeField(verbose_name='认领时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('outcome', models.CharField(blank=True, max_length=500, verbose_name='完成情况')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='验收时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='未同意、撤回或退回的原因')),
                ('moved_at', models.DateTimeField(verbose_name='最近进展时间')),
                ('claimed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='认领人')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.claim')),
                ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='认领单位')),
                ('need', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.need', verbose_name='需求')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='need',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='cocon.need', verbose_name='需求'),
        ),
        migrations.CreateModel(
            name='NeedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('listed', models.CharField(choices=[('need', '需求清单'), ('problem', '问题清单'), ('duty', '责任清单'), ('measure', '措施清单')], default='need', max_length=10, verbose_name='所在清单')),
                ('title', models.CharField(max_length=40, verbose_name='需求')),
                ('words', models.CharField(max_length=300, verbose_name='说明')),
                ('place', models.CharField(blank=True, max_length=60, verbose_name='地点')),
                ('source', models.CharField(choices=[('community', '社区发起'), ('visit', '走访'), ('hotline', '12345热线'), ('residents', '居民反映'), ('meeting', '会议商定'), ('other', '其他')], default='community', max_length=10, verbose_name='来源')),
                ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='数量')),
                ('measure', models.CharField(default='项', max_length=4, verbose_name='量词')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='惠及人数')),
                ('since', models.DateField(blank=True, null=True, verbose_name='开始日期')),
                ('until', models.DateField(verbose_name='完成日期')),
                ('claim_by', models.DateField(blank=True, null=True, verbose_name='认领截止日期')),
                ('reach', models.CharField(choices=[('paired', '与本社区结对的单位'), ('street', '本街道、镇乡的单位'), ('district', '本区县的单位')], default='paired', max_length=10, verbose_name='谁可以认领')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('published', '已发布'), ('closed', '已销号'), ('withdrawn', '已撤回')], default='draft', max_length=10, verbose_name='状态')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='发布时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='社区')),
                ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('matter', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.matter', verbose_name='事项类别')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.need')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9ddfca45909118454201e929656616aa11a54d2d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5729d', table='cocon_acceptanceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.UniqueConstraint(fields=('claim', 'side'), name='acceptance_once_a_side', violation_error_message='本方已验收'),
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.CheckConstraint(condition=models.Q(('rating__gte', 1), ('rating__lte', 5)), name='acceptance_from_one_to_five', violation_error_message='评价应为1到5分'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_acceptanceevent" ("at", "by_id", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "side", "words") SELECT new_values."at", new_values."by_id", new_values."claim_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rating", new_values."side", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2712bc8548ef846757c2d38537dd6e6bad77294d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_36e11', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_acceptance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_acceptanceevent" ("at", "by_id", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "side", "words") VALUES (NEW."at", NEW."by_id", NEW."claim_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rating", NEW."side", NEW."words"); RETURN NULL;', hash='2d6e1ec2019b590fad7392c4b81bb0564282a995', operation='UPDATE', pgid='pgtrigger_update_update_b2e89', table='cocon_acceptance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_acceptanceevent" ("at", "by_id", "claim_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "side", "words") VALUES (OLD."at", OLD."by_id", OLD."claim_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rating", OLD."side", OLD."words"); RETURN NULL;', hash='c96a190e86ed57851e59b625fa6d76f73f423bf3', operation='DELETE', pgid='pgtrigger_delete_delete_e1fd3', table='cocon_acceptance', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='need',
            index=models.Index(fields=['area', 'state'], name='need_of_area'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='need_asks_something', violation_error_message='数量至少为1'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='need_published_with_author', violation_error_message='发布须有发布人和时间'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['draft', 'published'])), models.Q(('ended_at__isnull', False), ('state__in', ['closed', 'withdrawn'])), _connector='OR'), name='need_ended_at_a_time', violation_error_message='销号或撤回须有时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_needevent" ("area_id", "claim_by", "ended_at", "ended_by_id", "entered_at", "entered_by_id", "id", "listed", "matter_id", "measure", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "published_by_id", "quantity", "reach", "reason", "since", "source", "state", "title", "until", "words") SELECT new_values."area_id", new_values."claim_by", new_values."ended_at", new_values."ended_by_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."listed", new_values."matter_id", new_values."measure", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."published_at", new_values."published_by_id", new_values."quantity", new_values."reach", new_values."reason", new_values."since", new_values."source", new_values."state", new_values."title", new_values."until", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9097d2d3f056a671ad90aa5049f9636180315d8c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_112f4', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_needevent" ("area_id", "claim_by", "ended_at", "ended_by_id", "entered_at", "entered_by_id", "id", "listed", "matter_id", "measure", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "published_by_id", "quantity", "reach", "reason", "since", "source", "state", "title", "until", "words") VALUES (NEW."area_id", NEW."claim_by", NEW."ended_at", NEW."ended_by_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."listed", NEW."matter_id", NEW."measure", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."published_at", NEW."published_by_id", NEW."quantity", NEW."reach", NEW."reason", NEW."since", NEW."source", NEW."state", NEW."title", NEW."until", NEW."words"); RETURN NULL;', hash='812f12302da81cfdfaf4b0e866a261b5a048abee', operation='UPDATE', pgid='pgtrigger_update_update_a0ade', table='cocon_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_needevent" ("area_id", "claim_by", "ended_at", "ended_by_id", "entered_at", "entered_by_id", "id", "listed", "matter_id", "measure", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "published_by_id", "quantity", "reach", "reason", "since", "source", "state", "title", "until", "words") VALUES (OLD."area_id", OLD."claim_by", OLD."ended_at", OLD."ended_by_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."listed", OLD."matter_id", OLD."measure", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."published_at", OLD."published_by_id", OLD."quantity", OLD."reach", OLD."reason", OLD."since", OLD."source", OLD."state", OLD."title", OLD."until", OLD."words"); RETURN NULL;', hash='76def551d1515997f0858ad57ce89e3f4802a1a0', operation='DELETE', pgid='pgtrigger_delete_delete_28f48', table='cocon_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, area_id, ended_at, published_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.ended_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.ended_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.published_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.published_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='00f75e45f9f84303c74f50ff58d09d8f27ef3a8e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_f0e9a', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, area_id, ended_at, published_at FROM old_rows EXCEPT SELECT id, state, area_id, ended_at, published_at FROM new_rows) UNION ALL (SELECT id, state, area_id, ended_at, published_at FROM new_rows EXCEPT SELECT id, state, area_id, ended_at, published_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.ended_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.ended_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.published_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.published_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='16aa1034a848b9cb22b3e8542f093a72706eb4d3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_11a94', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='need',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, area_id, ended_at, published_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_need.area.ended_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.ended_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_need.area.published_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, (changed.published_at AT TIME ZONE 'Asia/Shanghai')::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='9c86fd8ef4539cf2610b5b46f98acb15e3a421e2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_c2665', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_need', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2eb6c071557265bf7d5b91af6e23e8548431b46c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_603cc', table='cocon_claimevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['unit', 'state'], name='claim_of_unit'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['state', 'moved_at'], name='claim_by_state'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('claimed', 'running', 'submitted', 'accepted'))), fields=('need', 'unit'), name='claim_once_a_unit', violation_error_message='本单位已认领这项需求'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='claim_takes_something', violation_error_message='数量至少为1'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['submitted', 'accepted']), _negated=True), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='claim_submitted_with_outcome', violation_error_message='提交验收须有完成情况、提交人和时间'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('state', 'accepted')), models.Q(models.Q(('state', 'accepted'), _negated=True), ('accepted_at__isnull', True)), _connector='OR'), name='claim_accepted_at_a_time', violation_error_message='验收须有时间'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_claimevent" ("accepted_at", "claimed_at", "claimed_by_id", "confirmed_at", "confirmed_by_id", "id", "moved_at", "need_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "state", "submitted_at", "submitted_by_id", "unit_id", "words") SELECT new_values."accepted_at", new_values."claimed_at", new_values."claimed_by_id", new_values."confirmed_at", new_values."confirmed_by_id", new_values."id", new_values."moved_at", new_values."need_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."reason", new_values."state", new_values."submitted_at", new_values."submitted_by_id", new_values."unit_id", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='69e9fa6b403b8cedb9698e1f33152677356c10fe', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_532ac', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_claimevent" ("accepted_at", "claimed_at", "claimed_by_id", "confirmed_at", "confirmed_by_id", "id", "moved_at", "need_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "state", "submitted_at", "submitted_by_id", "unit_id", "words") VALUES (NEW."accepted_at", NEW."claimed_at", NEW."claimed_by_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."id", NEW."moved_at", NEW."need_id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."reason", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."unit_id", NEW."words"); RETURN NULL;', hash='96411e153eec62b2f1e57d0d1a873a8c5b4640c1', operation='UPDATE', pgid='pgtrigger_update_update_14edd', table='cocon_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_claimevent" ("accepted_at", "claimed_at", "claimed_by_id", "confirmed_at", "confirmed_by_id", "id", "moved_at", "need_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "state", "submitted_at", "submitted_by_id", "unit_id", "words") VALUES (OLD."accepted_at", OLD."claimed_at", OLD."claimed_by_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."id", OLD."moved_at", OLD."need_id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quantity", OLD."reason", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."unit_id", OLD."words"); RETURN NULL;', hash='265f667d66eceeef644ff0b823bf4c89ef87d933', operation='DELETE', pgid='pgtrigger_delete_delete_a87e2', table='cocon_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, need_id, accepted_at, confirmed_at FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_claim.need__area.accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_need.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_need at_need WHERE at_need.id = changed.need_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_claim.need__area.confirmed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_need.area_id::bigint AS area, (changed.confirmed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_need at_need WHERE at_need.id = changed.need_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='6a12e82cad695d6e3dc9db15a30e1f5978c1c3ac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_4ae95', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, state, need_id, accepted_at, confirmed_at FROM old_rows EXCEPT SELECT id, state, need_id, accepted_at, confirmed_at FROM new_rows) UNION ALL (SELECT id, state, need_id, accepted_at, confirmed_at FROM new_rows EXCEPT SELECT id, state, need_id, accepted_at, confirmed_at FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_claim.need__area.accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_need.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_need at_need WHERE at_need.id = changed.need_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_claim.need__area.confirmed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_need.area_id::bigint AS area, (changed.confirmed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_need at_need WHERE at_need.id = changed.need_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='3fcf5b2c374f785acca21585a2c295c6221d9b42', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_0a317', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, state, need_id, accepted_at, confirmed_at FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_claim.need__area.accepted_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_need.area_id::bigint AS area, (changed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_need at_need WHERE at_need.id = changed.need_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_claim.need__area.confirmed_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_need.area_id::bigint AS area, (changed.confirmed_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM cocon_need at_need WHERE at_need.id = changed.need_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='0fab6fe13b17dd5d6ce3879a02eb75c36c0f2e54', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_41805', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='needevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9cd286b12246c3c1ba46b797615a29e069c23039', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ff7f5', table='cocon_needevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
