"""Every entry sealed to the one before it; roots and checks beside the ledger (docs/decisions/0019-ledger-chain.md)."""

from itertools import groupby, islice

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from volunteers.rules.chain import GENESIS, amount, moment, seal

BATCH = 2000


def chain(apps, schema_editor):
    """Give the entries of each account their places, in the order in which they were written, and seal them.

    The one update that the ledger ever sees: its triggers are off for as long as it takes.
    """
    entries = apps.get_model("volunteers", "PointEntry").objects
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE volunteers_pointentry DISABLE TRIGGER USER")
        for batch in batched(_sealed(entries.order_by("account_id", "id").iterator(BATCH)), BATCH):
            entries.bulk_update(batch, ["sequence", "previous_digest", "digest"])
        cursor.execute("ALTER TABLE volunteers_pointentry ENABLE TRIGGER USER")


def batched(rows, size):
    while batch := list(islice(rows, size)):
        yield batch


def _sealed(rows):
    for _, entries in groupby(rows, key=lambda entry: entry.account_id):
        digest = GENESIS
        for sequence, entry in enumerate(entries, start=1):
            entry.sequence, entry.previous_digest = sequence, digest
            entry.digest = digest = seal(_content(entry), sequence, digest)
            yield entry


def _content(entry):
    return (
        *(entry.account_id, entry.area_id, entry.rule_set_id, entry.item_code, entry.kind, entry.source),
        *(entry.reverses_id, amount(entry.quantity), moment(entry.occurred_at), entry.note),
        *(moment(entry.recorded_at), entry.recorded_by_id),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('orgtree', '0006_area_edits_index'),
        ('volunteers', '0014_item_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(verbose_name='核验时间')),
                ('entries', models.PositiveIntegerField(verbose_name='条目数')),
                ('accounts', models.PositiveIntegerField(verbose_name='账户数')),
                ('fault_count', models.PositiveIntegerField(verbose_name='问题数')),
                ('faults', models.JSONField(default=list, verbose_name='问题')),
            ],
            options={
                'verbose_name': '积分账核验',
                'verbose_name_plural': '积分账核验',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='LedgerHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(verbose_name='末条序号')),
                ('digest', models.CharField(max_length=64, verbose_name='末条摘要')),
            ],
            options={
                'verbose_name': '账户末条',
                'verbose_name_plural': '账户末条',
            },
        ),
        migrations.CreateModel(
            name='LedgerRoot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='日期')),
                ('digest', models.CharField(max_length=64, verbose_name='账根摘要')),
                ('previous_digest', models.CharField(max_length=64, verbose_name='前一账根摘要')),
                ('entries', models.PositiveIntegerField(verbose_name='条目总数')),
                ('accounts', models.PositiveIntegerField(verbose_name='账户总数')),
                ('made_at', models.DateTimeField(verbose_name='生成时间')),
            ],
            options={
                'verbose_name': '积分账根',
                'verbose_name_plural': '积分账根',
                'ordering': ['-day'],
            },
        ),
        migrations.AddField(
            model_name='pointentry',
            name='digest',
            field=models.CharField(default='', max_length=64, verbose_name='本条摘要'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='pointentry',
            name='previous_digest',
            field=models.CharField(default='', max_length=64, verbose_name='前一条摘要'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='pointentry',
            name='sequence',
            field=models.PositiveIntegerField(default=0, verbose_name='账内序号'),
            preserve_default=False,
        ),
        migrations.RunPython(chain, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='pointentry',
            constraint=models.UniqueConstraint(fields=('account', 'sequence'), name='point_entry_place_in_account'),
        ),
        migrations.AddField(
            model_name='ledgerhead',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='volunteers.memberyear', verbose_name='账户'),
        ),
        migrations.AddField(
            model_name='ledgerhead',
            name='root',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='volunteers.ledgerroot', verbose_name='账根'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerroot',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e9f72c72046bb9605047def0567e860279f5914b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_98109', table='volunteers_ledgerroot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerroot',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the points ledger is append-only';", hash='7481965e5f32fcce6f09ce5d0c65326eec2039c7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5156c', table='volunteers_ledgerroot', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ledgerhead',
            constraint=models.UniqueConstraint(fields=('account', 'root'), name='ledger_head_once_per_root'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerhead',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6403767ffaffac8350a1d0fc299e99c85a9b6ece', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90378', table='volunteers_ledgerhead', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerhead',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'the points ledger is append-only';", hash='1166fb1683086e8e72a642376c6abbb48d7aca6d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_cac7f', table='volunteers_ledgerhead', when='BEFORE')),
        ),
    ]
