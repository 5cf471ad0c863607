"""The course of a round: created from a scheme or from last year's, opened, closed, decided, published, archived; no way back.

Source: docs/rules.md, "Rounds".
"""

from functools import partial

from django.db.models import QuerySet
from django.utils import timezone

from assessments.declare import round_closing, round_deciding, round_opened, round_publishing
from assessments.rounds.choices import ReportState, RoundState
from assessments.rounds.models import PanelMember, Round, SubjectReport
from assessments.rounds.services.facts import take_extras, take_facts
from assessments.rounds.services.panels import check_panel_done, copy_panel, panel_components
from assessments.rounds.services.reports import ask_for_reports, reporters_of
from assessments.rounds.services.subjects import freeze_subjects, propose_subjects
from assessments.schemes.models import Scheme
from assessments.schemes.services.schemes import schemes_at
from orgtree.acts import Act, Acts, Doing, Making, Tell, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.database.locks import hold_for
from orgtree.errors import RuleBroken
from orgtree.models import FigureFill
from orgtree.notices.words import called
from orgtree.scope.services import within_reach

State = RoundState
ENDED = (State.PUBLISHED, State.ARCHIVED)


def one_of(*states: str) -> frozenset[str]:
    """The states that an act leaves."""
    return frozenset(states)


# --- Begun ------------------------------------------------------------------------------------------------------------


def closed_periods(user, ids=None) -> QuerySet[FigureFill]:
    """Periods whose figures are closed, the newest first, years before their parts."""
    return FigureFill.objects.filter(closed_at__isnull=False).order_by("-period_start", "-period_kind")


def usable_schemes(user, ids=None) -> QuerySet[Scheme]:
    """Published schemes."""
    rows = Scheme.objects.all() if user is None else Scheme.objects.allowed(user, P.ASSESS_VIEW)
    return rows.published()


def rounds_to_repeat(user, ids=None) -> QuerySet[Round]:
    """Rounds of the person's own that were held."""
    return within_reach(Round, P.ASSESS_MANAGE, user).exclude(state=State.CANCELLED)


def _last_closed(year: int) -> FigureFill | None:
    """The closed year itself, else the newest closed period that begins in it."""
    rows = FigureFill.objects.filter(closed_at__isnull=False, period_start__year=year)
    fills = list(rows.order_by("-period_start"))
    return next((fill for fill in fills if fill.period_kind == "Y"), fills[0] if fills else None)


def _number(round: Round) -> str:
    """2026-370702-03: the year, the host, the how many-th of the year."""
    begun = Round.objects.filter(area=round.area, year=round.year).count() + 1
    return f"{round.year}-{round.area.code[:9].rstrip('0') or '0'}-{begun:02}"


def _complete(doing: Doing, ids) -> None:
    """What is left empty is said before two sendings are compared: name and closed period. Rounds of one host are begun one after the other."""
    said = doing.said
    before = said.get("before")
    said["host"] = before.area if before else said["area"]
    hold_for(f"assessments.round.of:{said['host'].pk}")
    if before:
        said["scheme"] = _scheme_after(before, said["year"])
    said["title"] = said["title"] or f"{said['host'].name}{said['year']}年{said['scheme'].title}"[:60]
    said["fill"] = said["fill"] or _last_closed(said["year"])


def _scheme_after(before: Round, year: int) -> Scheme:
    """The scheme of the same kind and level that holds there in the later year. Raises RuleBroken at `year` for one that is not later."""
    if year <= before.year:
        raise RuleBroken("year", f"年度应在{before.year}年之后", field="year")
    key = (before.scheme.kind, before.scheme.level)
    held = schemes_at(before.area, year)
    return next(one for one in held if (one.kind, one.level) == key)


def _begin(round: Round, doing: Doing) -> None:
    """Raises RuleBroken at `scheme` where it is not the one that holds there in the year."""
    round.area, round.scheme = doing.said["host"], doing.said["scheme"]
    held = {scheme.pk for scheme in schemes_at(round.area, round.year)}
    if round.scheme_id not in held:
        raise RuleBroken("scheme", "本地本年度适用的是另一方案或版本", field="scheme")
    if Round.objects.filter(area=round.area, scheme=round.scheme, year=round.year).exclude(state=State.CANCELLED):
        raise RuleBroken("known", "这一方案本年度已有轮次", field="scheme", conflict=True)
    round.number = _number(round)


