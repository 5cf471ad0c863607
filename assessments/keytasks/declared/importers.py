"""The list of key tasks as offices keep it, with dates as they write them."""

from django import forms

from assessments.keytasks.services.sheets import plan_key_tasks, write_key_tasks
from assessments.keytasks.services.tasks import FIRST_YEAR, KEEPERS, LAST_YEAR
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, NameField, RowForm, WordsField
from orgtree.text.rules.written.days import UnreadDay, due_day

LONGEST = 500


class YearField(CountField):
    """2026, 2026年, 2026年度."""

    def to_python(self, value):
        return super().to_python(str(value or "").strip().removesuffix("度").removesuffix("年"))


class KeyTaskRowForm(RowForm):
    """One key task; its time may be a month's end, whose year stands in it or in the column beside."""

    aliases = {
        "title": ("任务", "任务名称", "重点工作", "工作任务", "重点任务名称"),
        "asked": ("工作措施", "具体措施", "主要内容", "目标任务", "工作内容", "任务内容"),
        "lead": ("牵头部门", "牵头领导单位"),
        "owners": ("责任单位", "责任部门", "承办单位", "落实单位", "配合单位"),
        "due": ("时限", "完成时间", "时间节点", "时限要求", "办结时限"),
        "year": ("年份",),
    }
    example = {
        "title": "红色物业提升",
        "asked": "逐个小区推进，年底前全覆盖",
        "lead": "区委组织部",
        "owners": "各街道、区住建局",
        "due": "9月底前",
        "year": "2026",
    }

    title = NameField(label="重点任务", max_length=60, min_length=2)
    asked = forms.CharField(
        label="工作要求", max_length=LONGEST, min_length=2, required=False, help_text="不填与任务相同"
    )
    lead = NameField(label="牵头单位", max_length=60, required=False)
    owners = WordsField(
        label="责任分工",
        required=False,
        max_length=LONGEST,
        help_text="街道、社区或单位的名称，用顿号分开；也可写“各街道”“各社区”；不填以后再分解",
    )
    due = forms.CharField(
        label="完成时限", max_length=30, help_text="如 2026年10月底、2026-9-30；只写“9月底前”的要填年度"
    )
    year = YearField(label="年度", required=False, help_text="完成时限没有写年份的必填")

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise forms.ValidationError(f"应在{FIRST_YEAR}到{LAST_YEAR}之间")
        return year

    def clean(self):
        """The day that is meant; without a year anywhere it is asked for and never guessed."""
        cleaned = super().clean()
        year = cleaned.get("year")
        if "due" not in cleaned or "year" not in cleaned:
            return cleaned
        try:
            cleaned["due_on"] = due_day(cleaned["due"], year=year)
        except UnreadDay as error:
            self.add_error("due", str(error))
            return cleaned
        if year is not None and cleaned["due_on"].year != year:
            self.add_error("due", f"完成时限不在{year}年内")
        cleaned["asked"] = cleaned.get("asked") or cleaned.get("title", "")
        return cleaned


register_importers(
    Importer(
        key="key-tasks",
        title="重点任务清单",
        hint="登记年度重点任务，责任单位写明的随即交办；同一年同名的不重复登记；完成时限按办公室的写法填，没有年份的会问",
        permission=P.KEY_TASK_MANAGE,
        kinds=frozenset(KEEPERS),
        form=KeyTaskRowForm,
        plan=plan_key_tasks,
        write=write_key_tasks,
        undo="登记有误：在“重点任务”中办理“取消任务”，没有办完的节点一并取消。",
        taken_back={"assessments.KeyTask": ("cancel", {"reason": "撤销导入"})},
    )
)
