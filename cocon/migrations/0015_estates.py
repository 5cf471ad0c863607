"""Estates, terms of their property companies, and how long an owners' committee is in office (docs/rules.md, \"Estates\")."""

from datetime import date

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from orgtree.migrations._together import CreateTogether


def fill(apps, schema_editor):
    rules = apps.get_model("orgtree", "DeadlineRule").objects
    rules.create(key="owners_committee", number=60, unit="month", active_from=date(2007, 10, 1))


class Migration(migrations.Migration):

    dependencies = [
        ('cocon', '0014_funds'),
        ('orgtree', '0016_estate_marks'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
        migrations.CreateModel(
            name='Estate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='小区名称')),
                ('households', models.PositiveIntegerField(verbose_name='户数')),
                ('buildings', models.PositiveIntegerField(verbose_name='楼栋数')),
                ('since', models.DateField(help_text='交付或纳入管理的日期', verbose_name='启用日期')),
                ('committee_since', models.DateField(blank=True, null=True, verbose_name='业委会自')),
                ('committee_until', models.DateField(blank=True, null=True, verbose_name='业委会任期至')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='estates', to='orgtree.area', verbose_name='所属社区')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('party_org', models.ForeignKey(blank=True, help_text='先在“党组织”中登记；还没有的不选', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='estates', to='orgtree.partyorg', verbose_name='小区党组织')),
                ('places', models.ManyToManyField(blank=True, related_name='estates_within', to='orgtree.area', verbose_name='对应网格、楼栋')),
            ],
            options={
                'verbose_name': '小区',
                'verbose_name_plural': '小区',
                'ordering': ['area_id', 'name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EstateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=40, verbose_name='小区名称')),
                ('households', models.PositiveIntegerField(verbose_name='户数')),
                ('buildings', models.PositiveIntegerField(verbose_name='楼栋数')),
                ('since', models.DateField(help_text='交付或纳入管理的日期', verbose_name='启用日期')),
                ('committee_since', models.DateField(blank=True, null=True, verbose_name='业委会自')),
                ('committee_until', models.DateField(blank=True, null=True, verbose_name='业委会任期至')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('area', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.area', verbose_name='所属社区')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('party_org', models.ForeignKey(blank=True, db_constraint=False, help_text='先在“党组织”中登记；还没有的不选', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.partyorg', verbose_name='小区党组织')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.estate')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PropertyTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='服务开始')),
                ('until', models.DateField(blank=True, help_text='合同的最后一天；没有约定的不填', null=True, verbose_name='服务截止')),
                ('made_at', models.DateTimeField(verbose_name='登记时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                ('company', models.ForeignKey(help_text='先在“单位”中登记，单位性质为物业企业', on_delete=django.db.models.deletion.PROTECT, related_name='property_terms', to='orgtree.institution', verbose_name='物业企业')),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='cocon.estate', verbose_name='小区')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '物业服务',
                'verbose_name_plural': '物业服务',
                'ordering': ['-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PropertyTermEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('since', models.DateField(verbose_name='服务开始')),
                ('until', models.DateField(blank=True, help_text='合同的最后一天；没有约定的不填', null=True, verbose_name='服务截止')),
                ('made_at', models.DateTimeField(verbose_name='登记时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='结束原因')),
                ('company', models.ForeignKey(db_constraint=False, help_text='先在“单位”中登记，单位性质为物业企业', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='orgtree.institution', verbose_name='物业企业')),
                ('estate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cocon.estate', verbose_name='小区')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cocon.propertyterm')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='estate',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('area', 'name'), name='estate_name_once', violation_error_message='该社区已有同名小区'),
        ),
        migrations.AddConstraint(
            model_name='estate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('committee_since__isnull', True), ('committee_until__isnull', True)), ('committee_until__gte', models.F('committee_since')), _connector='OR'), name='estate_committee_ends_after_it_began', violation_error_message='业委会任期的最后一天不能早于第一天'),
        ),
        migrations.AddConstraint(
            model_name='estate',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('since')), _connector='OR'), name='estate_ends_after_it_began', violation_error_message='撤销日期不能早于启用日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='estate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_estateevent" ("area_id", "buildings", "committee_since", "committee_until", "end_reason", "ended_on", "entered_at", "entered_by_id", "households", "id", "name", "party_org_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") SELECT new_values."area_id", new_values."buildings", new_values."committee_since", new_values."committee_until", new_values."end_reason", new_values."ended_on", new_values."entered_at", new_values."entered_by_id", new_values."households", new_values."id", new_values."name", new_values."party_org_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='86a7878b5541b5bde7d0aa518ec0aebf9cf6b4cd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a2735', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_estate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='estate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_estateevent" ("area_id", "buildings", "committee_since", "committee_until", "end_reason", "ended_on", "entered_at", "entered_by_id", "households", "id", "name", "party_org_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."area_id", NEW."buildings", NEW."committee_since", NEW."committee_until", NEW."end_reason", NEW."ended_on", NEW."entered_at", NEW."entered_by_id", NEW."households", NEW."id", NEW."name", NEW."party_org_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since"); RETURN NULL;', hash='df4c50712c97001ed60b8de98395fb129d586dbf', operation='UPDATE', pgid='pgtrigger_update_update_abf3c', table='cocon_estate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='estate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_estateevent" ("area_id", "buildings", "committee_since", "committee_until", "end_reason", "ended_on", "entered_at", "entered_by_id", "households", "id", "name", "party_org_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (OLD."area_id", OLD."buildings", OLD."committee_since", OLD."committee_until", OLD."end_reason", OLD."ended_on", OLD."entered_at", OLD."entered_by_id", OLD."households", OLD."id", OLD."name", OLD."party_org_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since"); RETURN NULL;', hash='dd3fb2ff1aeeb998ec21a55a2b765d3760f5b51e', operation='DELETE', pgid='pgtrigger_delete_delete_f16a5', table='cocon_estate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='estate',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, since, ended_on, committee_since, committee_until, party_org_id FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_estate.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='7bc60085ccc659302362c2ae612e6b33791e5d71', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_e710e', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_estate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='estate',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, area_id, since, ended_on, committee_since, committee_until, party_org_id FROM old_rows EXCEPT SELECT id, area_id, since, ended_on, committee_since, committee_until, party_org_id FROM new_rows) UNION ALL (SELECT id, area_id, since, ended_on, committee_since, committee_until, party_org_id FROM new_rows EXCEPT SELECT id, area_id, since, ended_on, committee_since, committee_until, party_org_id FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_estate.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='2ce558796baccfcf8c8cac1330267e2b3e04508d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_1bd03', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_estate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='estate',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, area_id, since, ended_on, committee_since, committee_until, party_org_id FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_estate.area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT changed.area_id::bigint AS area, changed.since::date AS first ) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='430cd00e11c535c9918970a0409642b78ee551c1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_c37fc', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_estate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='estateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d27eb158cb626ade9be85ae754f78bed5beccee', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c033', table='cocon_estateevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='propertyterm',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('estate_id'), models.F('estate_id'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange'), '&&')], name='property_term_no_overlap', violation_error_message='这个小区这段时间已有物业企业'),
        ),
        migrations.AddConstraint(
            model_name='propertyterm',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='property_term_ends_after_it_began', violation_error_message='服务截止日期不能早于开始日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertyterm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cocon_propertytermevent" ("company_id", "end_reason", "estate_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") SELECT new_values."company_id", new_values."end_reason", new_values."estate_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."since", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6fb71da1c311b32c81ebed62ccb97218f7825c02', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e9e59', referencing='REFERENCING NEW TABLE AS new_values ', table='cocon_propertyterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertyterm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cocon_propertytermevent" ("company_id", "end_reason", "estate_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."company_id", NEW."end_reason", NEW."estate_id", NEW."id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;', hash='e97b00c5aecb1dfaad2aa1ad70add8b6a172ec2b', operation='UPDATE', pgid='pgtrigger_update_update_7e940', table='cocon_propertyterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertyterm',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cocon_propertytermevent" ("company_id", "end_reason", "estate_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."company_id", OLD."end_reason", OLD."estate_id", OLD."id", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;', hash='77b89b2a5b9ccf71573ea0ea8b0bea4db5b1947b', operation='DELETE', pgid='pgtrigger_delete_delete_f4c99', table='cocon_propertyterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertyterm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, estate_id, company_id, since, until FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_propertyterm.company__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_company.area_id::bigint AS area, changed.since::date AS first FROM orgtree_institution at_company WHERE at_company.id = changed.company_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_propertyterm.estate__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_estate.area_id::bigint AS area, changed.since::date AS first FROM cocon_estate at_estate WHERE at_estate.id = changed.estate_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='df24efdf1e742474484ab58866e424a1b6865256', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_d7f5a', referencing='REFERENCING NEW TABLE AS new_rows ', table='cocon_propertyterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertyterm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, estate_id, company_id, since, until FROM old_rows EXCEPT SELECT id, estate_id, company_id, since, until FROM new_rows) UNION ALL (SELECT id, estate_id, company_id, since, until FROM new_rows EXCEPT SELECT id, estate_id, company_id, since, until FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_propertyterm.company__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_company.area_id::bigint AS area, changed.since::date AS first FROM orgtree_institution at_company WHERE at_company.id = changed.company_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_propertyterm.estate__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_estate.area_id::bigint AS area, changed.since::date AS first FROM cocon_estate at_estate WHERE at_estate.id = changed.estate_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='5d575bc7f8b9f58a530c01fc1083e13e2a2dd22f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_35f7a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='cocon_propertyterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertyterm',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, estate_id, company_id, since, until FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'cocon_propertyterm.company__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_company.area_id::bigint AS area, changed.since::date AS first FROM orgtree_institution at_company WHERE at_company.id = changed.company_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'cocon_propertyterm.estate__area.since', cell.area, cell.first, NULL::date FROM changed CROSS JOIN LATERAL (SELECT at_estate.area_id::bigint AS area, changed.since::date AS first FROM cocon_estate at_estate WHERE at_estate.id = changed.estate_id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='43455739d41ca986ab0434daa98fd0657e667f06', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_08651', referencing='REFERENCING OLD TABLE AS old_rows ', table='cocon_propertyterm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertytermevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed5a5f9ad89592d25d12bf1e387bf5e2f5ab7962', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_98136', table='cocon_propertytermevent', when='BEFORE')),
        ),
        ]),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
