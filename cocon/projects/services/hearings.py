"""Hearings: what residents said of a project, judged by the numbers of the day; the project follows from it."""

from django.utils import timezone

from cocon.projects.choices import NormKey, ProjectState, Verdict
from cocon.projects.models import Hearing, Project
from cocon.projects.rules.hearing import check_heads, judge_hearing
from cocon.projects.services.norms import NormBook
from cocon.projects.services.projects import project_acts
from orgtree.acts import Acts, Doing, Making, asks_of, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

MOST_HEADS = 9_999
LOST = "听证赞成不足，不实施"


def _hold_project(doing: Doing, ids) -> None:
    """Two hearings of one project are one after the other."""
    row = doing.said["project"]
    locked = Project.objects.select_for_update(of=("self",), no_key=True).select_related("area")
    doing.said["project"] = locked.get(pk=row.pk)


def _judge(hearing: Hearing, doing: Doing) -> None:
    """Carried, too few, or lost, by the numbers in force on the day when it was held."""
    project, today = hearing.project, timezone.localdate()
    if project.state != ProjectState.DRAFT or not project.has_money:
        raise RuleBroken("wrong_state", "只有待议事、用钱的项目登记听证", field="project", conflict=True)
    if not timezone.localdate(project.entered_at) <= hearing.held_on <= today:
        raise RuleBroken("held_on", "召开日期应在立项之后、今天及以前", field="held_on")
    check_heads(hearing.present, hearing.in_favour)
    book = NormBook()
    keys = (NormKey.HEARING_LEAST, NormKey.HEARING_SHARE)
    least, hearing.share = (book.number(key, hearing.held_on, project.area) for key in keys)
    hearing.least = int(least)
    hearing.verdict = judge_hearing(hearing.present, hearing.in_favour, least=hearing.least, share=hearing.share)


def _follow_up(hearings: list[Hearing], doing: Doing) -> None:
    """Carried: to be shown in public. Lost: it is not done. Too few: the project stays where it is."""
    for hearing in hearings:
        if hearing.verdict == Verdict.CARRIED:
            follow(project_acts, "carry", [hearing.project], by=doing.by)
        elif hearing.verdict == Verdict.LOST:
            follow(project_acts, "lose", [hearing.project], reason=LOST, by=doing.by)


# Source: docs/rules.md, "Projects and money".
hearing_acts = declare_acts(
    Acts(
        Hearing,
        called="议事听证",
        loads=("project__area", "project__unit", "project__line__area"),
        derived=tuple(Verdict.choices),
        acts=(
            Making(
                "hold",
                "登记议事听证",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                on="project",
                asks=asks_of(
                    Hearing,
                    "project held_on present in_favour words",
                    at=P.COCON_MANAGE,
                    present={"least": 1, "most": MOST_HEADS},
                    in_favour={"most": MOST_HEADS},
                ),
                first=_hold_project,
                run=_judge,
                after=_follow_up,
                fits=lambda project: project.state == ProjectState.DRAFT and project.has_money,
                stamps=("entered_by", "entered_at"),
                leads="通过；到会不足，须重新召开；赞成不足，不实施",
                done="已登记：{state}。",
                hint="到会和赞成达到规定的进入公示；到会不足的重新召开；赞成不足的不实施。",
                icon="groups",
                summary="登记议事听证",
                description="按召开当天的规定判断：到会不足须重新召开；赞成比例按人数精确比较，不足的不实施。",
            ),
        ),
    )
)
