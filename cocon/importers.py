"""Sheets that people hand in about what this app keeps."""

from django import forms

from cocon.choices import WishKind
from cocon.units.services.pairing_sheets import plan_pairings, write_pairings
from cocon.venues.choices import BaseKind, VenueKind
from cocon.venues.services.venue_sheets import plan_venues, write_venues
from cocon.wishes.services.wish_sheets import plan_wishes, write_wishes
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, DayField, NameField, PhoneField, RowForm

COMMUNITIES = frozenset({AreaKind.COMMUNITY, AreaKind.VILLAGE})
STREETS = frozenset({AreaKind.STREET, AreaKind.TOWN})


class PairingRowForm(RowForm):
    """One unit and one community that are paired."""

    aliases = {
        "unit_name": ("单位", "结对单位", "共建单位", "驻区单位", "包联单位"),
        "uscc": ("信用代码", "社会信用代码"),
        "community": ("社区", "社区名称", "包联社区", "共建社区"),
        "since": ("日期", "结对时间", "签订日期"),
    }
    example = {"unit_name": "示例区示例局", "community": "示例社区", "since": "2026-3-1"}
    carried = frozenset({"state"})

    unit_name = NameField(
        label="单位名称", required=False, max_length=100, help_text="已登记单位的名称；同名的另填代码"
    )
    uscc = NameField(label="统一社会信用代码", required=False, max_length=18, help_text="18位；填了就以它为准")
    community = NameField(label="结对社区", required=False, max_length=60, help_text="导入到一个社区时可以不填")
    since = DayField(label="结对日期", month_ok=True, help_text="如 2026-3-1；只写到月的算当月1日")
    state = forms.CharField(label="状态", required=False)


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
        key="pairings",
        title="单位结对",
        hint="登记单位与社区的结对；单位须已登记，名称或代码对得上的才导入，已结对的不重复登记",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES | STREETS,
        form=PairingRowForm,
        plan=plan_pairings,
        write=write_pairings,
        undo="登记有误：当天在“结对”中撤销登记，以后办理结束。",
    ),
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
    ),
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
    ),
)
