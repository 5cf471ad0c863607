"""Sheets that people hand in about cases: what was open in an old system."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from grids.cases.services.old_cases import plan_old_cases, write_old_cases
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import NameField, RowForm
from orgtree.text.rules.written.clocks import UnreadClock, read_clock
from orgtree.text.rules.written.days import UnreadDay, exact_day
from orgtree.text.rules.written.marks import narrow

KINDS = frozenset({AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE})
PRIVATE = "不写姓名、电话和门牌号"
OPENS = 8 * 60 + 30  # where only the day is known, it was told when offices open


class MomentField(forms.Field):
    """A day with or without a time: 2026-11-02 08:30."""

    def to_python(self, value):
        text = narrow(value or "").replace("T", " ")
        if not text:
            return None
        day, _, clock = text.partition(" ")
        try:
            on, minutes = exact_day(day), read_clock(clock) if clock.strip() else OPENS
        except (UnreadDay, UnreadClock) as error:
            raise ValidationError(str(error)) from error
        return timezone.make_aware(datetime.combine(on, time(minutes // 60 % 24, minutes % 60)))


class OldCaseForm(RowForm):
    """One open case of an old system."""

    aliases = {
        "number": ("原编号", "工单编号", "事件编号"),
        "title": ("标题", "事件名称"),
        "category": ("分类", "事件类型"),
        "area": ("所属网格", "网格", "社区"),
        "where": ("发生地点", "地址"),
        "words": ("事件描述", "内容"),
        "opened_at": ("上报时间", "受理登记时间", "登记时间"),
    }
    example = {
        "state": "待受理",
        "number": "SJ202610080012",
        "title": "路灯不亮",
        "category": "路灯不亮",
        "area": "东园一网格",
        "where": "健康路与和平街路口",
        "words": "路口两盏路灯连续三晚不亮",
        "opened_at": "2026-10-08 09:20",
    }

    state = forms.CharField(label="状态", max_length=10, required=False, help_text="留空为待受理；已结束的不导入")
    number = NameField(label="编号", max_length=40, help_text="原系统的编号，只登记一次")
    title = forms.CharField(label="事项", max_length=40, help_text=PRIVATE)
    category = NameField(label="事项分类", max_length=20, help_text="名称或四位编码")
    area = NameField(label="网格或社区", max_length=60, required=False, help_text="名称或编码；留空为导入的社区")
    where = forms.CharField(label="地点", max_length=60, help_text=PRIVATE)
    words = forms.CharField(label="情况", max_length=500, help_text=PRIVATE)
    opened_at = MomentField(label="接收时间", help_text="如2026-10-08 09:20；到期时间从这时算起")
    accepted_at = MomentField(label="受理时间", required=False, help_text="已受理的填写；办理时限从这时算起")
    source = forms.CharField(label="来源", max_length=10, required=False, help_text="留空为部门转来")


register_importers(
    Importer(
        key="old-cases",
        title="历史在办事项",
        hint="每行一件原系统还没有办结的事项，到期时间按各自的接收时间算；与网格事项导出表同样的列",
        permission=P.CASE_DISPATCH,
        kinds=KINDS,
        form=OldCaseForm,
        plan=plan_old_cases,
        write=write_old_cases,
        undo="登记有误：在“网格事项”中撤销。",
        taken_back={"grids.Case": ("withdraw", {"reason": "撤销导入"})},
    )
)
