"""What is asked for one level up about a case: more time, a clock that stands, out of the rates. Decided by another."""

from collections.abc import Sequence

from grids.cases.choices import RequestKind, RequestState
from grids.cases.models import Case, CaseRequest
from grids.cases.models.cases import WORKED_ON
from grids.cases.rules import check_extension
from grids.cases.services.asks import ask_words, why
from grids.cases.services.legs import own_legs
from grids.cases.services.telling import case_page, desk_of
from grids.cases.services.timing import held_clocks, office_of, settle_due
from grids.categories.choices import CaseLevel
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, declare_acts, rows_at
from orgtree.calendar.services import clocks
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.days.rules.working_time import Limit, Unit
from orgtree.errors import RuleBroken

State = RequestState
ASKED, APPROVED = frozenset({State.ASKED}), frozenset({State.APPROVED})
# Who decides, one level above whoever has the case in hand: domain.md 4.4.
DECIDES = {
    CaseLevel.L1: (P.CASE_DISPATCH, (AreaKind.COMMUNITY, AreaKind.VILLAGE)),
    CaseLevel.L2: (P.CASE_APPROVE, (AreaKind.STREET, AreaKind.TOWN)),
    CaseLevel.L3: (P.CASE_APPROVE, (AreaKind.DISTRICT, AreaKind.CITY)),
    CaseLevel.L4: (P.CASE_APPROVE, (AreaKind.DISTRICT, AreaKind.CITY)),
}


def may_decide(case: Case, user) -> bool:
    """Whether the person stands one level above whoever has the case in hand."""
    permission, kinds = DECIDES[CaseLevel(case.level)]
    above = case.area.get_ancestors(include_self=True).filter(kind__in=kinds)
    return any(user.holds_at(permission, area) for area in above)


def own_requests(user):
    """Requests about legs of the units whose cases the person handles."""
    return CaseRequest.objects.filter(leg__in=own_legs(user).values("pk"))


def _lock_case(doing: Doing, ids: Sequence[int]) -> None:
    named = doing.said.get("case") or (doing.said.get("leg") and doing.said["leg"].case)
    cases = Case.objects.filter(pk=named.pk) if named else Case.objects.filter(requests__in=ids)
    list(cases.order_by("pk").select_for_update(of=("self",), no_key=True))


def _ask(request: CaseRequest, doing: Doing) -> None:
    if request.leg_id:
        request.case = request.leg.case
    case = Case.objects.select_related("area").get(pk=request.case_id)
    request.round = case.round
    _check_fits(request, case)
    if request.kind == RequestKind.EXTEND:
        _check_extension(request, case, doing)


def _check_fits(request: CaseRequest, case: Case) -> None:
    if request.kind != RequestKind.EXCLUDE and case.state not in WORKED_ON:
        raise RuleBroken("not_worked_on", "只有办理中的事项可以申请", conflict=True)
    if request.kind == RequestKind.EXCLUDE and request.leg_id:
        raise RuleBroken("kind", "是否计入考核由社区或街道申请", field="kind")
    if request.kind != RequestKind.EXTEND and request.number:
        raise RuleBroken("number", "只有延期才填延长多少", field="number")


def _check_extension(request: CaseRequest, case: Case, doing: Doing) -> None:
    if not request.number:
        raise RuleBroken("number_missing", "请填写延长多少", field="number")
    timed = held_clocks(case, request.leg)
    if not timed:
        raise RuleBroken("no_clock", "没有在计时", conflict=True)
    check_extension(request.number, timed[0].limit_number)
    if timed[0].due_at and timed[0].due_at < doing.at:
        raise RuleBroken("overdue", "已超过时限，延期须在到期前申请", conflict=True)


def _case_of(request: CaseRequest) -> Case:
    return Case.objects.select_related("area").get(pk=request.case_id)


def _approve(request: CaseRequest, doing: Doing) -> None:
    case = _case_of(request)
    if doing.by and not may_decide(case, doing.by):
        raise RuleBroken("level", "由上一级审批", conflict=True)
    if request.kind == RequestKind.EXCLUDE:
        case.excluded_at = doing.at
        case.save(update_fields=["excluded_at"])
        return
    office = office_of(case.area, case.opened_at)
    for timed in held_clocks(case, request.leg):
        if request.kind == RequestKind.WAIT:
            if not timed.paused_at:
                clocks.pause(timed, doing.at, office, reason=request.words)
        else:
            longer = Limit(timed.limit_number + request.number, Unit(timed.limit_unit))
            clocks.change_limit(timed, longer, office)
        timed.save()
    settle_due(case)
    case.save(update_fields=["due_at"])


def _refuse(request: CaseRequest, doing: Doing) -> None:
    if doing.by and not may_decide(_case_of(request), doing.by):
        raise RuleBroken("level", "由上一级审批", conflict=True)


def _end(request: CaseRequest, doing: Doing) -> None:
    """The clock goes on."""
    if request.kind != RequestKind.WAIT:
        raise RuleBroken("kind", "只有暂停计时可以结束", conflict=True)
    case = _case_of(request)
    office = office_of(case.area, case.opened_at)
    for timed in held_clocks(case, request.leg):
        if timed.paused_at:
            clocks.resume(timed, doing.at, office)
            timed.save()
    request.ended_at = doing.at
    settle_due(case)
    case.save(update_fields=["due_at"])


