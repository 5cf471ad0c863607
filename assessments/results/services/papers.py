"""What a round hands out on paper: the result sheet to be signed, a letter of feedback for each subject, the bundle for the archive."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from assessments.ballots.choices import TextState
from assessments.ballots.models import PollText
from assessments.papers import SignedPaper
from assessments.results.models import Addend, Outcome
from assessments.results.services.outcomes import digest_of, outcomes_of, trace_of
from assessments.rounds.models import Round
from assessments.schemes.rules.tables import ROUNDING
from orgtree.choices import Permission as P

TO_MEND = "收到反馈后三十日内，在“整改”中逐项认领并写明措施，每季度填报进展，由督办方核验销号。"


def sheet_of(round: Round) -> SignedPaper:
    """All subjects in the order of the meeting with number and grade, to be signed."""
    outcomes = outcomes_of(round)
    rows = [
        [
            str(place),
            one.subject.name,
            one.subject.group,
            "—" if one.total is None else f"{one.total}",
            one.get_suggested_display() or "—",
            one.get_decided_display() or "待评定",
            one.reason or ("异议改定" if one.disputes.filter(state="upheld").exists() else ""),
        ]
        for place, one in enumerate(outcomes, start=1)
    ]
    return SignedPaper(
        title="评议结果登记表",
        number=round.number,
        facts=[
            ("评议", round.title),
            ("组织", round.area.name),
            ("年度", f"{round.year}年"),
            ("考评对象", f"{len(outcomes)}个"),
        ],
        headings=["序号", "考评对象", "同类组", "综合得分", "建议", "评定", "说明"],
        rows=rows,
        widths=[1, 4, 2, 2, 2, 2, 4],
        boxes=[("计分", ROUNDING), ("评定意见", "")],
        stamps=["党委会主持人", "考核办"],
        file_name=f"{round.title}结果登记表",
    )


def letter_of(outcome: Outcome) -> SignedPaper:
    """What one subject is told: each addend, the grade, what to mend."""
    subject = outcome.subject
    why = "；".join(filter(None, (outcome.reason, outcome.log.replace("\n", "；")))) or "按建议等次评定"
    return SignedPaper(
        title="评议结果反馈",
        number=subject.round.number,
        facts=_facts_of(outcome),
        headings=["项目", "得分", "计入权重", "加权得分", "依据"],
        rows=[_line_of(one) for one in _addends_of(outcome)],
        widths=[3, 2, 2, 2, 6],
        boxes=[("评定说明", why), ("点评", subject.comment or "—"), *_texts_of(outcome), ("整改要求", TO_MEND)],
        stamps=[subject.round.area.name],
        file_name=f"{subject.name}{subject.round.year}年评议结果反馈",
    )


def _texts_of(outcome: Outcome) -> list[tuple[str, str]]:
    """What voters wrote, as far as the desk let it be fed back, in the order of the words; nothing where there is none."""
    texts = PollText.objects.filter(subject__of_round=outcome.subject_id, state=TextState.SHOWN).order_by("text", "pk")
    told = "\n".join(f"{number}. {one.text}" for number, one in enumerate(texts, start=1))
    return [("民主测评意见", told)] if told else []


def _facts_of(outcome: Outcome) -> list[tuple[str, str]]:
    year = [("计入部门年度考核", outcome.year_told)] if outcome.year_told else []
    return [
        ("考评对象", outcome.subject.name),
        ("评议", outcome.subject.round.title),
        ("综合得分", "—" if outcome.total is None else f"{outcome.total}"),
        *year,
        ("评定等次", outcome.get_decided_display() or "—"),
        ("上年整改", outcome.list_told),
        ("结果摘要", outcome.digest[:16] or "公布后生成"),
    ]


def _addends_of(outcome: Outcome):
    return outcome.addends.select_related("component").order_by("component__position", "pk")


def _line_of(one: Addend) -> list[str]:
    raw = "不计" if one.raw is None else f"{one.raw}"
    return [one.component.name, raw, f"{one.counted}%", f"{one.product}", one.note]


def bundle_of(round: Round) -> bytes:
    """A zip for the archive: every outcome with its trace and digest as JSON, the sheet as .docx and PDF."""
    sheet = sheet_of(round)
    results = [trace_of(one) | {"digest": one.digest, "recomputed": digest_of(one)} for one in outcomes_of(round)]
    about = {"round": round.number, "title": round.title, "rounding": ROUNDING, "results": results}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as bundle:
        for name, content in (
            ("results.json", json.dumps(about, ensure_ascii=False, indent=1).encode()),
            ("sheet.docx", sheet.as_document().as_bytes()),
            ("sheet.pdf", sheet.as_pdf()),
        ):
            bundle.writestr(name, content)
    return out.getvalue()


def rounds_to_print(user):
    """Rounds whose sheet and bundle the person may take: they decide there."""
    return Round.objects.allowed(user, P.ASSESS_DECIDE).select_related("area", "scheme")
