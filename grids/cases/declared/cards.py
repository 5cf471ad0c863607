"""What of cases waits on the desk, by whose turn it is."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from grids.cases.choices import CaseState, ClockKind, LegState, RequestState
from grids.cases.models import Case, CaseClock, CaseRequest, Leg
from grids.declare import Tabs
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.declare import Card, Finder, Quick, Tab, registry
from orgtree.desk.finding import find_by


def _late(memo: dict) -> Q:
    return Q(due_at__lt=memo.setdefault("now", timezone.now()))


def unsigned_now(legs):
    """Those of the legs that nobody has signed for, though it was due."""
    late = CaseClock.objects.filter(kind=ClockKind.SIGN, stopped_at__isnull=True, due_at__lt=timezone.now())
    return legs.filter(state=LegState.GIVEN, pk__in=late.values("leg"))


def _list(state: str, model: str = "case") -> str:
    return f"{reverse(f'admin:grids_{model}_changelist')}?state__exact={state}"


def _case_card(state: CaseState, label: str, hint: str, permission: str, since: str) -> Card:
    return Card(
        key=f"grids.cases_{state}",
        label=label,
        hint=hint,
        place="grids",
        rows=lambda user: Case.objects.shown_to(user, permission).filter(state=state),
        since=since,
        overdue=_late,
        url=lambda user: _list(state),
        permission=permission,
        minutes=2,
    )


State = CaseState
registry.add_cards(
    [
        _case_card(
            State.REPORTED, "待受理的事项", "看清情况后受理；不属受理范围的告知渠道", P.CASE_HANDLE, "opened_at"
        ),
        _case_card(State.ACCEPTED, "待交办的事项", "自办，或交给主办单位", P.CASE_DISPATCH, "accepted_at"),
        _case_card(State.RETURNED, "单位退回的事项", "重新交办；两次退回后由街道裁定", P.CASE_DISPATCH, "assigned_at"),
        _case_card(State.DONE, "待核查的事项", "由办结人以外的人核查", P.CASE_DISPATCH, "done_at"),
        _case_card(State.VERIFIED, "待答复回访的事项", "先答复诉求人，再回访、结案", P.CASE_DISPATCH, "verified_at"),
        Card(
            key="grids.unsigned",
            label="到期无人签收的交办",
            hint="催办，或撤回后改派别的单位",
            place="grids",
            rows=lambda user: unsigned_now(Leg.objects.allowed(user, P.CASE_DISPATCH)),
            since="given_at",
            overdue=_late,
            url=lambda user: _list(LegState.GIVEN, "leg"),
            permission=P.CASE_DISPATCH,
        ),
        Card(
            key="grids.cases_own",
            label="自办的事项",
            hint="由网格、社区自己办理的，办结后由另一人核查",
            place="grids",
            rows=lambda user: Case.objects.allowed(user, P.CASE_HANDLE).filter(state=State.HANDLING, lead=None),
            since="accepted_at",
            overdue=_late,
            url=lambda user: reverse("grid-cases"),
            permission=P.CASE_HANDLE,
            minutes=5,
            is_listed=False,
        ),
        Card(
            key="grids.without_due",
            label="没有到期时间的在办事项",
            hint="应当没有；有的改一次分类，时限就从接收时间重新算起",
            place="grids",
            rows=lambda user: Case.objects.allowed(user, P.CASE_DISPATCH).without_due(),
            since="opened_at",
            url=lambda user: f"{reverse('admin:grids_case_changelist')}?due=none",
            permission=P.CASE_DISPATCH,
            is_listed=False,
        ),
        Card(
            key="grids.requests",
            label="待审批的延期与暂停",
            hint="由上一级审批",
            place="grids",
            rows=lambda user: CaseRequest.objects.allowed(user, P.CASE_DISPATCH).filter(state=RequestState.ASKED),
            since="asked_at",
            url=lambda user: _list(RequestState.ASKED, "caserequest"),
            permission=P.CASE_DISPATCH,
        ),
        Card(
            key="grids.legs",
            label="交办给本单位的事项",
            hint="签收、办理、办结",
            place="grids",
            rows=lambda user: Leg.objects.allowed(user, P.CASE_UNIT).filter(
                state__in=[LegState.GIVEN, LegState.SIGNED]
            ),
            since="given_at",
            overdue=_late,
            url=lambda user: reverse("unit-cases"),
            permission=P.CASE_UNIT,
            minutes=5,
            is_listed=False,
        ),
    ]
)
registry.add_quick(
    [
        Quick(
            key="new-case",
            label="登记事项",
            icon="add_alert",
            url=lambda: reverse("admin:grids_case_add"),
            permission=P.CASE_DISPATCH,
            position=35,
        ),
        Quick(
            key="patrol",
            label="登记巡查",
            icon="directions_walk",
            url=lambda: reverse("grid-case-new"),
            permission=P.CASE_HANDLE,
            position=36,
        ),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="unit-cases",
            label="承办事项",
            place="grids",
            url=lambda: reverse("unit-cases"),
            permission=P.CASE_UNIT,
            position=18,
            group=Tabs.CASES,
            lands=(PostKind.DEPARTMENT,),
        ),
        Tab(
            key="unit-sendings",
            label="本单位下派",
            place="grids",
            url=lambda: reverse("unit-sendings"),
            permission=P.CASE_UNIT,
            position=18,
            group=Tabs.CASES,
        ),
        Tab(
            key="grid-cases",
            label="网格事项（手机版）",
            place="grids",
            url=lambda: reverse("grid-cases"),
            permission=P.CASE_HANDLE,
            position=19,
            group=Tabs.CASES,
        ),
    ]
)
registry.add_finders([Finder("cases", "网格事项", P.CASE_VIEW, find_by(Case, P.CASE_VIEW, "title"))])
