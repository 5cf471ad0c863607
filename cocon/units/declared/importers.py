"""Sheets that people hand in about pairings, and about what units bring to shared matters."""

from functools import partial

from django import forms

from cocon.units.choices import UnitSystem
from cocon.units.models import Matter
from cocon.units.services.pairing_sheets import plan_pairings, write_pairings
from cocon.units.services.profile_sheets import plan_profiles, write_profiles
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import LIST_MARKS, DayField, NameField, RowForm

COMMUNITIES = frozenset({AreaKind.COMMUNITY, AreaKind.VILLAGE})
STREETS = frozenset({AreaKind.STREET, AreaKind.TOWN})


def labels_of(form: type[RowForm]) -> dict[str, str]:
    """name of a column -> its heading."""
    return {name: str(field.label) for name, field in form.base_fields.items()}


def matter_names() -> list[str]:
    """Those that hold for all."""
    return [matter.name for matter in Matter.objects.filter(is_active=True, area=None)]


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


class NamesField(forms.CharField):
    """Names with any of the usual marks between them."""

    def clean(self, value):
        return [name for name in LIST_MARKS.split(super().clean(value)) if name]


class ProfileRowForm(RowForm):
    """One unit, and what it brings to shared matters."""

    aliases = {
        "unit_name": ("单位", "共建单位", "驻区单位"),
        "uscc": ("信用代码", "社会信用代码"),
        "system": ("系统", "条线", "所属条线", "行业系统"),
        "good_at": ("擅长事项", "特长", "服务特长"),
        "offers": ("可提供资源", "提供的支持", "服务内容"),
    }
    example = {
        "unit_name": "示例区示例局",
        "system": "卫生健康",
        "good_at": "医疗健康、文体活动",
        "offers": "每季度义诊一次",
    }

    unit_name = NameField(
        label="单位名称", required=False, max_length=100, help_text="已登记单位的名称；同名的另填代码"
    )
    uscc = NameField(label="统一社会信用代码", required=False, max_length=18, help_text="18位；填了就以它为准")
    system = NameField(label="所属系统", max_length=20, help_text="从可选值中选")
    good_at = NamesField(label="擅长的事项", required=False, max_length=200, help_text="从可选值中选，几项的用顿号隔开")
    offers = forms.CharField(label="能提供的支持", required=False, max_length=300, help_text="不写个人信息")


def profile_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"system": list(UnitSystem.labels), "good_at": matter_names()}


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
        key="unit-profiles",
        title="共建单位",
        hint="登记单位所属系统、擅长的事项和能提供的支持；单位须已登记，已有的按表更新",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES | STREETS,
        form=ProfileRowForm,
        plan=partial(plan_profiles, labels=labels_of(ProfileRowForm)),
        write=write_profiles,
        undo="登记有误：在“共建单位”中修改，或改好再导入一次。",
        choices=profile_choices,
    ),
)
