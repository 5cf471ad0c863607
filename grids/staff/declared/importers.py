"""The sheet of staff that communities and streets hand in."""

from grids.staff.choices import StaffRole
from grids.staff.services.sheets import plan_staff, write_staff
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import DayField, NameField, RowForm, SealedField


class StaffRowForm(RowForm):
    """One who serves somewhere as something."""

    aliases = {
        "place": ("网格", "社区", "楼栋", "所在区域", "网格名称"),
        "role": ("职务", "岗位", "人员类别"),
        "holder": ("网格员姓名", "网格员"),
        "phone": ("联系电话", "电话", "手机号"),
        "beat": ("街巷", "街巷名称", "责任区"),
        "since": ("上岗时间", "任职时间"),
    }
    example = {
        "place": "东园一网格",
        "role": "全科网格员",
        "holder": "示例甲",
        "phone": "0536-8230000",
        "since": "2026-1-1",
    }
    unscanned = {"phone": "a number for duty, which is sealed"}

    place = NameField(label="区域", required=False, max_length=80, help_text="网格、楼栋的名称或代码；不填为导入的区域")
    role = NameField(label="身份", max_length=12, help_text="从可选值中选")
    holder = NameField(label="姓名", max_length=40)
    phone = SealedField(label="值班电话", required=False, max_length=20, help_text="工作联系用，加密保存")
    beat = NameField(label="负责范围", required=False, max_length=60, help_text="街巷长填街巷名称")
    since = DayField(label="任职日期", required=False, month_ok=True, help_text="不填为今天；只写到月的算当月1日")
    until = DayField(label="任期至", required=False)
    consented_on = DayField(
        label="同意公示日期", required=False, help_text="本人签字同意公示姓名和电话的日期；不填为未同意"
    )


register_importers(
    Importer(
        key="staff",
        title="网格力量",
        hint="登记网格员、街巷长、楼栋长、社区工作者等；同一区域同一身份同名的不重复登记，由平台岗位而来的不用登记",
        permission=P.STAFF_MANAGE,
        kinds=frozenset({AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE}),
        form=StaffRowForm,
        plan=plan_staff,
        write=write_staff,
        undo="登记有误：在“网格力量”中办理“登记有误”。",
        choices=lambda: {"role": list(StaffRole.labels)},
    )
)