def _to_asker(words: str):
    return lambda request, doing: [
        Tell(
            (request.asked_by_id,),
            f"{request.get_kind_display()}申请{words}：事项{request.case.number}",
            url=case_page(request.case),
            why=True,
        )
    ]


def _approved(request: CaseRequest, doing: Doing) -> list[Tell]:
    """Whoever asked; of a case that does not count, the desk is to say why to whoever told of it."""
    told = _to_asker("已同意")(request, doing)
    if request.kind == RequestKind.EXCLUDE:
        title = f"事项{request.case.number}不计入考核，请把理由告诉诉求人"
        told.append(Tell(desk_of(request.case), title, url=case_page(request.case)))
    return told


def why_excluded(case: Case) -> str:
    """In which words the level above agreed that the case does not count, for whoever told of it; "" for one that counts."""
    if case.excluded_at is None:
        return ""
    agreed = case.requests.filter(kind=RequestKind.EXCLUDE, state=RequestState.APPROVED)
    return agreed.order_by("-decided_at").values_list("words", flat=True).first() or ""


def _to_desk(request: CaseRequest, doing: Doing) -> list[Tell]:
    title = f"{request.get_kind_display()}申请待审批：事项{request.case.number}"
    return [Tell(desk_of(request.case), title, url=case_page(request.case))]


def _cases(user, ids=None):
    return rows_at(Case, P.CASE_HANDLE)(user, ids)


KIND = Ask("kind", "申请", column="kind", choices=tuple(RequestKind.choices))
MORE = (
    Ask(
        "number",
        "延长多少",
        column="number",
        most=60,
        least=1,
        is_optional=True,
        help="只有延期才填；按原时限的单位，不超过原时限",
    ),
    ask_words("words", "理由", column="words", help="写明等什么、等到什么时候；不写姓名和电话"),
)
STAMPS = ("asked_by", "asked_at")
DECIDED = ("decided_by", "decided_at")
NOT_OWN = (NotBy("asked_by_id", "own_request", "本人的申请须由上一级审批"),)
request_acts = declare_acts(
    Acts(
        CaseRequest,
        loads=("case__area", "leg__institution"),
        called="申请",
        acts=(
            Making(
                "ask",
                "申请延期或暂停计时",
                "申请",
                State.ASKED,
                permission=P.CASE_HANDLE,
                on="case",
                asks=(Ask("case", "事项", column="case", rows=_cases), KIND, *MORE),
                stamps=STAMPS,
                first=_lock_case,
                run=_ask,
                tells=_to_desk,
                icon="hourglass_top",
                done="已申请，由上一级审批。",
                hint="延期只有一次，须在到期前申请；等待外部条件的可以暂停计时，批准后不计时。",
            ),
            Making(
                "ask_for_unit",
                "申请延期或暂停计时",
                "申请",
                State.ASKED,
                own=True,
                reach=own_requests,
                on="leg",
                asks=(Ask("leg", "承办", column="leg", rows=lambda user, ids=None: own_legs(user).live()), KIND, *MORE),
                stamps=STAMPS,
                first=_lock_case,
                run=_ask,
                tells=_to_desk,
                done="已申请，由上一级审批。",
                hint="延期只有一次，须在到期前申请；等待外部条件的可以暂停计时，批准后不计时。",
            ),
            Act(
                "approve",
                "同意",
                "同意",
                ASKED,
                State.APPROVED,
                permission=P.CASE_DISPATCH,
                not_by=NOT_OWN,
                stamps=DECIDED,
                first=_lock_case,
                run=_approve,
                suits=lambda request, user: may_decide(request.case, user),
                tells=_approved,
                done="已同意。",
                hint="延期按申请的数量延长；暂停从现在起不计时，恢复时再接着算。",
                icon="check_circle",
                summary="同意申请",
                description="上一级同意延期、暂停计时或不计入考核。",
            ),
            Act(
                "refuse",
                "不同意",
                "回绝",
                ASKED,
                State.REFUSED,
                permission=P.CASE_DISPATCH,
                not_by=NOT_OWN,
                stamps=DECIDED,
                asks=(why("不同意", told="事由，2到200字，申请人可见"),),
                first=_lock_case,
                run=_refuse,
                suits=lambda request, user: may_decide(request.case, user),
                tells=_to_asker("未同意"),
                done="已告知申请人。",
                icon="block",
                summary="不同意申请",
                description="上一级不同意，写明原因。",
            ),
            Act(
                "end",
                "恢复计时",
                "恢复计时",
                APPROVED,
                State.ENDED,
                permission=P.CASE_HANDLE,
                own=True,
                reach=own_requests,
                first=_lock_case,
                run=_end,
                fits=lambda request: request.kind == RequestKind.WAIT,
                done="已恢复计时。",
                icon="play_arrow",
                summary="恢复计时",
                description="等待的条件已经具备，接着计时。",
            ),
        ),
    )
)