def _enter_subjects(rows: list[Round], doing: Doing) -> None:
    for round in rows:
        if not propose_subjects(round, doing.by):
            raise RuleBroken("no_subjects", "组织区域以下没有这一方案的考评对象", field="scheme")
        copy_panel(round, doing.by)


# --- On its way -------------------------------------------------------------------------------------------------------


def _open(round: Round, doing: Doing) -> None:
    """Everything is frozen: names, holders, facts. Raises RuleBroken at what is missing."""
    if panel_components(round):
        panel = PanelMember.objects.on().filter(round=round).count()
        if panel < round.scheme.panel_least:
            raise RuleBroken("panel", f"考评组现有{panel}人，应不少于{round.scheme.panel_least}人", conflict=True)
    if round.scheme.asks_report and round.reports_due and round.reports_due < timezone.localdate():
        raise RuleBroken("reports_due", "述职报告截止日已过，请先修改", field="reports_due")
    subjects = freeze_subjects(round)
    if not subjects:
        raise RuleBroken("no_subjects", "没有参加的考评对象", conflict=True)
    take_facts(round, subjects)
    take_extras(round, subjects)
    if round.scheme.asks_report:
        ask_for_reports(round, subjects, doing.by)
    round_opened.run(round=round, by=doing.by)


def _close(round: Round, doing: Doing) -> None:
    """Raises RuleBroken where a report is not accepted or a panel not done, naming the subject."""
    open_reports = SubjectReport.objects.filter(subject__round=round, subject__is_left_out=False)
    waiting = open_reports.exclude(state=ReportState.ACCEPTED).select_related("subject").order_by("pk").first()
    if waiting:
        raise RuleBroken("reports", f"{waiting.subject}的述职报告{waiting.get_state_display()}", conflict=True)
    check_panel_done(round)
    round_closing.run(round=round, by=doing.by)


def _decide(round: Round, doing: Doing) -> None:
    round_deciding.run(round=round, by=doing.by)


def _publish(round: Round, doing: Doing) -> None:
    round_publishing.run(round=round, by=doing.by)


def _tell_subjects(words: str):
    """Whoever reports for a subject."""

    def tell(round: Round, doing: Doing) -> list[Tell]:
        people = {one for subject in round.subjects.taking_part() for one in reporters_of(subject)}
        due = f"述职报告{round.reports_due}前提交" if round.scheme.asks_report and round.reports_due else ""
        return [Tell(tuple(sorted(people)), f"{called(round)}{words}", due)] if people else []

    return tell


