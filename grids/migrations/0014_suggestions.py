"""投诉建议: advice goes to the community, complaints about the community's own work to the street (docs/rules.md)."""

from datetime import date

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

START = date(2025, 1, 1)
TWO = [
    ("0803", "意见建议", "L2", "社区", "对社区服务、对本平台的意见和建议"),
    ("0804", "对社区工作的投诉", "L3", "街道", "由街道办理，社区也看得到内容，看不到是谁说的"),
]


def fill(apps, schema_editor):
    categories = apps.get_model("grids", "Category").objects
    for code, name, level, lead, hint in TWO:
        if not categories.filter(code=code, area=None).exists():
            categories.create(
                code=code, name=name, level=level, lead_words=lead, hint=hint, active_from=START, duty="basic",
                accept_number=1, accept_unit="workday", handle_number=5, handle_unit="workday",
            )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('grids', '0013_hands'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='category',
            name='mark_figures_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='category',
            name='mark_figures_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='category',
            name='mark_figures_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, code FROM new_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_category.cases__area.cases__done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases WHERE at_cases.category_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_category.cases__area.cases__opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases WHERE at_cases.category_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_category.cases__area.cases__reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases__reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases, grids_report at_cases__reports WHERE at_cases.category_id = changed.id AND at_cases__reports.case_id = at_cases.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='b191792bc2634d592ac05af5f3d71c2e88282b70', level='STATEMENT', operation='INSERT', pgid='pgtrigger_mark_figures_insert_00a50', referencing='REFERENCING NEW TABLE AS new_rows ', table='grids_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED ((SELECT id, code FROM old_rows EXCEPT SELECT id, code FROM new_rows) UNION ALL (SELECT id, code FROM new_rows EXCEPT SELECT id, code FROM old_rows)) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_category.cases__area.cases__done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases WHERE at_cases.category_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_category.cases__area.cases__opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases WHERE at_cases.category_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_category.cases__area.cases__reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases__reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases, grids_report at_cases__reports WHERE at_cases.category_id = changed.id AND at_cases__reports.case_id = at_cases.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='c251db0e4bf9f014dd399b3bd4a5b3a0a0eb1739', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_mark_figures_update_74dfb', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='grids_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='mark_figures_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="WITH changed AS MATERIALIZED (SELECT id, code FROM old_rows) INSERT INTO orgtree_figuremark (source, area_id, since, until) SELECT DISTINCT 'grids_category.cases__area.cases__done_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases.done_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases WHERE at_cases.category_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_category.cases__area.cases__opened_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases.opened_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases WHERE at_cases.category_id = changed.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL UNION ALL SELECT DISTINCT 'grids_category.cases__area.cases__reports__told_at', cell.area, cell.first, cell.first FROM changed CROSS JOIN LATERAL (SELECT at_cases.area_id::bigint AS area, (at_cases__reports.told_at AT TIME ZONE 'Asia/Shanghai')::date AS first FROM grids_case at_cases, grids_report at_cases__reports WHERE at_cases.category_id = changed.id AND at_cases__reports.case_id = at_cases.id OFFSET 0) cell WHERE cell.area IS NOT NULL AND cell.first IS NOT NULL; RETURN NULL;", hash='c465f2fa6df9201d32684efca2c1b35e4c132328', level='STATEMENT', operation='DELETE', pgid='pgtrigger_mark_figures_delete_18312', referencing='REFERENCING OLD TABLE AS old_rows ', table='grids_category', when='AFTER')),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
