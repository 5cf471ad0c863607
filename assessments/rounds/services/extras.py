"""Honours, criticism and vetoes of a subject, each with its document; what they add and take off. Source: docs/rules.md, "Rounds"."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from assessments.rounds.choices import RoundState
from assessments.rounds.models import RoundSubject, SubjectExtra
from assessments.rounds.models.rounds import STANDS, WITHDRAWN
from assessments.schemes.choices import ExtraKind
from assessments.schemes.models import Extra
from orgtree.acts import Act, Acts, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.scope.services import within_reach

TAKEN = (RoundState.OPEN, RoundState.CLOSED)
TAKES_OFF = {ExtraKind.PLUS: 1, ExtraKind.MINUS: -1, ExtraKind.VETO: 0}


@dataclass(frozen=True)
class ExtraShown:
    """What a document gives (+) or takes (−), or a veto of nought points."""

    kind: str
    name: str
    points: Decimal
    times: int
    document: str


def extras_of(subject: RoundSubject) -> list[ExtraShown]:
    """What stands, in the order of the scheme; the limit of their sum is the scheme's (`extra_most`) and not applied here."""
    rows = subject.extras.filter(is_withdrawn=False).select_related("extra").order_by("extra__position", "pk")
    return [
        ExtraShown(
            row.extra.kind,
            row.extra.name,
            TAKES_OFF[ExtraKind(row.extra.kind)] * row.extra.points * row.times,
            row.times,
            row.document,
        )
        for row in rows
    ]


def subjects_to_mark(user, ids=None) -> QuerySet[RoundSubject]:
    """Subjects of rounds that the person runs and that take more."""
    return within_reach(RoundSubject, P.ASSESS_MANAGE, user).filter(round__state__in=TAKEN, is_left_out=False)


def extras_to_mark(user, ids=None) -> QuerySet[Extra]:
    """What schemes in rounds of the person's name, by hand."""
    rounds = subjects_to_mark(user).values("round__scheme")
    return Extra.objects.filter(scheme__in=rounds, key="").order_by("scheme", "position", "pk")


def _mark(row: SubjectExtra, doing: Doing) -> None:
    """Raises RuleBroken where the scheme has no such matter, or it would count more often than it may."""
    if row.extra.scheme_id != row.subject.round.scheme_id:
        raise not_found("事项", field="extra")
    standing = SubjectExtra.objects.filter(subject=row.subject, extra=row.extra, is_withdrawn=False)
    if standing.filter(document=row.document).exists():
        raise RuleBroken("known", "同一文件的同一事项只记一次", field="document", conflict=True)
    if sum(standing.values_list("times", flat=True)) + row.times > row.extra.times:
        raise RuleBroken("times", f"“{row.extra}”最多计{row.extra.times}次", field="times")


def _withdraw(row: SubjectExtra, doing: Doing) -> None:
    if row.subject.round.state not in TAKEN:
        raise RuleBroken("wrong_state", "已评定，不能撤销", conflict=True)
    row.is_withdrawn = True


MARKING = asks_of(
    SubjectExtra,
    "subject extra times document",
    subject={"rows": subjects_to_mark, "found_by": None},
    extra={"rows": extras_to_mark, "found_by": None},
    times={"least": 1, "most": 99},
)
extra_acts = declare_acts(
    Acts(
        SubjectExtra,
        called="加减分",
        loads=("subject__round__area", "subject__area", "subject__institution", "extra"),
        derived=((STANDS, "计入"), (WITHDRAWN, "已撤销")),
        acts=(
            Act("count", "自动计入", "计入", frozenset(), None, leads="计入"),
            Making(
                "mark",
                "登记加减分",
                "登记",
                None,
                permission=P.ASSESS_MANAGE,
                on="subject",
                asks=MARKING,
                run=_mark,
                fits=lambda subject: subject.state in TAKEN,
                stamps=("entered_by", "entered_at"),
                leads="计入",
                done="已登记。",
                hint="有文件依据的表彰、通报和否决；评定前可以登记。",
                icon="exposure",
                summary="登记加减分或否决",
                description="写明事项、次数和依据文件；超过方案次数的返回422。",
            ),
            Act(
                "withdraw",
                "撤销",
                "撤销",
                frozenset({STANDS}),
                None,
                permission=P.ASSESS_MANAGE,
                asks=(ask_reason("撤销", column="reason"),),
                run=_withdraw,
                leads="已撤销",
                done="已撤销，不再计入。",
                hint="登记有误或文件撤销的；记录保留。",
                summary="撤销加减分",
                description="写明原因；评定后返回409。",
            ),
        ),
    )
)
