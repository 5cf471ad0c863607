"""Sheets that people hand in about estates and their property companies."""

from django import forms

from cocon.estates.services.estate_sheets import plan_estates, write_estates
from cocon.units.declared.importers import COMMUNITIES
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, DayField, NameField, RowForm


class EstateRowForm(RowForm):
    """One estate, and the company that looks after it."""

    aliases = {
        "name": ("小区", "住宅小区"),
        "households": ("总户数", "住户数"),
        "buildings": ("楼栋", "楼数", "栋数"),
        "since": ("交付日期", "建成日期"),
        "company": ("物业公司", "物业服务企业", "物业"),
        "uscc": ("统一社会信用代码", "信用代码"),
        "term_since": ("合同开始", "进驻日期"),
        "term_until": ("合同到期", "合同截止"),
        "committee_since": ("业委会成立日期",),
        "committee_until": ("业委会届满日期",),
    }
    example = {
        "name": "示例花园",
        "households": "860",
        "buildings": "12",
        "since": "2012-6-1",
        "company": "示例物业公司",
        "term_since": "2025-1-1",
        "term_until": "2027-12-31",
        "committee_since": "2024-5-10",
        "committee_until": "2029-5-9",
    }
    carried = frozenset({"state"})

    name = NameField(label="小区名称", max_length=40)
    households = CountField(label="户数")
    buildings = CountField(label="楼栋数")
    since = DayField(label="启用日期", month_ok=True, required=False, help_text="交付或纳入管理的日期；不填算今天")
    company = NameField(label="物业企业", required=False, max_length=100, help_text="已登记物业企业的名称；没有的不填")
    uscc = NameField(label="物业企业统一社会信用代码", required=False, max_length=18, help_text="18位；填了就以它为准")
    term_since = DayField(label="服务开始", month_ok=True, required=False, help_text="填了物业企业的必填")
    term_until = DayField(label="服务截止", required=False, help_text="合同的最后一天；没有约定的不填")
    committee_since = DayField(label="业委会自", required=False, help_text="没有业委会的不填")
    committee_until = DayField(label="业委会任期至", required=False, help_text="不填按本地规定的任期")
    state = forms.CharField(label="状态", required=False)


register_importers(
    Importer(
        key="estates",
        title="小区与物业",
        hint="登记社区的小区、物业企业和业委会任期；已登记的小区更新户数和楼栋数，更换物业企业请在小区页面办理",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES,
        form=EstateRowForm,
        plan=plan_estates,
        write=write_estates,
        undo="登记有误：在“小区”中修改或撤销，当天登记的物业服务可以撤销登记。",
    )
)
