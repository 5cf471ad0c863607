"""Sheets of the hotline, a line an order; and of windows, a line a kind and day."""

from django import forms

from grids.doors.choices import WindowKind
from grids.doors.services.order_sheets import plan_orders, write_orders
from grids.doors.services.windows import WINDOWS, plan_windows, write_windows
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, DayField, NameField, PhoneField, RowForm, SealedField

KINDS = frozenset(
    {AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE}
)
PRIVATE = "不写姓名、电话和门牌号"


class OrderRowForm(RowForm):
    """One order of the hotline."""

    aliases = {
        "outside_number": ("工单编号", "工单号", "编号"),
        "told_on": ("来电时间", "受理时间", "反映时间"),
        "category": ("问题分类", "诉求类别", "分类"),
        "place": ("事发地址", "地址", "发生地点"),
        "title": ("诉求标题", "标题"),
        "words": ("诉求内容", "内容", "问题描述"),
        "area_code": ("网格编码", "社区编码"),
        "phone": ("联系方式", "来电号码", "电话"),
        "asker": ("诉求人", "来电人", "姓名"),
    }
    example = {
        "outside_number": "GD2026110001",
        "told_on": "2026-11-02",
        "category": "0202",
        "area_code": "370702001001",
        "place": "健康路与和平街路口",
        "title": "路灯不亮",
        "words": "路口两盏路灯连续三晚不亮",
    }

    outside_number = NameField(label="来件编号", max_length=40)
    told_on = DayField(label="反映日期")
    category = NameField(label="事项分类", max_length=4, help_text="四位编码")
    area_code = NameField(label="区域编码", max_length=32, help_text="社区或网格的编码")
    place = forms.CharField(label="地点", max_length=60, help_text=PRIVATE)
    title = forms.CharField(label="事项", max_length=40, help_text=PRIVATE)
    words = forms.CharField(label="情况", max_length=500, help_text=PRIVATE)
    asker = SealedField(label="称呼", max_length=20, required=False, help_text="没有就不填；加密保存")
    phone = PhoneField(label="联系电话", required=False, help_text="没有就不填；加密保存，结案180天后自动删除")


register_importers(
    Importer(
        key="hotline-orders",
        title="12345工单",
        hint="每行一件工单，同一编号一年只登记一次，重复导入不会多登记",
        permission=P.CASE_ENTER,
        kinds=KINDS,
        form=OrderRowForm,
        plan=plan_orders,
        write=write_orders,
        undo="登记有误：在“网格事项”中撤销。",
        taken_back={"grids.Case": ("withdraw", {"reason": "撤销导入"})},
    )
)


class WindowRowForm(RowForm):
    """How many matters of a kind a window dealt with on a day."""

    aliases = {"kind": ("种类", "业务类型"), "number": ("次数", "办件量", "办理量"), "day": ("办理日期",)}
    example = {"day": "2026-11-02", "kind": "社会保障", "number": "12"}
    carried = frozenset({"state"})

    day = DayField(label="日期")
    kind = NameField(label="事项种类", max_length=10, help_text="从可选值中选")
    number = CountField(label="办理次数")
    state = forms.CharField(label="状态", required=False)


def window_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"kind": list(WindowKind.labels)}


register_importers(
    Importer(
        key="window-counts",
        title="窗口办件",
        hint="每天每种一行，只填次数；已登记的不重复计入",
        permission=P.CASE_ENTER,
        kinds=frozenset(WINDOWS),
        form=WindowRowForm,
        plan=plan_windows,
        write=write_windows,
        undo="登记有误：在“窗口办件”中作废后重新登记。",
        choices=window_choices,
    )
)
