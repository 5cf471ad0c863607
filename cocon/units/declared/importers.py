"""Sheets that people hand in about pairings."""

from django import forms

from cocon.units.services.pairing_sheets import plan_pairings, write_pairings
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import DayField, NameField, RowForm

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
    )
)
