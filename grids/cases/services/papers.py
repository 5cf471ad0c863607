"""The five papers of a case, to be printed, stamped and filed: the matter, never who told of it, who handled it or who prints it (G18)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone

from grids.cases.choices import CaseSource, CaseState, LegState, PaperKind
from grids.cases.models import Case, Leg
from grids.cases.models.cases import ANSWERED, ENDED
from grids.cases.models.clocks import HELD_LEGS
from grids.cases.rules import age_told, level_above
from grids.categories.choices import CaseLevel
from orgtree.acts.models import ActStep
from orgtree.errors import not_found
from orgtree.files.pdf import pdf_reply, render_pdf
from orgtree.looks.services.access import record_access
from orgtree.models import AccessLog
from orgtree.sheets.documents import Document, docx_reply
from orgtree.sheets.workbooks import plain

Pairs = list[tuple[str, str]]
FORMS = ("pdf", "docx")
OTHER_SYSTEMS = (CaseSource.HOTLINE, CaseSource.CITY)  # whose numbers are numbers of orders


@dataclass(frozen=True)
class CasePaper:
    """One paper: facts in pairs, one table at most, boxes to be read or filled in by hand, who puts a stamp to it."""

    kind: PaperKind
    number: str
    facts: Pairs
    boxes: Pairs
    stamps: tuple[str, ...]
    headings: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    widths: tuple[float, ...] = ()  # of the table's columns, as proportions

    @property
    def title(self) -> str:
        return f"网格事项{self.kind.label}"

    @property
    def file_name(self) -> str:
        """Without its ending."""
        return f"{self.kind.label}{self.number}"

    def as_document(self) -> Document:
        """The paper on A4, to be worked on."""
        document = Document(self.title, meta=f"编号：{self.number}")
        document.facts(self.facts)
        if self.headings:
            document.table(self.headings, self.rows, widths=self.widths)
        document.boxes(self.boxes)
        document.signatures(*self.stamps)
        document.stamp(printed_at())
        return document

    def as_data(self) -> dict:
        """What the template of the PDF fills in."""
        return {
            "title": self.title,
            "number": self.number,
            "facts": self.facts,
            "headings": self.headings,
            "rows": self.rows,
            "widths": self.widths,
            "boxes": self.boxes,
            "stamps": self.stamps,
            "printed": printed_at(),
        }


def printed_at() -> str:
    return f"打印时间：{plain(timezone.now())}"


def papers_for(case: Case) -> list[PaperKind]:
    """Those that the case has come to, in the order of its course."""
    steps = steps_of(case, "escalate", "move")
    fits = {
        PaperKind.DECLARED: True,
        PaperKind.RAISED: bool(steps["escalate"]) or (case.state not in ENDED and case.level != CaseLevel.L4),
        PaperKind.PASSED: bool(case.hops or steps["move"]),
        PaperKind.GIVEN: case.legs.filter(state__in=HELD_LEGS).exists(),
        PaperKind.ANSWERED: case.state in ANSWERED,
    }
    return [kind for kind in PaperKind if fits[kind]]


def papers_of_leg(leg: Leg) -> list[PaperKind]:
    """Those of a unit's own part."""
    return [PaperKind.GIVEN, *([PaperKind.ANSWERED] if leg.state == LegState.DONE else [])]


def paper_of(case: Case, kind: PaperKind, *, leg: Leg | None = None) -> CasePaper:
    """The paper as the case stands now; of a unit's own part where `leg` is given."""
    return CasePaper(kind=kind, number=case.number, **WRITERS[kind](case, leg))


def printed(case: Case, kind: str, form: str, *, offered: list[PaperKind], by, leg: Leg | None = None) -> HttpResponse:
    """The paper as a file (FORMS), recorded. Raises RuleBroken (not_found) for one that is not among those `offered`."""
    if kind not in offered or form not in FORMS:
        raise not_found("文书")
    made = paper_of(case, PaperKind(kind), leg=leg)
    record_print(case, made.kind, by=by)
    if form == "docx":
        return docx_reply(f"{made.file_name}.docx", made.as_document())
    return pdf_reply(render_pdf("case_paper.typ", made.as_data()), f"{made.file_name}.pdf")


def record_print(case: Case, kind: PaperKind, *, by) -> None:
    """That somebody took it: a line of the record of looks, which names nobody looked at."""
    export = AccessLog.Action.EXPORT
    record_access(actor=by, action=export, subject=f"网格事项{case.number}{kind.label}", area=case.area, persons=())


# --- What stands on each --------------------------------------------------------------------------------------------------


def steps_of(case: Case, *acts: str) -> dict[str, list[ActStep]]:
    """The steps of these acts, the first one first."""
    found: dict[str, list[ActStep]] = {act: [] for act in acts}
    for step in ActStep.objects.of("grids.case", case.pk).filter(act__in=acts):
        found[step.act].append(step)
    return found


def _moment(at: datetime | None) -> str:
    return plain(at) if at else ""


