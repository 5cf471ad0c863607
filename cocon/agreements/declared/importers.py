"""Sheets that people hand in about agreements."""

from functools import partial

from django import forms

from cocon.agreements.services.agreement_sheets import goals_of_cell, plan_agreements, write_agreements
from cocon.units.declared.importers import COMMUNITIES, STREETS, labels_of
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import DayField, NameField, RowForm


class GoalsField(forms.CharField):
    """Goals with their numbers, a line each or behind one another."""

    def clean(self, value):
        try:
            return goals_of_cell(super().clean(value))
        except RuleBroken as error:
            raise forms.ValidationError(error.message) from error


class AgreementRowForm(RowForm):
    """One agreement of a unit and a community."""

    aliases = {
        "unit_name": ("单位", "共建单位", "结对单位", "乙方"),
        "uscc": ("信用代码", "社会信用代码"),
        "community": ("社区名称", "甲方"),
        "since": ("开始日期", "签订日期", "生效日期"),
        "until": ("到期日期", "有效期至", "结束日期"),
        "goals": ("共建目标", "目标任务"),
        "duties_unit": ("单位责任", "单位职责"),
        "duties_community": ("社区责任", "社区职责"),
        "paper_at": ("存放处", "原件存放处"),
    }
    example = {
        "unit_name": "示例区示例局",
        "community": "示例社区",
        "since": "2026-3-1",
        "until": "2027-2-28",
        "goals": "联合主题党日 6次；为居民办实事 4件",
        "paper_at": "社区档案柜",
    }
    carried = frozenset({"state"})

    unit_name = NameField(
        label="单位名称", required=False, max_length=100, help_text="已登记单位的名称；同名的另填代码"
    )
    uscc = NameField(label="统一社会信用代码", required=False, max_length=18, help_text="18位；填了就以它为准")
    community = NameField(label="社区", required=False, max_length=60, help_text="导入到一个社区时可以不填")
    since = DayField(label="起始日期", help_text="如 2026-3-1")
    until = DayField(label="截止日期", required=False, help_text="最后一个有效日；不填为一年")
    goals = GoalsField(label="目标", required=False, max_length=900, help_text="写明数量，几条的用分号隔开")
    duties_unit = forms.CharField(
        label="乙方责任", required=False, max_length=1000, help_text="单位承担的；不填按通用文本"
    )
    duties_community = forms.CharField(
        label="甲方责任", required=False, max_length=1000, help_text="社区承担的；不填按通用文本"
    )
    unit_liaison = NameField(label="单位联络员", required=False, max_length=40)
    community_liaison = NameField(label="社区联络员", required=False, max_length=40)
    paper_at = forms.CharField(
        label="纸质原件存放处",
        required=False,
        max_length=60,
        help_text="双方已在纸上签字的填写，导入后即为已签；不填的为草稿",
    )
    state = forms.CharField(label="状态", required=False)


register_importers(
    Importer(
        key="agreements",
        title="共建协议",
        hint="登记已在纸上签订的协议，或起草新的；单位须已登记，同一单位、社区、起始日期已有的不重复登记、也不改动",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES | STREETS,
        form=AgreementRowForm,
        plan=partial(plan_agreements, labels=labels_of(AgreementRowForm)),
        write=write_agreements,
        undo="登记有误：草稿和尚未生效的在“共建协议”中作废，已生效的办理终止。",
        taken_back={"cocon.Agreement": ("cancel", {"reason": "撤销导入"})},
    )
)
