"""How a member's hand in a case begins: they report it themselves, or the desk says who helped to mediate; and how it ends without points."""

from dataclasses import replace

from django.db.models import QuerySet

from grids.cases.choices import CaseSource, CaseState
from grids.cases.models import Case
from grids.cases.models.cases import ENDED
from grids.cases.services.filing import open_case
from grids.cases.services.opening import CATEGORY, PLACES, WORDS, Told
from grids.hands.choices import HandKind, HandState
from grids.hands.models import CaseHand
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, ask_reason, asks_of, declare_acts, rows_at
from orgtree.choices import Permission as P
from orgtree.errors import of_another
from orgtree.models import Area
from volunteers.members.models.member import Member

State = HandState
WAITS = frozenset({State.WAITS})
QUARREL = "04"  # the group of quarrels
TOLD = Told(source=CaseSource.RESIDENT)


def own_member(user) -> Member | None:
    return Member.objects.mine(user).select_related("area").first() if user else None


def places_near(user, ids=None) -> QuerySet[Area]:
    """The community where the member has reported in, or else is at home, and its grids."""
    member = own_member(user)
    if member is None:
        return Area.objects.none()
    live = member.live_spell()
    home = live.community if live else member.area
    return Area.objects.current().filter(kind__in=PLACES).filter(pk__in=home.get_descendants(include_self=True))


def cases_to_mediate(user, ids=None) -> QuerySet[Case]:
    """Open quarrels that the person gives out."""
    rows = rows_at(Case, P.CASE_DISPATCH)(user, ids).exclude(state__in=[*ENDED, CaseState.MERGED])
    return rows.filter(category__code__startswith=QUARREL)


def _report(hand: CaseHand, doing: Doing) -> None:
    """The case that the member tells of, nobody else having done so by this sending."""
    hand.member, hand.kind = own_member(doing.by), HandKind.REPORTED
    said = {name: doing.said[name] for name in ("category", "area", "place", "title", "words")}
    hand.case = open_case(**said, told=TOLD, by=None, client_key=doing.said["client_key"])


def _mediate(hand: CaseHand, doing: Doing) -> None:
    hand.kind = HandKind.MEDIATED
    if hand.member.user_id == doing.by.pk:
        raise of_another(doing.by, "own_record", "本人的参与须由另一人登记", field="member", conflict=True)


def _void(hand: CaseHand, doing: Doing) -> None:
    hand.voided_at = doing.at


TELLING = tuple(replace(ask, column="title" if ask.name == "title" else "") for ask in (*CATEGORY, *WORDS))
# Source: docs/rules.md, "Cases".
hand_acts = declare_acts(
    Acts(
        CaseHand,
        called="党员参与",
        member="member",
        loads=("case__area", "case__category", "member"),
        derived=tuple(HandState.choices),
        acts=(
            Making(
                "report",
                "上报网格事项",
                "上报",
                None,
                own=True,
                asks=(
                    Ask("area", "网格或社区", rows=places_near, told="网格或社区的编号"),
                    *TELLING,
                    *asks_of(CaseHand, "client_key"),
                ),
                stamps=("entered_by", "entered_at"),
                run=_report,
                leads=HandState.WAITS.label,
                done="已上报，编号{row.case.number}；核实办结后记积分。",
                hint="身边看见的问题，只写事情，不写人。着急的请直接拨打110、119、120。",
            ),
            Making(
                "mediate",
                "登记调解党员",
                "登记",
                None,
                permission=P.CASE_DISPATCH,
                on="case",
                asks=(
                    Ask("case", "事项", column="case", rows=cases_to_mediate),
                    *asks_of(CaseHand, "member", member={"rows": rows_at(Member, P.MEMBER_VIEW)}),
                ),
                stamps=("entered_by", "entered_at"),
                run=_mediate,
                leads=HandState.WAITS.label,
                icon="handshake",
                done="已登记；结案时已解决的，记一次调解积分。",
                hint="矛盾纠纷类事项，党员协助调解并达成的登记在这里；不写当事人。",
            ),
            Act(
                "void",
                "撤销登记",
                "撤销",
                WAITS,
                None,
                permission=P.CASE_DISPATCH,
                not_by=(NotBy("member.user_id", "own_record", "本人的参与须由另一人办理"),),
                asks=(ask_reason("撤销", column="reason"),),
                run=_void,
                leads=HandState.VOID.label,
                done="已撤销，不记积分。",
                icon="block",
                summary="撤销党员参与登记",
                description="登记有误的，结案前撤销，不记积分。",
            ),
            Act("credit", "记积分", "记分", frozenset(State), None, leads=HandState.CREDITED.label),
            Act("drop", "收回积分", "收回", frozenset(State), None, run=_void, leads=HandState.VOID.label),
        ),
    )
)
