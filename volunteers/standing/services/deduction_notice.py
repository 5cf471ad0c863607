"""扣减积分告知书: the notice of a deduction on paper, for a person who is not told by phone."""

from orgtree.days.rules.words import say_day
from orgtree.sheets.documents import Document
from orgtree.text.rules.numbers import plain
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.rules.deeds import WAITING


def deduction_notice(report: DeedReport) -> Document:
    """What is said and until when they may answer; once it is decided, what came of it. Three queries."""
    waiting, member = report.state in WAITING, report.member
    title = "拟扣减积分告知书" if waiting else "扣减积分结果告知书"
    document = Document(title, meta=f"{report.area.path_label()}　编号：{report.pk}")
    document.paragraph(f"{member.name}同志：", indented=False)
    document.paragraph(_words(report) if waiting else f"关于下列事项，办理结果为：{report.get_state_display()}。")
    document.facts(_facts(report, waiting=waiting), across=1)
    document.boxes([("本人说明", report.reply)])
    document.signatures("社区党组织（盖章）", "本人签收")
    document.note("本告知书一式两份，社区与本人各存一份。积分只作组织综合研判的参考，不排名。")
    return document


def _words(report: DeedReport) -> str:
    until = say_day(report.reply_until)
    return f"下列事项拟扣减积分。您可以在{until}前到社区说明情况；说明期满，经两人审核后才会扣减。不服结果的，可以提出异议。"


def _facts(report: DeedReport, *, waiting: bool) -> list[tuple[str, object]]:
    facts = [
        ("事项", f"{report.item_code} {report.item_label}"),
        ("发生日期", report.happened_on),
        ("数量", report.amount_in_words()),
        ("依据", report.evidence),
        ("积分", _points(report, waiting=waiting)),
    ]
    return [*facts, ("原因", report.reason)] if report.reason else facts


def _points(report: DeedReport, *, waiting: bool) -> str:
    if waiting:
        item = report.item()
        return f"每{item.get_unit_display()}{plain(item.points)}分"
    entry = report.point_entry()
    return f"{plain(entry.credit.credited)}分" if entry else "没有扣减"
