"""Rosters that people hand in about who is to sit in a body."""

from django import forms

from cocon.bodies.choices import SeatRole
from cocon.bodies.services.seat_sheets import plan_seats, write_seats
from cocon.units.declared.importers import COMMUNITIES, STREETS
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import DayField, NameField, RowForm


class SeatRowForm(RowForm):
    """Somebody proposed for a seat."""

    aliases = {
        "body": ("组织名称", "大党委", "所在组织"),
        "role": ("职务类别", "委员类别", "席位类型"),
        "holder": ("委员姓名", "兼职委员"),
        "institution": ("单位", "工作单位", "单位名称"),
        "title": ("职务", "现任职务"),
        "since": ("任职时间", "聘任日期"),
        "until": ("任期", "任期止"),
    }
    example = {
        "body": "示例社区大党委",
        "role": "兼职委员",
        "holder": "张示例",
        "institution": "示例区示例局",
        "title": "示例局党支部书记",
        "since": "2026-3-1",
    }
    carried = frozenset({"state"})

    body = NameField(label="共建组织", max_length=60, help_text="已成立的组织的名称，导入到一个社区时可以只写“大党委”")
    role = NameField(label="席位", max_length=12, help_text="从可选值中选")
    holder = NameField(label="姓名", max_length=40)
    institution = NameField(
        label="所在单位", required=False, max_length=100, help_text="兼职委员必填，须是已登记的单位；社区本身的委员留空"
    )
    title = NameField(label="单位及职务", required=False, max_length=60)
    since = DayField(label="任职日期", required=False, help_text="不填算今天")
    until = DayField(label="任期至", required=False, help_text="当天仍算；不填按组织类型的任期")
    state = forms.CharField(label="状态", required=False)


def seat_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"role": list(SeatRole.labels)}


register_importers(
    Importer(
        key="seats",
        title="共建组织委员名单",
        hint="提名大党委等组织的委员和成员；组织须已成立、单位须已登记，已在组织中的不重复提名；导入后由街道审批",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES | STREETS,
        form=SeatRowForm,
        plan=plan_seats,
        write=write_seats,
        undo="登记有误：在“任职席位”中撤回提名。",
        choices=seat_choices,
    ),
)