def _matter(case: Case) -> Pairs:
    return [
        ("事项", case.title),
        ("分类", f"{case.category.code} {case.category.name}"),
        ("区域", f"{case.area.parent.name}{case.area.name}" if case.area.parent else case.area.name),
        ("地点", case.place),
        ("接收时间", _moment(case.opened_at)),
        ("履职清单", case.category.get_duty_display()),
    ]


def _declared(case: Case, leg: None) -> dict:
    reports = list(case.reports.order_by("told_at"))
    numbers = [one.outside_number for one in reports if one.source in OTHER_SYSTEMS and one.outside_number]
    facts = [
        ("来源", "、".join(dict.fromkeys(one.get_source_display() for one in reports))),
        ("诉求件数", f"{len(reports)}件"),
        ("来件编号", "、".join(numbers)),
        ("受理时间", _moment(case.accepted_at)),
        ("办理层级", case.level_label),
        ("办理到期", _moment(case.due_at)),
    ]
    return {
        "facts": _matter(case) + facts,
        "boxes": [("情况", case.words), ("受理意见", case.reason if case.state == CaseState.NOT_OURS else "")],
        "stamps": (str(case.area),),
    }


def _raised(case: Case, leg: None) -> dict:
    raised = steps_of(case, "escalate")["escalate"]
    to = case.level if raised else level_above(case.level)
    facts = [
        ("呈报至", CaseLevel(to).label),
        ("呈报时间", _moment(raised[-1].at) if raised else ""),
        ("退回次数", f"{case.returns}次"),
        ("已历时", _age(case)),
    ]
    return {
        "facts": _matter(case) + facts,
        "boxes": [
            ("情况", case.words),
            ("呈报事由", "；".join(step.reason for step in raised)),
            ("拟办意见", ""),
            ("领导批示", ""),
        ],
        "stamps": ("呈报单位", "接收单位"),
    }


def _passed(case: Case, leg: None) -> dict:
    """Every hand-over, and how old the matter was at each: the clock runs from whoever asked, not from the last desk (G07)."""
    legs = case.legs.select_related("institution").order_by("given_at", "pk")
    moves = steps_of(case, "move")["move"]
    rows = [(one.given_at, one.institution.name, one.asked, one.get_state_display(), one.reason) for one in legs]
    rows += [(step.at, "移交到另一网格或社区", step.reason, "", "") for step in moves]
    told = [
        (_moment(at), to, why, age_told(case.opened_at, at), state, came) for at, to, why, state, came in sorted(rows)
    ]
    return {
        "facts": [
            *_matter(case),
            ("现承办", case.lead.name if case.lead else case.level_label),
            ("已历时", _age(case)),
        ],
        "headings": ("时间", "转往", "要求或事由", "距诉求提出", "状态", "退回或撤回原因"),
        "rows": told,
        "widths": (3, 3, 4, 2.2, 2, 3.2),
        "boxes": [("情况", case.words), ("承接单位意见", "")],
        "stamps": ("转出单位", "承接单位"),
    }


def _given(case: Case, leg: Leg | None) -> dict:
    legs = [leg] if leg else case.legs.filter(state__in=HELD_LEGS).select_related("institution")
    return {
        "facts": [*_matter(case), ("答复方式", "由交办单位统一答复诉求人"), ("已历时", _age(case))],
        "headings": ("承办单位", "角色", "办理要求", "交办时间", "办结期限", "签收时间"),
        "rows": [_given_to(one) for one in legs],
        "widths": (3, 1.4, 4, 3, 3, 3),
        "boxes": [("情况", case.words), ("领导批示", ""), ("承办意见", "")],
        "stamps": ("交办单位", "承办单位"),
    }


def _given_to(leg: Leg) -> tuple[str, ...]:
    binding = "（街道裁定，不得退回）" if leg.is_binding else ""
    moments = (_moment(leg.given_at), _moment(leg.due_at), _moment(leg.signed_at))
    return (leg.institution.name, leg.get_role_display(), f"{leg.asked}{binding}", *moments)


def _answered(case: Case, leg: Leg | None) -> dict:
    if leg:
        facts = [
            ("承办单位", leg.institution.name),
            ("角色", leg.get_role_display()),
            ("办结时间", _moment(leg.ended_at)),
        ]
        return {
            "facts": _matter(case) + facts,
            "boxes": [("情况", case.words), ("办理情况", leg.outcome), ("审核意见", "")],
            "stamps": (leg.institution.name,),
        }
    facts = [
        ("办理单位", case.lead.name if case.lead else case.level_label),
        ("办理结果", case.get_result_display()),
        ("办结时间", _moment(case.done_at)),
        ("核查时间", _moment(case.verified_at)),
    ]
    return {
        "facts": _matter(case) + facts,
        "boxes": [("情况", case.words), ("答复", case.answer), ("审核意见", "")],
        "stamps": (str(case.area),),
    }


def _age(case: Case) -> str:
    return age_told(case.opened_at, case.done_at or timezone.now())


WRITERS: dict[PaperKind, Callable[[Case, Leg | None], dict]] = {
    PaperKind.DECLARED: _declared,
    PaperKind.RAISED: _raised,
    PaperKind.PASSED: _passed,
    PaperKind.GIVEN: _given,
    PaperKind.ANSWERED: _answered,
}
