"""Terms in which a property company looks after an estate: begun, ended, taken back where they were entered wrongly."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from cocon.estates.choices import TermState
from cocon.estates.models import PropertyTerm
from cocon.units.services.pairings import clerks_of, units_for, units_near
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, ask_reason, asks_of, declare_acts, make
from orgtree.choices import InstitutionKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Institution


def companies_for(user, ids=None) -> QuerySet[Institution]:
    """Property companies that the person's communities may turn to."""
    return units_for(user).filter(kind=InstitutionKind.PROPERTY)


def _begin(term: PropertyTerm, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field; overlap is the database's to find."""
    if term.estate.ended_on:
        raise RuleBroken("wrong_state", "该小区已撤销", field="estate", conflict=True)
    near = units_near([term.estate.area]).filter(kind=InstitutionKind.PROPERTY)
    if not near.filter(pk=term.company_id).exists():
        raise not_found("物业企业", field="company")
    if term.since < term.estate.since:
        raise RuleBroken("since", f"不能早于小区启用日期{term.estate.since}", field="since")
    if term.until and term.until < term.since:
        raise RuleBroken("until", "服务截止日期不能早于开始日期", field="until")


def _finish(term: PropertyTerm, doing: Doing) -> None:
    """The engine has set the last day."""
    before = doing.was[term.pk].until
    if term.until < term.since:
        raise RuleBroken("until", f"最后一天不能早于开始日期{term.since}", field="until")
    if before and term.until > before:
        raise RuleBroken("until", f"不能晚于原来的截止日期{before}；续聘请登记新的一期", field="until")


def _hand_over(term: PropertyTerm, doing: Doing) -> None:
    """The last day is the one before another company begins. Raises RuleBroken at the wrong field."""
    said = doing.said
    if said["company"].pk == term.company_id:
        raise RuleBroken("company", "仍是原来的物业企业；续聘请登记新的一期", field="company")
    if said["since"] <= term.since:
        raise RuleBroken("since", f"应晚于原来的开始日期{term.since}", field="since")
    last = said["since"] - timedelta(days=1)
    if term.until and last > term.until:
        raise RuleBroken("since", f"原来的到{term.until}为止；之后的请登记物业企业", field="since")
    term.until = last


def _begin_next(terms: list[PropertyTerm], doing: Doing) -> None:
    """The other company's term, once the earlier one is saved with its last day."""
    said = {name: doing.said[name] for name in ("company", "since", "until")}
    for term in terms:
        make(term_acts, "begin", by=doing.by, estate=term.estate, **said)


def _wrongly_entered(terms: list[PropertyTerm], doing: Doing) -> dict[int, RuleBroken]:
    late = RuleBroken("too_late", "只能撤销当天登记或还没有开始的；其他的请办理结束", conflict=True)
    return {term.pk: late for term in terms if not _may_withdraw(term)}


def _may_withdraw(term: PropertyTerm) -> bool:
    return term.state == TermState.COMING or timezone.localdate(term.made_at) == timezone.localdate()


def _tell_company(term: PropertyTerm, doing: Doing) -> list[Tell]:
    text = f"最后一天：{term.until}。"
    return [Tell(clerks_of([term.company_id]), f"{term.estate.name}的物业服务结束", text, why=True)]


# Source: docs/rules.md, "Estates".
term_acts = declare_acts(
    Acts(
        PropertyTerm,
        called="物业服务",
        loads=("estate__area", "company"),
        derived=tuple(TermState.choices),
        acts=(
            Making(
                "begin",
                "登记物业企业",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                on="estate",
                asks=asks_of(
                    PropertyTerm, "estate company since until", at=P.COCON_MANAGE, company={"rows": companies_for}
                ),
                stamps=("made_by", "made_at"),
                run=_begin,
                fits=lambda estate: estate.ended_on is None,
                leads="未开始、服务中、已结束",
                done="已登记{row.company.name}。",
                hint="服务本小区的物业企业和起止日期；续聘登记新的一期，更换的用“更换物业企业”。",
                icon="home_work",
                summary="登记物业企业",
                description="服务本小区的物业企业和起止日期，最后一天仍算；同一小区同一时间只有一家，重叠的返回409。",
            ),
            Act(
                "replace",
                "更换物业企业",
                "更换",
                frozenset({TermState.IN_FORCE}),
                None,
                permission=P.COCON_MANAGE,
                asks=(
                    *asks_of(
                        PropertyTerm,
                        "company since until",
                        at=P.COCON_MANAGE,
                        company={"label": "新的物业企业", "rows": companies_for, "column": "", "begins_blank": True},
                        since={"label": "新企业服务开始", "column": "", "help": "原来的企业服务到前一天"},
                        until={"label": "新企业服务截止", "column": ""},
                    ),
                    ask_reason("更换", column="end_reason", told="更换原因，2到200字，原来的物业企业可见"),
                ),
                run=_hand_over,
                tells=_tell_company,
                after=_begin_next,
                leads="服务中、已结束",
                done="已更换，原来的企业服务到{row.until}。",
                hint="原来的企业服务到新企业开始的前一天，一次办完；原来的企业会收到通知。",
                icon="swap_horiz",
                summary="更换物业企业",
                description="原来的一期到新企业开始的前一天为止，同时登记新的一期；返回原来的一期。",
            ),
            Act(
                "end",
                "结束服务",
                "结束",
                frozenset({TermState.IN_FORCE}),
                None,
                permission=P.COCON_MANAGE,
                asks=(
                    Ask("until", "最后一天", column="until", is_day=True, help="这一天仍在服务"),
                    ask_reason("结束", column="end_reason", told="结束原因，2到200字，物业企业可见"),
                ),
                run=_finish,
                tells=_tell_company,
                leads="服务中、已结束",
                done="已登记最后一天。",
                hint="用于解聘、退出或提前到期，物业企业会收到通知；记录保留。",
                icon="event_busy",
                summary="结束物业服务",
                description="写明最后一天和原因，物业企业会收到通知。",
            ),
            Act(
                "withdraw",
                "撤销登记",
                "撤销",
                frozenset({TermState.COMING, TermState.IN_FORCE, TermState.ENDED}),
                None,
                permission=P.COCON_MANAGE,
                refuse=_wrongly_entered,
                removes=True,
                fits=_may_withdraw,
                leads="（已撤销）",
                done="已撤销登记。",
                hint="用于当天登记有误或还没有开始的，撤销后不再显示。",
                icon="undo",
            ),
        ),
    )
)
