"""The columns of the trail's roots, and of what was taken out of it."""

from functools import cache

from django.apps import apps
from django.db import models

from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, unsummed_columns
from orgtree.trail.models import Erasure, TrailRoot


@cache
def model_at(table: str) -> type[models.Model] | None:
    """The model whose rows stand in this table; None where it is gone."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def table_told(erasure: Erasure) -> str:
    """The table as people call it: 党员的变更记录."""
    model = model_at(erasure.table_name)
    of_what = getattr(model, "pgh_tracked_model", None)
    if of_what:
        return f"{of_what._meta.verbose_name}的变更记录"
    return str(model._meta.verbose_name) if model else erasure.table_name


def columns_told(erasure: Erasure) -> str:
    """The columns as people call them."""
    model = model_at(erasure.table_name)
    fields = model._meta.concrete_fields if model else ()
    called = {field.column: str(field.verbose_name) for field in fields}
    return "、".join(called.get(name, name) for name in erasure.columns)


erasure_list = declare_list(
    Erasure,
    columns=columns_of(Erasure, "at")
    | unsummed_columns(Erasure, "taken")
    | {
        "table": Column("从哪里抹去", table_told),
        "columns": Column("抹去的内容", columns_told),
        "cause": Column("由谁引起", lambda erasure: erasure.caused_by or "保存期限已到"),
    },
    desk="at table columns taken cause",
    order="-id",
)

trail_root_list = declare_list(
    TrailRoot,
    columns=columns_of(TrailRoot, "day made_at")
    | {
        "tables": Column("数据表", lambda root: root.accounts),
        "rows": Column("新封存行数", lambda root: root.entries),
        "digest": Column("摘要", lambda root: root.digest, chars=17),
    },
    desk="day digest tables rows made_at",
)
