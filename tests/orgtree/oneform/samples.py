"""Three empty tables as offices send them: a line an area with a heading of two merged lines, a line an item with this month and the year, a line a record."""

from collections.abc import Callable
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


def table(*lines: tuple, merges: tuple = ()) -> Callable[[], bytes]:
    """An empty table of these lines."""

    def made() -> bytes:
        book = Workbook()
        for line in lines:
            book.active.append(line)
        for area in merges:
            book.active.merge_cells(area)
        return saved(book)

    return made


def as_offices_send() -> bytes:
    """Of several sheets the second, with a heading of three lines, sections, a hidden line, sums of parts and of all, and a foot."""
    book = Workbook()
    notes, sheet = book.active, book.create_sheet("附表")
    notes.title = "填报说明"
    notes.append(["请于每月5日前报送"])
    for line in (
        ["网格工作情况表"],
        ["序号", "社区名称", "基本情况", None, None, "备注"],
        [None, None, "区域", None, "志愿服务次数", None],
        [None, None, "户数", "网格数", None, None],
        ["城关街道"],
        [1, "西园社区", "#N/A", "—"],
        [2, "已并入社区"],
        [3, "东园社区"],
        [None, "小计"],
        [None, "合计"],
        ["填表人："],
    ):
        sheet.append(line)
    sheet.row_dimensions[7].hidden = True
    for area in ("A1:F1", "A2:A4", "B2:B4", "C2:E2", "C3:D3", "E3:E4", "F2:F4", "A5:F5"):
        sheet.merge_cells(area)
    return saved(book)


# Tables of the other apps: each has at most one blank in five that nobody knows.
OF_APPS = {
    "grids": table(
        ("社区网格事项办理情况统计表",),
        ("社区名称", "受理诉求事项", "其中已办结", "办结率", "按时办结率", "满意率", "网格员", "网格名称", "来电来访"),
        merges=("A1:I1",),
    ),
    "cocon": table(
        ("共驻共建工作情况统计表",),
        ("项目", "单位", "本月"),
        ("单位结对社区", "对"),
        ("有效共建协议", "份"),
        ("召开共建会议", "次"),
        ("协调解决问题", "件"),
        ("公共用房面积", "平方米"),
        ("结对单位名称", ""),
        ("党组织名称", ""),
        ("慰问困难群众", "户"),
        merges=("A1:C1",),
    ),
    "assessments": table(
        ("基层党建考核情况统计表",),
        ("社区名称", "党组织名称", "应开展三会一课", "三会一课完成率", "督导", "培训", "到期整改事项", "上年度评议等次", "备注"),
        merges=("A1:I1",),
    ),
    "rooms": table(
        ("房间与场地台账",),
        ("序号", "名称", "阵地", "功能", "容纳人数", "是否外借"),
    ),
    "ledger": table(
        ("网格在办事项台账",),
        ("序号", "名称", "代码", "社区", "红·党建", "橙·安全", "黄·矛盾"),
    ),
}  # fmt: skip


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


SAMPLES = {"areas": by_area, "items": by_item, "rows": by_record, "offices": as_offices_send, **OF_APPS}


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
