"""Sheets that people hand in about replies."""

from django import forms

from grids.replies.choices import ReplyKind
from grids.replies.services.replies import KEEPERS
from grids.replies.services.reply_sheets import plan_replies, write_replies
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import DayField, NameField, RowForm


class ReplyRowForm(RowForm):
    """One reply."""

    aliases = {
        "title": ("标题", "口径名称", "问题"),
        "wording": ("口径", "答复内容", "答复"),
        "source": ("来源", "政策依据", "文件依据"),
        "category": ("类别编号", "事项类别"),
        "valid_until": ("有效期", "截止日期"),
    }
    example = {
        "title": "电动自行车进楼充电",
        "kind": "政策口径",
        "category": "0302",
        "wording": "电动自行车及其电池不得在楼道、门厅停放和充电，请到小区充电棚充电。",
        "source": "《高层民用建筑消防安全管理规定》第三十七条",
        "valid_from": "2026-01-01",
        "valid_until": "2027-12-31",
    }
    carried = frozenset({"state"})

    title = NameField(label="名称", max_length=40)
    kind = NameField(label="类型", max_length=10, help_text="从可选值中选")
    category = forms.CharField(label="适用类别", max_length=4, required=False, help_text="四位编号或前两位，留空都适用")
    wording = forms.CharField(label="内容", max_length=600, help_text="不写姓名、手机号和门牌号")
    source = forms.CharField(label="依据", max_length=100)
    valid_from = DayField(label="启用日期")
    valid_until = DayField(label="有效期至", help_text="最后一天仍可用")
    state = forms.CharField(label="状态", required=False)


def reply_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"kind": list(ReplyKind.labels)}


register_importers(
    Importer(
        key="replies",
        title="答复口径",
        hint="登记本级的答复模板和政策口径，名称相同的更新内容、依据和有效期",
        permission=P.CASE_DISPATCH,
        kinds=frozenset(KEEPERS),
        form=ReplyRowForm,
        plan=plan_replies,
        write=write_replies,
        undo="登记有误：在“答复口径”中修改或停用。",
        choices=reply_choices,
    )
)
