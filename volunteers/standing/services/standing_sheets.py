"""Papers of publication and year close, in the offices' layout: .xlsx and .docx of the same rows, by number, never ranked."""

from collections.abc import Iterable

from orgtree.models import Area
from orgtree.sheets.documents import Document
from orgtree.sheets.workbooks import Heading, Sheet
from orgtree.text.rules.numbers import plain
from volunteers.points.models.points import MemberYear
from volunteers.standing.models.publication import PublicNotice

LINE_HEADINGS = (
    Heading("序号", number=True),
    Heading("姓名"),
    Heading("本季得分", number=True, decimals=2),
)
YEAR_HEADINGS = (
    Heading("编号"),
    Heading("姓名"),
    Heading("服务小时", number=True, decimals=1, summed=True),
    Heading("年度积分", number=True, decimals=2),
    Heading("建议等次"),
    Heading("评定等次"),
    Heading("理由", width=30),
    Heading("评定人"),
)
WORDS_OF_YEAR = "积分供组织综合研判，不排名；等次由组织评定，积分只作建议。"


def notice_about(notice: PublicNotice) -> str:
    """The line under the title: who, until when, how to object."""
    return (
        f"{notice.area.path_label()}　公示期：{notice.opens_on:%Y-%m-%d}至{notice.closes_on:%Y-%m-%d}　"
        f"异议截止：{notice.objections_until:%Y-%m-%d}"
    )


def _notice_rows(notice: PublicNotice) -> list[list]:
    return [
        [number, line.shown_name, line.points] for number, line in enumerate(notice.lines.order_by("member"), start=1)
    ]


def notice_sheet(notice: PublicNotice) -> Sheet:
    """公示表 as a sheet; there is nothing to add up, so its last row is empty."""
    rows, title = _notice_rows(notice), f"{notice.area.name}{notice}积分公示表"
    return Sheet("公示表", title, notice_about(notice), LINE_HEADINGS, rows, total=["合计", f"{len(rows)}人", ""])


def notice_document(notice: PublicNotice) -> Document:
    """公示表 to be put on the board."""
    document = Document(f"{notice.area.name}{notice}积分公示", meta=notice_about(notice))
    document.paragraph(
        "现将本社区报到党员积分予以公示。名单按编号排列，不分名次。如有异议，请在异议截止日前向社区或街道提出。"
    )
    rows = [[number, name, plain(points)] for number, name, points in _notice_rows(notice)]
    document.table([heading.label for heading in LINE_HEADINGS], rows, widths=(1, 3, 2))
    document.signatures("社区党组织（盖章）")
    return document


def year_rows(accounts: Iterable[MemberYear]) -> list[list]:
    """One row of the yearly list per account, those exempt without a score."""
    rows = []
    for account in accounts:
        exempt = account.get_exempt_reason_display()
        decider = account.band_decided_by.name if account.band_decided_by else ""
        score = [None, "", f"免评（{exempt}）", ""] if exempt else _score(account)
        rows.append([account.member.number, account.member.name, account.frozen_hours, *score, decider])
    return rows


def _score(account: MemberYear) -> list:
    band = account.get_band_display() or "待评定"
    return [account.frozen_total, account.get_suggested_band_display(), band, account.band_reason]


def year_sheet(area: Area, year: int, accounts: Iterable[MemberYear]) -> Sheet:
    """年度评价表 as a sheet."""
    title, about = f"{area.name}{year}年度积分评价表", f"{area.path_label()}　{year}年　{WORDS_OF_YEAR}"
    return Sheet("年度评价表", title, about, YEAR_HEADINGS, year_rows(accounts))


def year_document(area: Area, year: int, accounts: Iterable[MemberYear]) -> Document:
    """年度评价表 to be signed."""
    document = Document(f"{area.name}{year}年度积分评价表", meta=area.path_label(), landscape=True)
    document.paragraph(WORDS_OF_YEAR)
    rows = [
        [
            plain(cell) if heading.number and cell is not None else cell or ""
            for heading, cell in zip(YEAR_HEADINGS, row, strict=True)
        ]
        for row in year_rows(accounts)
    ]
    document.table([heading.label for heading in YEAR_HEADINGS], rows, widths=(2, 2, 2, 2, 2, 2, 4, 2))
    document.signatures("社区党组织（盖章）", "街道党工委（盖章）")
    return document
