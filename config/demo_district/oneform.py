"""Three tables that offices ask for: one in use and to be checked, one that waits for approval, one that is over."""

from datetime import date, timedelta
from io import BytesIO

import xlsxwriter
from django.core.files.base import ContentFile

from orgtree.acts import perform_one
from orgtree.choices import AreaKind, PeriodKind, PostKind, ReturnState
from orgtree.models import AskedForm, FormReturn, Post, User
from orgtree.oneform.acts import form_acts, return_acts
from orgtree.oneform.services.registering import register_form
from orgtree.oneform.services.returns import end_forms, end_returns

SERVICE = (
    "在职党员进社区报到服务情况统计表",
    [
        ["填报单位：", "", "", "", "", "", "填报日期：", ""],
        ["序号", "所属街道", "社区名称", "报到情况", "报到情况", "志愿服务", "志愿服务", "备注"],
        ["序号", "所属街道", "社区名称", "在职党员报到", "志愿者", "志愿服务次数", "本年累计服务时长", "备注"],
        ["填表人：", "", "", "", "审核人：", "", "", ""],
    ],
    ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 1, 6), (1, 7, 2, 7)),
)
BUILDING = (
    "基层党建工作情况统计表",
    [
        ["类别", "项目", "单位", "本季", "本年累计"],
        ["报到", "在职党员报到", "名", "", ""],
        ["服务", "志愿服务次数", "次", "", ""],
        ["服务", "服务时长", "小时", "", ""],
        ["网格", "网格数", "个", "", ""],
        ["宣传", "订阅党报党刊", "份", "", ""],
        ["审核人：", "", "", "", ""],
    ],
    ((2, 0, 3, 0),),
)
GRIDS = ("网格基本情况台账", [["序号", "名称", "代码", "类型", "上级区域"], ["填表人：", "", "", "", ""]], ())


def build_forms(today: date) -> None:
    """By the street and 考核办, approved by 区委组织部: two persons."""
    district = Post.objects.live().filter(kind=PostKind.ORGANISATION_DEPT, area__kind=AreaKind.DISTRICT).first()
    office = Post.objects.live().filter(kind=PostKind.ASSESS_OFFICE).first()
    if not (district and office):
        return
    used = _registered(
        SERVICE, office, today, "区委组织部", "掌握在职党员进社区报到和服务情况", ends=today + timedelta(days=300)
    )
    perform_one(form_acts, "approve", pk=used.pk, by=district.holder)
    _registered(
        BUILDING,
        office,
        today,
        "区委办公室",
        "季度党建工作通报",
        ends=today + timedelta(days=200),
        kind=PeriodKind.QUARTER,
    )
    over = _registered(GRIDS, office, today, "区委政法委", "网格划分情况摸底", ends=today)
    perform_one(form_acts, "approve", pk=over.pk, by=district.holder)
    AskedForm.objects.filter(pk=over.pk).update(ends_on=today - timedelta(days=1))
    end_forms(today)
    end_returns(today)


def report_forms() -> None:
    """When all is counted: every second community has looked at what the platform filled in, and sent it."""
    posts = (
        Post.objects.live().filter(kind=PostKind.COMMUNITY_SECRETARY).select_related("holder").order_by("area__code")
    )
    rows = {row.area_id: row for row in FormReturn.objects.filter(state=ReturnState.OPEN)}
    for post in [post for post in posts if post.area_id in rows][1::2]:
        perform_one(return_acts, "confirm", pk=rows[post.area_id].pk, by=post.holder)


def _registered(
    table: tuple, office: Post, today: date, asker: str, purpose: str, *, ends: date, kind=PeriodKind.MONTH
) -> AskedForm:
    by: User = office.holder
    return register_form(
        file=ContentFile(_workbook(*table), name="空表.xlsx"),
        area=office.area,
        title=table[0].removesuffix("表"),
        office=asker,
        purpose=purpose,
        ground=f"涧办〔{today.year}〕{len(table[1])}号",
        level=AreaKind.COMMUNITY,
        period_kind=kind,
        due_days=8,
        starts_on=today - timedelta(days=120),
        ends_on=ends,
        by=by,
    )


def _workbook(title: str, lines: list[list[str]], merges: tuple) -> bytes:
    """An empty table as an office sends it: its title over all columns, lines below, some cells merged (counted from the line below the title)."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, len(lines[0]) - 1, title)
        covered = set()
        for top, left, bottom, right in merges:
            page.merge_range(top + 1, left, bottom + 1, right, lines[top][left])
            covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        for row, cells in enumerate(lines):
            for column, text in enumerate(cells):
                if text and (row, column) not in covered:
                    page.write_string(row + 1, column, text)
    return file.getvalue()
