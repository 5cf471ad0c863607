"""Figures of cases: what came, what was done in time, what those who asked say of it."""

from django.db.models import Q

from grids.cases.choices import CaseResult, ClockKind
from grids.cases.declared.measures.counting import (
    CASES,
    CLOCKS,
    GROUP,
    HOURS_SPENT,
    IN_TIME,
    LEAST,
    PROPERTY,
    REPORTS,
    closed,
    done,
    done_before,
    excluded,
    mean,
    opened,
    refused_sendings,
    reopened,
    replied,
    share,
    share_of_enough,
    sooner,
    stopped,
    told_by_hotline,
    unsigned,
)
from grids.cases.lists import sending_list
from grids.cases.models import Case, CaseClock, Report, Sending
from grids.cases.models.cases import ANSWERED
from grids.categories.choices import SUGGESTIONS
from grids.categories.models import Category
from orgtree.declare import Derived, Measure, Sentence, registry
from orgtree.declare.marking import Marker

# What of each table decides whether, where and as what a row counts; the same for all of its figures.
CASE_COLUMNS = ("state", "excluded_at", "result", "opened_at", "category", "hops")
CLOCK_COLUMNS = ("kind", "due_at")
REPORT_COLUMNS = ("channel", "source", "was_contacted", "is_solved", "stars")


def _of_case(day: str) -> tuple[Marker, ...]:
    return (Marker(Case, CASE_COLUMNS, area="area", day=day),)


def _of_class(day: str) -> tuple[Marker, ...]:
    return *_of_case(day), Marker(Category, ("code",), area="cases__area", day=f"cases__{day}")


def _of_part(model, related: str, day: str, columns: tuple[str, ...]) -> tuple[Marker, ...]:
    return (
        Marker(model, columns, area="case__area", day=day),
        Marker(Case, CASE_COLUMNS, area="area", day=f"{related}__{day}"),
    )


def _measure(key: str, label: str, definition: str, rows, marks=(), **more) -> Measure:
    told = {"unit": "件", "area": "area", "columns": CASES, "group": GROUP}
    return Measure(key=f"grids.{key}", label=label, definition=definition, rows=rows, marks=marks, **told | more)


def _clock_pair(kind: ClockKind, key: str, verb: str) -> list:
    """How many clocks of a kind stopped in the period, how many of them in time, and the rate."""
    marks = _of_part(CaseClock, "clocks", "stopped_at", CLOCK_COLUMNS)
    more = {"area": "case__area", "columns": CLOCKS, "unit": "次"}
    ended, kept = f"统计期内{verb}的次数，含超时的", f"统计期内{verb}、不晚于到期时间的次数"
    return [
        _measure(f"{key}_ended", f"{verb}次数", ended, stopped, marks, only=Q(kind=kind), **more),
        _measure(f"{key}_kept", f"按时{verb}", kept, stopped, marks, only=Q(kind=kind) & IN_TIME, **more),
        Derived(
            key=f"grids.{key}_rate",
            label="按时办结率" if kind == ClockKind.HANDLE else f"{verb}及时率",
            unit="%",
            definition=f"按时{verb} ÷ 统计期内{verb}的次数；暂停的时间不计，有一次超时就不是100%",
            parts=(f"grids.{key}_kept", f"grids.{key}_ended"),
            formula=share,
            group=GROUP,
            decimals=2,
            headline=kind == ClockKind.HANDLE,
        ),
    ]


def _answer_pair(key: str, label: str, rate: str, definition: str, asked: Q, yes: Q) -> list:
    """One of the three outcomes: how many said so, of how many that answered it."""
    marks = _of_part(Report, "reports", "replied_at", REPORT_COLUMNS)
    more = {"area": "case__area", "columns": REPORTS}
    return [
        _measure(f"{key}_asked", f"{label}（问到的）", f"{definition}；问到的件数", replied, marks, only=asked, **more),
        _measure(f"{key}_yes", label, definition, replied, marks, only=yes, **more),
        Derived(
            key=f"grids.{key}_rate",
            label=rate,
            unit="%",
            definition=f"{label} ÷ 问到的；少于{LEAST}件不显示",
            parts=(f"grids.{key}_yes", f"grids.{key}_asked"),
            formula=share_of_enough,
            group=GROUP,
            decimals=2,
        ),
    ]


