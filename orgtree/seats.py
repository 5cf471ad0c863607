"""What of the ground floor names an area, and what becomes of it when communities are merged or split."""

from orgtree.choices import AreaKind, JobState, TaskState
from orgtree.declare import registry
from orgtree.declare.seats import MOVES, STOPS, Seat, staying, told
from orgtree.models import Area, FigureReturn, FormReturn, ImportJob, Institution, PartyOrg, Post, Task

UNFINISHED = [JobState.CHECKING, JobState.READY, JobState.INVALID, JobState.APPLYING, JobState.UNDOING]
OPEN = [TaskState.GIVEN, TaskState.ACCEPTED, TaskState.REPORTED]

registry.add_seats(
    [
        Seat(
            "orgtree.area.parent",
            MOVES,
            "网格",
            "个",
            lambda ids: Area.objects.filter(parent__in=ids, kind=AreaKind.GRID, dissolved_on=None),
        ),
        told("orgtree.post.area", "在任岗位", "个", Post.objects.live, MOVES),
        told("orgtree.partyorg.area", "党组织", "个", lambda: PartyOrg.objects.filter(dissolved_on=None)),
        told("orgtree.institution.area", "单位", "家", lambda: Institution.objects.filter(closed_on=None)),
        told("orgtree.task.area", "未完成的任务", "件", lambda: Task.objects.filter(state__in=OPEN)),
        told(
            "orgtree.importjob.area",
            "没有办完的表格导入",
            "次",
            lambda: ImportJob.objects.filter(state__in=UNFINISHED),
            STOPS,
        ),
        told("orgtree.figurereturn.area", "没有上报的本期数字", "期", FigureReturn.objects.to_check),
        told("orgtree.formreturn.area", "没有上报的报表", "张", FormReturn.objects.to_check),
        *staying(
            "orgtree",
            "askedform.area formprotest.area figuredoubt.area keptview.area boardquestion.area cosignkey.area paperroot.area",
        ),
        *staying("orgtree", "area.replaced_by user.home task.giver_area taskassist.area run.area"),
        *staying("orgtree", "reportsentence.area deadlinerule.area officehours.area workdayoverride.area"),
        *staying(
            "orgtree",
            "figure.area correction.area figuremark.area figurerule.area burdennorm.area accesslog.area "
            "signinrecord.area",
        ),
        *staying("orgtree", "borderchange.area borderchange.community borderchange.made"),
        *staying("orgtree", "borderstep.area borderstep.came_from"),
    ]
)
