"""Sheets that people hand in about wishes."""

from django import forms

from cocon.units.declared.importers import COMMUNITIES
from cocon.wishes.choices import WishKind
from cocon.wishes.services.wish_sheets import plan_wishes, write_wishes
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, NameField, PhoneField, RowForm


class WishRowForm(RowForm):
    """One wish of residents."""

    aliases = {
        "title": ("心愿名称", "微心愿"),
        "need": ("需求", "心愿内容", "说明"),
        "people_helped": ("惠及人数", "人数"),
        "phone": ("电话", "联系方式", "手机"),
    }
    example = {
        "title": "换一个楼道灯泡",
        "need": "楼道灯坏了，老人晚上出门不便",
        "kind": "维修安装",
        "people_helped": "6",
    }

    carried = frozenset({"state"})

    title = forms.CharField(label="心愿", max_length=40, help_text="不写居民姓名、电话和门牌号")
    need = forms.CharField(label="需求说明", max_length=300, help_text="不写居民姓名、电话和门牌号")
    kind = NameField(label="类别", max_length=10, help_text="从可选值中选")
    people_helped = CountField(label="帮助人数", required=False, help_text="不填算1人")
    phone = PhoneField(label="联系电话", required=False, help_text="居民同意才填；加密保存，结束180天后自动删除")
    state = forms.CharField(label="状态", required=False)


def wish_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"kind": list(WishKind.labels)}


register_importers(
    Importer(
        key="wishes",
        title="微心愿",
        hint="登记居民的微心愿，内容相同的不重复登记；不收集居民姓名",
        permission=P.ACTIVITY_MANAGE,
        kinds=COMMUNITIES,
        form=WishRowForm,
        plan=plan_wishes,
        write=write_wishes,
        undo="登记有误：在“微心愿”中取消。",
        choices=wish_choices,
    )
)
