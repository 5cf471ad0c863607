"""民主评议党员: reviews of branches and their sealed rolls; how long names are kept (docs/rules.md, "Reviews of members")."""

from datetime import date

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import orgtree.text.crypto
from orgtree.migrations._together import CreateTogether


def fill(apps, schema_editor):
    apps.get_model("orgtree", "DeadlineRule").objects.create(
        key="review_names", number=36, unit="month", active_from=date(2025, 1, 1), state="published"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0008_honours'),
        ('orgtree', '0023_placed_and_exclusive'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('volunteers', '0011_brand_marks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('held_on', models.DateField(help_text='组织生活会或党员大会的日期', verbose_name='评议会议日期')),
                ('state', models.CharField(choices=[('preparing', '拟定名册'), ('open', '名册已定'), ('entered', '票数待复录'), ('counted', '票数已定'), ('decided', '已评定'), ('closed', '已告知归档'), ('void', '已作废')], default='preparing', max_length=10, verbose_name='状态')),
                ('members', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='参评党员（人）')),
                ('issued', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='发出（张）')),
                ('returned', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='收回（张）')),
                ('valid', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='有效（张）')),
                ('first_votes', models.JSONField(blank=True, default=dict, verbose_name='第一次录入')),
                ('first_at', models.DateTimeField(blank=True, null=True, verbose_name='第一次录入时间')),
                ('second_at', models.DateTimeField(blank=True, null=True, verbose_name='第二次录入时间')),
                ('made_at', models.DateTimeField(verbose_name='开始时间')),
                ('decided_on', models.DateField(blank=True, help_text='支委会或党员大会的日期', null=True, verbose_name='评定会议日期')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='登记评定时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='归档时间')),
                ('branch', models.ForeignKey(help_text='开展评议的党支部', on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='orgtree.partyorg', verbose_name='党支部')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记评定人')),
                ('first_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第一录入人')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ('second_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第二录入人')),
            ],
            options={
                'verbose_name': '民主评议党员',
                'verbose_name_plural': '民主评议党员',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Reviewed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='序号')),
                ('name', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='姓名')),
                ('excellent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='优秀（票）')),
                ('qualified', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='合格（票）')),
                ('basic', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='基本合格（票）')),
                ('failed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='不合格（票）')),
                ('grade', models.CharField(blank=True, choices=[('excellent', '优秀'), ('qualified', '合格'), ('basic', '基本合格'), ('failed', '不合格')], max_length=10, verbose_name='组织评定')),
                ('remark', orgtree.text.crypto.EncryptedTextField(blank=True, default='', verbose_name='评定意见')),
                ('state', models.CharField(choices=[('listed', '在册'), ('graded', '待告知'), ('told', '已告知')], default='listed', max_length=10, verbose_name='状态')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='告知时间')),
                ('forgotten_on', models.DateField(blank=True, null=True, verbose_name='姓名删除日期')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='volunteers.member', verbose_name='平台党员')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll', to='assessments.review', verbose_name='民主评议')),
                ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='告知人')),
            ],
            options={
                'verbose_name': '评议名册',
                'verbose_name_plural': '评议名册',
                'ordering': ['review', 'serial'],
            },
        ),
        migrations.CreateModel(
            name='ReviewedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('serial', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='序号')),
                ('excellent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='优秀（票）')),
                ('qualified', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='合格（票）')),
                ('basic', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='基本合格（票）')),
                ('failed', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='不合格（票）')),
                ('grade', models.CharField(blank=True, choices=[('excellent', '优秀'), ('qualified', '合格'), ('basic', '基本合格'), ('failed', '不合格')], max_length=10, verbose_name='组织评定')),
                ('state', models.CharField(choices=[('listed', '在册'), ('graded', '待告知'), ('told', '已告知')], default='listed', max_length=10, verbose_name='状态')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='告知时间')),
                ('forgotten_on', models.DateField(blank=True, null=True, verbose_name='姓名删除日期')),
                ('member', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='volunteers.member', verbose_name='平台党员')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.reviewed')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assessments.review', verbose_name='民主评议')),
                ('told_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='告知人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('held_on', models.DateField(help_text='组织生活会或党员大会的日期', verbose_name='评议会议日期')),
                ('state', models.CharField(choices=[('preparing', '拟定名册'), ('open', '名册已定'), ('entered', '票数待复录'), ('counted', '票数已定'), ('decided', '已评定'), ('closed', '已告知归档'), ('void', '已作废')], default='preparing', max_length=10, verbose_name='状态')),
                ('members', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='参评党员（人）')),
                ('issued', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='发出（张）')),
                ('returned', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='收回（张）')),
                ('valid', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='有效（张）')),
                ('first_at', models.DateTimeField(blank=True, null=True, verbose_name='第一次录入时间')),
                ('second_at', models.DateTimeField(blank=True, null=True, verbose_name='第二次录入时间')),
                ('made_at', models.DateTimeField(verbose_name='开始时间')),
                ('decided_on', models.DateField(blank=True, help_text='支委会或党员大会的日期', null=True, verbose_name='评定会议日期')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='登记评定时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='归档时间')),
                ('branch', models.ForeignKey(db_constraint=False, help_text='开展评议的党支部', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.partyorg', verbose_name='党支部')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记评定人')),
                ('first_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第一录入人')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='assessments.review')),
                ('second_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='第二录入人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('branch', 'year'), name='review_once_a_year', violation_error_message='该支部本年度已开展评议'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['counted', 'decided', 'closed']), _negated=True), models.Q(('first_by__isnull', False), ('issued__isnull', False), ('members__isnull', False), ('returned__isnull', False), ('second_by__isnull', False), ('valid__isnull', False)), _connector='OR'), name='review_counted_by_two'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('second_by__isnull', True), models.Q(('second_by', models.F('first_by')), _negated=True), _connector='OR'), name='review_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('valid__isnull', True), models.Q(('issued__lte', models.F('members')), ('returned__lte', models.F('issued')), ('valid__lte', models.F('returned'))), _connector='OR'), name='review_papers_add_up'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['decided', 'closed']), _negated=True), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='review_decided_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_reviewevent" ("branch_id", "closed_at", "decided_at", "decided_by_id", "decided_on", "first_at", "first_by_id", "held_on", "id", "issued", "made_at", "made_by_id", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned", "second_at", "second_by_id", "state", "valid", "year") SELECT new_values."branch_id", new_values."closed_at", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."first_at", new_values."first_by_id", new_values."held_on", new_values."id", new_values."issued", new_values."made_at", new_values."made_by_id", new_values."members", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."returned", new_values."second_at", new_values."second_by_id", new_values."state", new_values."valid", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='edf61bbf49a0df2f14a51246453045e3605454d6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_11d99', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."first_at" IS DISTINCT FROM (NEW."first_at") OR OLD."first_by_id" IS DISTINCT FROM (NEW."first_by_id") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued" IS DISTINCT FROM (NEW."issued") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."members" IS DISTINCT FROM (NEW."members") OR OLD."returned" IS DISTINCT FROM (NEW."returned") OR OLD."second_at" IS DISTINCT FROM (NEW."second_at") OR OLD."second_by_id" IS DISTINCT FROM (NEW."second_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."valid" IS DISTINCT FROM (NEW."valid") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "assessments_reviewevent" ("branch_id", "closed_at", "decided_at", "decided_by_id", "decided_on", "first_at", "first_by_id", "held_on", "id", "issued", "made_at", "made_by_id", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned", "second_at", "second_by_id", "state", "valid", "year") VALUES (NEW."branch_id", NEW."closed_at", NEW."decided_at", NEW."decided_by_id", NEW."decided_on", NEW."first_at", NEW."first_by_id", NEW."held_on", NEW."id", NEW."issued", NEW."made_at", NEW."made_by_id", NEW."members", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."returned", NEW."second_at", NEW."second_by_id", NEW."state", NEW."valid", NEW."year"); RETURN NULL;', hash='c5f41ef129a542a92db6d6b140a8a286b77c9a60', operation='UPDATE', pgid='pgtrigger_update_update_bb0ec', table='assessments_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_reviewevent" ("branch_id", "closed_at", "decided_at", "decided_by_id", "decided_on", "first_at", "first_by_id", "held_on", "id", "issued", "made_at", "made_by_id", "members", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned", "second_at", "second_by_id", "state", "valid", "year") VALUES (OLD."branch_id", OLD."closed_at", OLD."decided_at", OLD."decided_by_id", OLD."decided_on", OLD."first_at", OLD."first_by_id", OLD."held_on", OLD."id", OLD."issued", OLD."made_at", OLD."made_by_id", OLD."members", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."returned", OLD."second_at", OLD."second_by_id", OLD."state", OLD."valid", OLD."year"); RETURN NULL;', hash='cbc0a704bee90f8a989fb674dc6b88fd3b5034b4', operation='DELETE', pgid='pgtrigger_delete_delete_c8fae', table='assessments_review', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='reviewed',
            constraint=models.UniqueConstraint(fields=('review', 'serial'), name='reviewed_serial_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewed',
            constraint=models.UniqueConstraint(fields=('review', 'member'), name='reviewed_member_once', violation_error_message='这名党员已在名册上'),
        ),
        migrations.AddConstraint(
            model_name='reviewed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['graded', 'told']), _negated=True), models.Q(('basic__isnull', False), ('excellent__isnull', False), ('failed__isnull', False), ('qualified__isnull', False), models.Q(('grade', ''), _negated=True)), _connector='OR'), name='reviewed_graded'),
        ),
        migrations.AddConstraint(
            model_name='reviewed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'told'), _negated=True), models.Q(('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='reviewed_told_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewed',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "assessments_reviewedevent" ("basic", "excellent", "failed", "forgotten_on", "grade", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualified", "review_id", "serial", "state", "told_at", "told_by_id") SELECT new_values."basic", new_values."excellent", new_values."failed", new_values."forgotten_on", new_values."grade", new_values."id", new_values."member_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."qualified", new_values."review_id", new_values."serial", new_values."state", new_values."told_at", new_values."told_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3b5e271dea20d83113d00fa6f280ed48351071a8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e9b4a', referencing='REFERENCING NEW TABLE AS new_values ', table='assessments_reviewed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewed',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."basic" IS DISTINCT FROM (NEW."basic") OR OLD."excellent" IS DISTINCT FROM (NEW."excellent") OR OLD."failed" IS DISTINCT FROM (NEW."failed") OR OLD."forgotten_on" IS DISTINCT FROM (NEW."forgotten_on") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."qualified" IS DISTINCT FROM (NEW."qualified") OR OLD."review_id" IS DISTINCT FROM (NEW."review_id") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."told_at" IS DISTINCT FROM (NEW."told_at") OR OLD."told_by_id" IS DISTINCT FROM (NEW."told_by_id"))', func='INSERT INTO "assessments_reviewedevent" ("basic", "excellent", "failed", "forgotten_on", "grade", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualified", "review_id", "serial", "state", "told_at", "told_by_id") VALUES (NEW."basic", NEW."excellent", NEW."failed", NEW."forgotten_on", NEW."grade", NEW."id", NEW."member_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."qualified", NEW."review_id", NEW."serial", NEW."state", NEW."told_at", NEW."told_by_id"); RETURN NULL;', hash='3374b7f5fd7cce05b3634f4d844b1c4fff2122d3', operation='UPDATE', pgid='pgtrigger_update_update_f5212', table='assessments_reviewed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewed',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "assessments_reviewedevent" ("basic", "excellent", "failed", "forgotten_on", "grade", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualified", "review_id", "serial", "state", "told_at", "told_by_id") VALUES (OLD."basic", OLD."excellent", OLD."failed", OLD."forgotten_on", OLD."grade", OLD."id", OLD."member_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."qualified", OLD."review_id", OLD."serial", OLD."state", OLD."told_at", OLD."told_by_id"); RETURN NULL;', hash='68a0761a6a0bf426ead4481d32e9e336a691fff8', operation='DELETE', pgid='pgtrigger_delete_delete_eb18f', table='assessments_reviewed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewedevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='48c1d0eb8bc6dc80f7258051fd03f54ec8efb4a9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee57e', table='assessments_reviewedevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bb82a367918c4848d05fe5cb91775f2ca681f39d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e0d17', table='assessments_reviewevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