BEGINNING = asks_of(
    Round,
    "area scheme year title reports_due fill",
    at=P.ASSESS_MANAGE,
    scheme={"rows": usable_schemes, "found_by": None},
    year={"least": 2020, "most": 2100, "usual": lambda: timezone.localdate().year},
    title={"is_optional": True, "help": "留空为区域、年度和方案名称"},
    reports_due={"help": "不要求述职报告的留空"},
    fill={
        "rows": closed_periods,
        "found_by": None,
        "shown": lambda fill: fill.period.label,
        "help": "留空取本年度最近的关账期",
        "begins_blank": True,
    },
)
REPEATING = (
    *asks_of(Round, "before", before={"rows": rounds_to_repeat, "found_by": None, "is_optional": False}),
    *BEGINNING[2:],
)
EDITING = asks_of(
    Round,
    "title reports_due fill",
    fill={"rows": closed_periods, "found_by": None, "shown": lambda fill: fill.period.label},
)
MEETING = asks_of(
    Round, "meeting_at meeting_place", meeting_at={"is_optional": False}, meeting_place={"is_optional": False}
)
STEP = partial(Act, permission=P.ASSESS_MANAGE)
round_acts = declare_acts(
    Acts(
        Round,
        called="轮次",
        loads=("area", "scheme", "before", "fill"),
        acts=(
            Making(
                "begin",
                "开启轮次",
                "开启",
                State.CREATED,
                permission=P.ASSESS_MANAGE,
                asks=BEGINNING,
                first=_complete,
                run=_begin,
                after=_enter_subjects,
                stamps=("created_by", "created_at"),
                done="已开启，考评对象已按方案列出；核对后启动。",
                hint="考评对象按方案从区域和单位列出；启动后冻结。",
                icon="playlist_add",
                again="此前已开启，返回原轮次",
                summary="开启评议轮次",
                description="按方案开启一轮：列出考评对象，取关账指标期。方案不是本地本年度适用的返回422。",
            ),
            Making(
                "repeat",
                "开启下一年",
                "开启",
                State.CREATED,
                permission=P.ASSESS_MANAGE,
                on="before",
                asks=REPEATING,
                first=_complete,
                run=_begin,
                after=_enter_subjects,
                fits=lambda before: before.state in ENDED,
                stamps=("created_by", "created_at"),
                done="已开启，同类组、不参加的和考评组沿用上一年；核对后启动。",
                hint="用本年度适用的方案；同类组、不参加的和考评组沿用上一年。",
                icon="event_repeat",
                again="此前已开启，返回原轮次",
            ),
            STEP(
                "edit",
                "修改",
                "修改",
                one_of(State.CREATED),
                None,
                asks=EDITING,
                partial=True,
                done="已修改。",
                hint="启动前可以修改名称、报告截止日和指标期。",
                summary="修改轮次",
                description="启动前的名称、述职报告截止日和指标期；省略的不变。",
            ),
            STEP(
                "arrange",
                "安排述职会议",
                "安排",
                one_of(State.CREATED, State.OPEN),
                None,
                asks=MEETING,
                partial=True,
                done="已安排。",
                hint="述职顺序按名单，在考评对象页面调整；每位述职后一轮提问、一次点评。",
                icon="event",
                summary="安排述职会议",
                description="时间和地点；省略的不变。",
            ),
            STEP(
                "open",
                "启动",
                "启动",
                one_of(State.CREATED),
                State.OPEN,
                stamps=("opened_by", "opened_at"),
                run=_open,
                tells=_tell_subjects("已启动"),
                done="已启动：名单、述职人和指标已冻结，述职报告已布置。",
                hint="启动后名单、述职人和指标冻结，不能退回筹备。",
                icon="play_circle",
                summary="启动轮次",
                description="冻结名单、述职人和关账指标，布置述职报告。考评组不足或没有关账期的返回409或422。",
            ),
            STEP(
                "close",
                "截止",
                "截止",
                one_of(State.OPEN),
                State.CLOSED,
                stamps=("closed_by", "closed_at"),
                run=_close,
                done="已截止，不再接收报告、评分和投票。",
                hint="报告都审定、考评组都提交、投票都结束后截止。",
                icon="lock",
                summary="截止轮次",
                description="报告未审定、考评组评分不足或投票未结束的返回409并写明是哪一个。",
            ),
            Act(
                "decide",
                "评定完成",
                "评定",
                one_of(State.CLOSED),
                State.DECIDED,
                permission=P.ASSESS_DECIDE,
                stamps=("decided_by", "decided_at"),
                run=_decide,
                done="评定完成，可以公布。",
                hint="党委会逐个评定等次后点这里。",
                icon="gavel",
                summary="评定完成",
                description="每个考评对象都有评定的等次后办理。",
            ),
            STEP(
                "publish",
                "公布结果",
                "公布",
                one_of(State.DECIDED),
                State.PUBLISHED,
                stamps=("published_by", "published_at"),
                run=_publish,
                tells=_tell_subjects("结果已公布"),
                done="已公布，结果不再修改；接着在评定会页面“列入整改”。",
                hint="公示期满、异议答复后公布；公布后结果不再修改。",
                icon="campaign",
                summary="公布结果",
                description="公布后结果不再修改。",
            ),
            STEP(
                "archive",
                "归档",
                "归档",
                one_of(State.PUBLISHED),
                State.ARCHIVED,
                stamps=("archived_by", "archived_at"),
                done="已归档。",
                hint="结果反馈和整改清单下达后归档。",
                icon="inventory_2",
                summary="归档轮次",
                description="归档后只读。",
            ),
            STEP(
                "cancel",
                "取消轮次",
                "取消",
                one_of(State.CREATED),
                State.CANCELLED,
                asks=(ask_reason("取消", column="reason"),),
                done="已取消。",
                hint="用于开错的轮次；启动后不能取消。",
                icon="block",
                summary="取消轮次",
                description="写明原因；启动后返回409。",
            ),
        ),
    )
)
