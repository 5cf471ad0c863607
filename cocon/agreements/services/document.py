"""共建协议 to be printed: parties, term, goals, duties of both sides, liaisons, places to sign."""

from cocon.agreements.models import Agreement
from orgtree.sheets.documents import Document


def _day(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def agreement_document(agreement: Agreement) -> Document:
    """The agreement as it stands; before both have signed it has no number."""
    document = Document("共驻共建协议书", meta=f"编号：{agreement.number or '签订后编号'}")
    unit, community = agreement.unit.name, agreement.community.name
    document.paragraph(f"甲方：{community}　　乙方：{unit}", indented=False)
    document.paragraph(
        f"为推进党建引领基层治理，甲乙双方本着资源共享、优势互补的原则，商定如下。协议自{_day(agreement.since)}起，"
        f"至{_day(agreement.until)}止，最后一天有效。"
    )
    goals = [(place, goal.text, f"{goal.target}{goal.measure_word}") for place, goal in _numbered(agreement)]
    if goals:
        document.heading("一、共建目标")
        document.table(("序号", "目标", "数量"), goals, widths=(1, 6, 2))
    document.heading("二、双方责任")
    document.boxes((("甲方", agreement.duties_community), ("乙方", agreement.duties_unit)), height_cm=3)
    document.heading("三、联络")
    document.facts((("甲方联络员", agreement.liaison_community), ("乙方联络员", agreement.liaison_unit)))
    document.signatures(f"甲方（{community}）", f"乙方（{unit}）")
    document.note("本协议一式两份，双方各存一份。双方签字盖章后生效。")
    return document


def _numbered(agreement: Agreement):
    return enumerate(agreement.goals.all(), start=1)