SOLVED = Q(state__in=ANSWERED, result=CaseResult.SOLVED)
OPENED = _of_case("opened_at")
DONE_BEFORE = (Marker(Case, CASE_COLUMNS, area="area", since="done_at", apart="+"),)  # a year later, too
TOLD = _of_part(Report, "reports", "told_at", REPORT_COLUMNS)
registry.add_figures(
    [
        _measure(
            "opened",
            "受理诉求事项",
            "统计期内接收的事项，不含不属受理范围、并案、撤销和不计入考核的",
            opened,
            OPENED,
            headline=True,
        ),
        _measure(
            "opened_done",
            "其中已办结",
            "统计期内接收的事项中已办结并经核查的，含解释说明的",
            opened,
            OPENED,
            only=Q(state__in=ANSWERED),
        ),
        _measure(
            "opened_solved",
            "其中已解决",
            "统计期内接收的事项中已解决并经核查的；解释说明的不算",
            opened,
            OPENED,
            only=SOLVED,
        ),
        Derived(
            key="grids.done_rate",
            label="办结率",
            unit="%",
            definition="其中已办结 ÷ 统计期内接收的事项",
            parts=("grids.opened_done", "grids.opened"),
            formula=share,
            group=GROUP,
            decimals=2,
        ),
        Derived(
            key="grids.solved_rate",
            label="解决率",
            unit="%",
            definition="其中已解决 ÷ 统计期内接收的事项；解释说明的不算解决，没有办完的在分母里",
            parts=("grids.opened_solved", "grids.opened"),
            formula=share,
            group=GROUP,
            decimals=2,
        ),
        _measure(
            "closed",
            "解决各类难题",
            "统计期内经核查、答复后结案的事项，各渠道并案后一件算一件",
            closed,
            _of_case("closed_at"),
            source="W08",
        ),
        _measure(
            "closed_solved",
            "解决群众实际问题",
            "统计期内结案的事项中已解决的，解释说明的不算",
            closed,
            _of_case("closed_at"),
            only=Q(result=CaseResult.SOLVED),
            source="T19",
        ),
        _measure("excluded", "不计入考核", "统计期内由上一级核定不计入考核的事项", excluded, _of_case("excluded_at")),
        _measure(
            "unsigned",
            "逾期未签收",
            "统计期内到期没有签收、转为黄牌的交办，含至今没有签收的",
            unsigned,
            _of_part(CaseClock, "clocks", "yellow_at", CLOCK_COLUMNS),
            area="case__area",
            columns=CLOCKS,
            unit="次",
        ),
        _measure("reopened", "重新办理", "统计期内重新办理的事项", reopened, _of_case("reopened_at")),
        Derived(
            key="grids.reopened_rate",
            label="重新办理率",
            unit="%",
            definition="统计期内重新办理 ÷ 统计期内结案",
            parts=("grids.reopened", "grids.closed"),
            formula=share,
            group=GROUP,
            decimals=2,
        ),
        *_clock_pair(ClockKind.ACCEPT, "accept", "受理"),
        *_clock_pair(ClockKind.DISPATCH, "dispatch", "交办"),
        *_clock_pair(ClockKind.SIGN, "sign", "签收"),
        *_clock_pair(ClockKind.HANDLE, "handle", "办结"),
        *_answer_pair(
            "contacted", "联系到", "回访率", "统计期内答复的诉求中回访时联系到本人的", Q(), Q(was_contacted=True)
        ),
        *_answer_pair(
            "confirmed",
            "本人确认解决",
            "本人确认解决率",
            "统计期内答复的诉求中本人说已解决的",
            Q(is_solved__isnull=False),
            Q(is_solved=True),
        ),
        *_answer_pair(
            "pleased", "满意", "满意率", "统计期内答复的诉求中评四星以上的", Q(stars__isnull=False), Q(stars__gte=4)
        ),
        _measure("done", "办结事项", "统计期内办结的事项", done, _of_case("done_at")),
        _measure(
            "hours",
            "办结用时",
            "统计期内办结的事项，从提出到办结的小时数之和",
            done,
            _of_case("done_at"),
            value="hours",
            columns=(*CASES, HOURS_SPENT),
            unit="小时",
            decimals=1,
        ),
        Derived(
            key="grids.mean_hours",
            label="平均办结用时",
            unit="小时",
            definition="办结用时 ÷ 办结事项",
            parts=("grids.hours", "grids.done"),
            formula=mean,
            group=GROUP,
        ),
        _measure("done_before", "上年同期办结事项", "上年同期办结的事项", done_before, DONE_BEFORE),
        _measure(
            "hours_before",
            "上年同期办结用时",
            "上年同期办结的事项，从提出到办结的小时数之和",
            done_before,
            DONE_BEFORE,
            value="hours",
            columns=(*CASES, HOURS_SPENT),
            unit="小时",
            decimals=1,
        ),
        Derived(
            key="grids.sooner",
            label="社区服务效能提升",
            unit="%",
            definition="（上年同期平均办结用时 − 本期平均办结用时）÷ 上年同期平均办结用时；变慢的为负",
            parts=("grids.hours", "grids.done", "grids.hours_before", "grids.done_before"),
            formula=sooner,
            group=GROUP,
            source="C07",
        ),
        _measure(
            "suggestions",
            "投诉建议",
            "统计期内收到的对社区工作和平台的意见建议、投诉，计入考核的",
            opened,
            _of_class("opened_at"),
            only=Q(category__code__in=SUGGESTIONS),
        ),
        _measure(
            "suggestions_done",
            "投诉建议办结",
            "统计期内办结的意见建议、投诉，计入考核的",
            done,
            _of_class("done_at"),
            only=Q(category__code__in=SUGGESTIONS),
        ),
        _measure(
            "hotline",
            "热线来件",
            "统计期内由12345热线来的诉求",
            told_by_hotline,
            TOLD,
            area="case__area",
            columns=REPORTS,
        ),
        _measure(
            "hotline_property",
            "其中物业投诉",
            "统计期内由12345热线来的诉求中物业服务纠纷类的",
            told_by_hotline,
            (*TOLD, Marker(Category, ("code",), area="cases__area", day="cases__reports__told_at")),
            only=Q(case__category__code=PROPERTY),
            area="case__area",
            columns=REPORTS,
        ),
        Derived(
            key="grids.property_share",
            label="物业投诉率",
            unit="%",
            definition="其中物业投诉 ÷ 热线来件",
            parts=("grids.hotline_property", "grids.hotline"),
            formula=share,
            group=GROUP,
            decimals=2,
            source="W32",
        ),
        _measure(
            "sendings_refused",
            "不予下派",
            "统计期内部门要下派、按履职清单不予下派的次数；各部门的见明细",
            refused_sendings,
            _of_part(Sending, "sendings", "sent_at", ("state",)),
            area="case__area",
            columns=sending_list.pick("number title place institution duty why sent_at"),
            unit="次",
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "grids.opened",
            "受理诉求",
            "{period}，{place}受理诉求事项{grids.opened}件，办结率{grids.done_rate}%，解决率{grids.solved_rate}%。",
        ),
        Sentence(
            "grids.closed", "解决难题", "{period}，{place}通过统一受理解决各类难题{grids.closed}个。", source="W08"
        ),
        Sentence(
            "grids.closed_solved",
            "解决问题",
            "{period}，{place}解决群众实际问题{grids.closed_solved}件。",
            source="T19",
        ),
        Sentence(
            "grids.in_time",
            "办理时效",
            "{period}，{place}受理及时率{grids.accept_rate}%，交办及时率{grids.dispatch_rate}%，签收及时率{grids.sign_rate}%，按时办结率{grids.handle_rate}%。",
        ),
        Sentence(
            "grids.left_out",
            "不计入与未签收",
            "{period}，{place}由上一级核定不计入考核{grids.excluded}件，到期没有签收的交办{grids.unsigned}次，按履职清单不予下派{grids.sendings_refused}次。",
        ),
        Sentence(
            "grids.sooner",
            "服务效能",
            "{period}，{place}平均办结用时{grids.mean_hours}小时，社区服务效能提升{grids.sooner}%。",
            source="C07",
        ),
        Sentence(
            "grids.property_share", "物业投诉", "{period}，{place}物业投诉率{grids.property_share}%。", source="W32"
        ),
        Sentence(
            "grids.asked",
            "回访",
            "{period}，{place}回访率{grids.contacted_rate}%，本人确认解决率{grids.confirmed_rate}%，满意率{grids.pleased_rate}%。",
        ),
    ]
)
