"""Sheets that people hand in about helping pairs and about what social workers did. Columns of names are never read."""

from django import forms

from cocon.helping.choices import Helped, HelpNeed, ServiceKind
from cocon.helping.services.pair_sheets import plan_pairs, write_pairs
from cocon.helping.services.service_sheets import plan_services, write_services
from cocon.units.declared.importers import COMMUNITIES, STREETS
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, DayField, NameField, RowForm


class HelpingPairRowForm(RowForm):
    """One unit or team and how many it helps with the same need from the same day."""

    aliases = {
        "unit_name": ("单位", "帮扶单位", "结对单位", "包联单位"),
        "uscc": ("信用代码", "社会信用代码"),
        "team": ("服务队", "志愿服务队"),
        "community": ("所在社区", "社区名称", "结对社区"),
        "need": ("需求", "帮扶内容", "帮扶类型", "困难类型"),
        "helped": ("对象类型", "帮扶对象类型"),
        "since": ("结对时间", "结对日期", "帮扶时间"),
        "until": ("结束时间", "帮扶期限"),
        "count": ("户数", "帮扶户数", "结对户数"),
    }
    example = {
        "unit_name": "示例区示例局",
        "community": "示例社区",
        "need": "生活困难",
        "helped": "家庭",
        "since": "2026-3-1",
        "count": "3",
    }
    carried = frozenset({"state"})

    unit_name = NameField(
        label="单位名称", required=False, max_length=100, help_text="已登记单位的名称；服务队帮扶的不填"
    )
    uscc = NameField(label="统一社会信用代码", required=False, max_length=18, help_text="18位；填了就以它为准")
    team = NameField(label="帮扶服务队", required=False, max_length=40, help_text="单位帮扶的不填")
    community = NameField(label="社区", required=False, max_length=60, help_text="导入到一个社区时可以不填")
    need = NameField(label="帮扶需求", max_length=10, help_text="从可选值中选")
    helped = NameField(
        label="帮扶对象", required=False, max_length=10, help_text="家庭或成年居民，不填算家庭；不填姓名"
    )
    since = DayField(label="开始日期", month_ok=True, help_text="如 2026-3-1；只写到月的算当月1日")
    until = DayField(label="最后一天", required=False)
    count = CountField(label="对数", required=False, help_text="同一需求、同一天开始的有几对；不填算1")
    state = forms.CharField(label="状态", required=False)


def pair_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"need": list(HelpNeed.labels), "helped": list(Helped.labels)}


class SocialServiceRowForm(RowForm):
    """One session."""

    aliases = {
        "organisation": ("机构", "机构名称", "社工机构", "社会组织名称"),
        "community": ("服务社区", "社区名称"),
        "kind": ("类型", "服务类别"),
        "title": ("服务内容", "活动名称", "主题"),
        "day": ("服务日期", "时间", "服务时间"),
        "hours": ("时长", "小时", "服务时长"),
        "heads": ("人数", "参加人数", "受益人数"),
    }
    example = {
        "organisation": "示例社会工作服务中心",
        "community": "示例社区",
        "kind": "小组活动",
        "title": "老年人防跌倒小组第一节",
        "day": "2026-3-12",
        "hours": "1.5",
        "heads": "12",
    }
    carried = frozenset({"state"})

    organisation = NameField(label="社会组织", max_length=100, help_text="已登记引进的社会组织")
    community = NameField(label="社区", required=False, max_length=60, help_text="引进到哪里；只引进到一处的可以不填")
    kind = NameField(label="服务类型", max_length=10, help_text="从可选值中选")
    title = forms.CharField(label="内容", max_length=60, help_text="不写个人姓名、电话和住址")
    day = DayField(label="日期")
    hours = forms.DecimalField(label="时长（小时）", max_digits=3, decimal_places=1, help_text="如 1.5")
    heads = CountField(label="服务人数")
    state = forms.CharField(label="状态", required=False)


def service_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"kind": list(ServiceKind.labels)}


register_importers(
    Importer(
        key="helping_pairs",
        title="帮扶对子",
        hint="登记单位、服务队的帮扶对子，平台给编号；姓名、住址、电话各列一律不读、不存",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES | STREETS,
        form=HelpingPairRowForm,
        plan=plan_pairs,
        write=write_pairs,
        undo="登记有误：在“帮扶对子”中结束，原因选“登记有误”，不计入统计。",
        choices=pair_choices,
    ),
    Importer(
        key="social_services",
        title="社工服务",
        hint="登记引进的社会组织开展的服务，一次一行；不收服务对象的姓名",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES | STREETS,
        form=SocialServiceRowForm,
        plan=plan_services,
        write=write_services,
        undo="登记有误：在“社工服务”中作废。",
        choices=service_choices,
    ),
)
