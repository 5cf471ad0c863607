"""Three empty tables as offices send them: a line an area with a heading of two merged lines, a line an item with this month and the year, a line a record."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from orgtree.choices import AreaKind, PeriodKind
from orgtree.days.rules.periods import Period
from orgtree.models import AskedForm, FigureFill
from orgtree.oneform.services.registering import register_form


def by_area() -> bytes:
    """在职党员报到服务情况统计表: 通化's published figures (T17, T18) a line a community, with two columns that nobody knows."""
    book = Workbook()
    sheet = book.active
    sheet.append(["在职党员进社区报到服务情况统计表"])
    sheet.append(["填报单位：", None, None, None, None, None, None, "填报日期："])
    sheet.append(["序号", "所属街道", "社区名称", "区域情况", None, "志愿服务", None, "服务时长（小时）", "备注", None])
    sheet.append([None, None, None, "户数", "常住人口", "志愿服务次数", "本年累计志愿服务次数", None, None, None])
    for row in range(5, 9):
        sheet.cell(row, 1, row - 4)
    sheet.append(["填表人：", None, None, None, "审核人："])
    for area in ("A1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:H4", "I3:I4"):
        sheet.merge_cells(area)
    return saved(book)


def by_item() -> bytes:
    """基层党建工作情况统计表: a line an item, this month beside the year."""
    book = Workbook()
    sheet = book.active
    sheet.append(["基层党建工作情况统计表"])
    sheet.append(["类别", "项目", "单位", "本月", "本年累计"])
    for kind, item, unit in (
        ("报到", "在职党员报到", "名"),
        ("服务", "志愿服务次数", "次"),
        ("服务", "服务时长", "小时"),
        ("网格", "网格数", "个"),
        ("网格", "楼栋数", "栋"),
        ("其他", "订阅党报党刊", "份"),
    ):
        sheet.append([kind, item, unit])
    sheet.append(["审核人："])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("A6:A7")
    return saved(book)


def by_record() -> bytes:
    """网格台账: a line a grid (the kind of t07 and t08 of the small sheets)."""
    book = Workbook()
    sheet = book.active
    sheet.append(["网格基本情况台账"])
    sheet.append(["序号", "名称", "代码", "类型", "上级区域"])
    sheet.append(["填表人："])
    sheet.merge_cells("A1:E1")
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


SAMPLES = {"areas": by_area, "items": by_item, "rows": by_record}


def uploaded(sample: str = "areas") -> SimpleUploadedFile:
    return SimpleUploadedFile("空表.xlsx", SAMPLES[sample]())


def said_of(town, **more) -> dict:
    """What is said when a form is registered."""
    today = timezone.localdate()
    return {
        "area": town.district,
        "title": "在职党员报到服务统计",
        "office": "区委办公室",
        "purpose": "掌握在职党员进社区情况",
        "ground": "区办〔2026〕3号",
        "level": AreaKind.COMMUNITY,
        "period_kind": PeriodKind.MONTH,
        "due_days": 5,
        "starts_on": today - timedelta(days=90),
        "ends_on": today + timedelta(days=200),
    } | more


def registered(town, sample: str = "areas", **more) -> AskedForm:
    return register_form(file=uploaded(sample), by=town.organisation, **said_of(town, **more))


def counted(form: AskedForm) -> AskedForm:
    """The form, with the periods that it speaks of counted: whatever is not there is nought."""
    last = Period.holding(form.period_kind, timezone.localdate()).previous
    for period in (last, Period.holding(PeriodKind.YEAR, last.start)):
        FigureFill.objects.get_or_create(
            period_kind=period.kind, period_start=period.start, defaults={"as_of": timezone.now()}
        )
    return form
