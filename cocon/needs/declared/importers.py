"""Sheets that people hand in about needs and resources."""

from functools import partial

from django import forms

from cocon.needs.choices import NeedList, NeedReach, NeedSource, ResourceKind
from cocon.needs.services.need_sheets import plan_needs, write_needs
from cocon.needs.services.needs import LONGEST
from cocon.needs.services.resource_sheets import plan_resources, write_resources
from cocon.units.declared.importers import COMMUNITIES, STREETS, labels_of, matter_names
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, DayField, NameField, RowForm

PRIVATE = "不写姓名、电话和门牌号"


class NeedRowForm(RowForm):
    """One need of a community."""

    aliases = {
        "area": ("社区名称", "需求社区", "所属社区"),
        "title": ("需求名称", "需求事项", "需求项目", "事项"),
        "words": ("需求说明", "具体需求", "具体内容", "需求内容"),
        "matter": ("类别", "需求类别", "需求类型"),
        "people": ("人数", "受益人数", "服务人数"),
        "until": ("完成时限", "时限", "完成时间", "截止日期"),
        "listed": ("清单",),
        "source": ("来源渠道", "需求来源"),
    }
    example = {
        "title": "周末课业辅导",
        "words": "小学生周末辅导，每次两小时",
        "matter": "教育培训",
        "until": "2026-12-31",
    }
    carried = frozenset({"state"})

    area = NameField(label="社区", required=False, max_length=60, help_text="导入到一个社区时可以不填")
    title = forms.CharField(label="需求", max_length=LONGEST["title"], help_text=PRIVATE)
    words = forms.CharField(label="说明", max_length=LONGEST["words"], help_text=PRIVATE)
    matter = NameField(label="事项类别", max_length=20, help_text="从可选值中选")
    quantity = CountField(label="数量", required=False, help_text="不填算1")
    measure = NameField(
        label="量词", required=False, max_length=LONGEST["measure"], help_text="如：场、人、套；不填为项"
    )
    people = CountField(label="惠及人数", required=False)
    place = forms.CharField(label="地点", required=False, max_length=LONGEST["place"])
    since = DayField(label="开始日期", required=False)
    until = DayField(label="完成日期")
    claim_by = DayField(label="认领截止日期", required=False)
    reach = NameField(label="谁可以认领", required=False, max_length=20, help_text="不填为与本社区结对的单位")
    listed = NameField(label="所在清单", required=False, max_length=20, help_text="不填为需求清单")
    source = NameField(label="来源", required=False, max_length=20, help_text="不填为社区发起")
    state = forms.CharField(label="状态", required=False)


class ResourceRowForm(RowForm):
    """One thing to share."""

    aliases = {
        "unit": ("单位", "单位名称", "提供单位", "资源单位"),
        "area": ("社区", "所属社区"),
        "title": ("资源名称", "资源内容", "资源项目"),
        "kind": ("资源类别", "资源种类", "资源类型"),
        "matter": ("类别",),
        "capacity": ("容量", "数量"),
        "hours": ("可用时间", "开放时间", "时间"),
        "conditions": ("条件", "备注"),
        "until": ("截止日期",),
    }
    example = {
        "unit": "示例区示例局",
        "title": "多功能厅",
        "kind": "场地",
        "matter": "场地设施",
        "capacity": "120",
        "hours": "周末",
    }
    carried = frozenset({"state"})

    unit = NameField(label="共享单位", required=False, max_length=100, help_text="已登记单位的名称；社区自己的不填")
    area = NameField(
        label="所在区域", required=False, max_length=60, help_text="单位的按单位所在区域；导入到一个社区时可以不填"
    )
    title = forms.CharField(label="资源", max_length=40, help_text=PRIVATE)
    kind = NameField(label="种类", max_length=10, help_text="从可选值中选")
    matter = NameField(label="事项类别", max_length=20, help_text="从可选值中选")
    capacity = CountField(label="容量或数量", required=False, help_text="如能坐多少人、有多少套")
    hours = forms.CharField(label="什么时候可用", required=False, max_length=60)
    conditions = forms.CharField(label="使用条件", required=False, max_length=200)
    until = DayField(label="共享到", required=False, help_text="当天仍算；不填一直共享")
    state = forms.CharField(label="状态", required=False)


def need_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    words = {"reach": NeedReach, "listed": NeedList, "source": NeedSource}
    return {"matter": matter_names()} | {name: list(choices.labels) for name, choices in words.items()}


def resource_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"matter": matter_names(), "kind": list(ResourceKind.labels)}


register_importers(
    Importer(
        key="needs",
        title="需求清单",
        hint="登记并发布社区的需求，同一社区、同名、完成日期相同的不重复登记；发布后结对单位会收到通知",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES | STREETS,
        form=NeedRowForm,
        plan=partial(plan_needs, labels=labels_of(NeedRowForm)),
        write=write_needs,
        undo="登记有误：在“共建需求”中撤回。",
        taken_back={"cocon.Need": ("withdraw", {"reason": "撤销导入"})},
        choices=need_choices,
    ),
    Importer(
        key="resources",
        title="资源清单",
        hint="登记单位和社区共享的资源；单位须已登记、在本区域内，同一单位同名的不重复登记",
        permission=P.COCON_MANAGE,
        kinds=COMMUNITIES | STREETS,
        form=ResourceRowForm,
        plan=partial(plan_resources, labels=labels_of(ResourceRowForm)),
        write=write_resources,
        undo="登记有误：在“共享资源”中收回。",
        choices=resource_choices,
    ),
)
