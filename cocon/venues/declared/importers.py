"""Sheets that people hand in about venues."""

from django import forms

from cocon.units.declared.importers import COMMUNITIES
from cocon.venues.choices import BaseKind, VenueKind
from cocon.venues.services.venue_sheets import plan_venues, write_venues
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import DayField, NameField, RowForm


class VenueRowForm(RowForm):
    """One venue."""

    aliases = {"name": ("阵地名称", "场所名称"), "address": ("位置",), "since": ("启用时间", "建成日期")}
    example = {
        "name": "东园社区党群服务中心",
        "kind": "党群服务中心",
        "address": "东园路12号",
        "is_public": "是",
        "since": "2024-05-01",
    }

    name = forms.CharField(label="名称", max_length=40)
    kind = NameField(label="类别", max_length=10, help_text="从可选值中选")
    base_kind = NameField(label="基地类型", max_length=10, required=False, help_text="组织生活基地必填，其他不填")
    address = forms.CharField(label="地址", max_length=80)
    is_public = NameField(label="向居民开放", max_length=1, required=False, help_text="是或否；不填算是")
    since = DayField(label="启用日期")
    until = DayField(label="停用日期", required=False)


def venue_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"kind": list(VenueKind.labels), "base_kind": list(BaseKind.labels), "is_public": ["是", "否"]}


register_importers(
    Importer(
        key="venues",
        title="阵地",
        hint="登记社区的阵地，名称相同的不重复登记；面积和房间在登记后填写",
        permission=P.VENUE_MANAGE,
        kinds=COMMUNITIES,
        form=VenueRowForm,
        plan=plan_venues,
        write=write_venues,
        undo="登记有误：在“阵地”中修改，不用的填停用日期。",
        choices=venue_choices,
    )
)
