"""Who is assessed in a round: proposed from areas and units, put right while it is prepared, frozen when it opens."""

from django.db.models import QuerySet
from django.utils import timezone

from assessments.rounds.choices import RoundState
from assessments.rounds.models import Round, RoundSubject
from assessments.rounds.models.rounds import LEFT_OUT
from assessments.schemes.choices import Level
from cocon.models import Seat
from grids.models import WhistleLeg
from grids.whistles.choices import UnitKind
from orgtree.acts import Act, Acts, Doing, Making, acts_of, ask_reason, asks_of, declare_acts, note_first
from orgtree.choices import AreaKind, PostKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area, Institution, Post
from orgtree.scope.models.rows import inside
from orgtree.scope.services import within_reach

AREA_LEVELS = {
    Level.DISTRICT: (AreaKind.DISTRICT,),
    Level.STREET: (AreaKind.STREET, AreaKind.TOWN),
    Level.COMMUNITY: (AreaKind.COMMUNITY, AreaKind.VILLAGE),
}
# Who speaks for an area at the meeting.
HOLDERS = {
    Level.DISTRICT: PostKind.ORGANISATION_DEPT,
    Level.STREET: PostKind.STREET_COMMITTEE,
    Level.COMMUNITY: PostKind.COMMUNITY_SECRETARY,
}
CREATED, OPEN = frozenset({RoundState.CREATED}), frozenset({RoundState.OPEN})
HEARD = frozenset({RoundState.OPEN, RoundState.CLOSED})


def areas_of_level(area: Area, level: str) -> QuerySet[Area]:
    """Areas in being of the level at or below the host, in their order in the tree; none for units."""
    rows = Area.objects.filter(inside(area, ""), kind__in=AREA_LEVELS.get(Level(level), ()), dissolved_on=None)
    return rows.exclude(pk=area.pk).order_by("tree_id", "lft")


def units_of_level(area: Area, level: str, year: int) -> QuerySet[Institution]:
    """Departments with somebody to answer, stations that whistles called in the year, or units with a seat in a body of the area."""
    today = timezone.localdate()
    if level == Level.DEPARTMENT:
        held = Post.objects.live().filter(kind=PostKind.DEPARTMENT).values("institution")
        stations = WhistleLeg.objects.filter(kind=UnitKind.STATION).values("unit")
        rows = Institution.objects.filter(inside(area, "area"), pk__in=held).exclude(pk__in=stations)
    elif level == Level.STATION:
        called = WhistleLeg.objects.filter(
            inside(area, "whistle__case__area"), kind=UnitKind.STATION, called_at__year=year
        )
        rows = Institution.objects.filter(pk__in=called.values("unit"))
    elif level == Level.UNIT:
        seats = Seat.objects.in_office_on(today).filter(inside(area, "body__area"), institution__isnull=False)
        rows = Institution.objects.filter(pk__in=seats.values("institution"))
    else:
        return Institution.objects.none()
    return rows.order_by("name", "pk")


def propose_subjects(round: Round, by) -> int:
    """Enter whoever the scheme's level names below the host; how many. What was left out or grouped last year is so again."""
    level, before = round.scheme.level, _last_year(round)
    areas = [
        RoundSubject(round=round, area=area, name=area.name, group=area.get_kind_display())
        for area in areas_of_level(round.area, level)
    ]
    units = [
        RoundSubject(round=round, institution=unit, name=unit.name, group=unit.get_kind_display())
        for unit in units_of_level(round.area, level, round.year)
    ]
    subjects = [*areas, *units]
    for position, subject in enumerate(subjects, start=1):
        last = before.get((subject.area_id, subject.institution_id))
        subject.position = position
        if last:
            subject.group, subject.is_left_out, subject.reason = last.group, last.is_left_out, last.reason
        subject.save()
    note_first(acts_of(RoundSubject), "enter", *subjects, by=by)
    return len(subjects)


def _last_year(round: Round) -> dict[tuple, RoundSubject]:
    rows = RoundSubject.objects.filter(round=round.before_id) if round.before_id else ()
    return {(row.area_id, row.institution_id): row for row in rows}


def freeze_subjects(round: Round) -> list[RoundSubject]:
    """Names and holders as they are today, for those that take part. Three queries, and one for each."""
    subjects = list(round.subjects.taking_part().select_related("area", "institution"))
    kind = HOLDERS.get(Level(round.scheme.level))
    posts = Post.objects.live().filter(kind=kind, area__in=[one.area_id for one in subjects if one.area_id])
    holders = {post.area_id: post.holder.name for post in posts.select_related("holder").order_by("-since", "-pk")}
    for subject in subjects:
        subject.name = (subject.area or subject.institution).name
        subject.holder = holders.get(subject.area_id, "")
        subject.save()
    return subjects


def rounds_in_preparation(user, ids=None) -> QuerySet[Round]:
    """Rounds that the person prepares."""
    return within_reach(Round, P.ASSESS_MANAGE, user).filter(state=RoundState.CREATED)


def areas_below(user, ids=None) -> QuerySet[Area]:
    """Areas of the host and below."""
    return within_reach(Area, P.ASSESS_MANAGE, user).filter(dissolved_on=None)


def units_below(user, ids=None) -> QuerySet[Institution]:
    """Units whose area lies where the person assesses."""
    areas = within_reach(Area, P.ASSESS_MANAGE, user)
    return Institution.objects.filter(area__in=areas).order_by("name", "pk")


def _add(subject: RoundSubject, doing: Doing) -> None:
    """One area or one unit, of the host's. Raises RuleBroken at the wrong field."""
    round, area, unit = subject.round, subject.area, subject.institution
    if bool(area) == bool(unit):
        raise RuleBroken("which", "请选择一个区域或一个单位", field="area")
    if round.state != RoundState.CREATED:
        raise RuleBroken("wrong_state", "轮次已启动，名单不再增加", field="round", conflict=True)
    place = area or unit.area
    if not Area.objects.filter(inside(round.area, ""), pk=place.pk).exists():
        raise RuleBroken("area", "不在本轮组织区域以下", field="area" if area else "institution")
    if RoundSubject.objects.filter(round=round, area=area, institution=unit).exists():
        raise RuleBroken("known", "已在本轮名单", field="area" if area else "institution", conflict=True)
    subject.name = (area or unit).name
    subject.group = subject.group or (area or unit).get_kind_display()
    subject.position = round.subjects.count() + 1


def hold_order(doing: Doing, ids) -> None:
    """Before any row is read: the round, as its own acts take it, then its subjects. Orders of one round change one after the other."""
    rounds = RoundSubject.objects.filter(pk__in=ids).values_list("round", flat=True)
    held = Round.objects.filter(pk__in=set(rounds)).order_by("pk").select_for_update(of=("self",), no_key=True)
    subjects = RoundSubject.objects.filter(round__in=[round.pk for round in held])
    list(subjects.order_by("pk").select_for_update(of=("self",), no_key=True))


def meeting_began(round: Round) -> bool:
    """Whether somebody was heard already: from then on the order stays as it is."""
    return round.subjects.filter(heard_at__isnull=False).exists()


def _place(subject: RoundSubject, doing: Doing) -> None:
    """Put the subject at that place among those that take part; whoever takes none stands behind them. Raises RuleBroken at `position`."""
    if meeting_began(subject.round):
        raise RuleBroken("meeting_began", "述职会议已开始，顺序不再调整", conflict=True)
    others = list(subject.round.subjects.exclude(pk=subject.pk).order_by("is_left_out", "position", "pk"))
    last = sum(not other.is_left_out for other in others) + 1
    if subject.position > last:
        raise RuleBroken("position", f"序号应为1到{last}", field="position")
    others.insert(subject.position - 1, subject)
    for place, other in enumerate(others, start=1):
        if other.pk != subject.pk and other.position != place:
            other.position = place
            other.save(update_fields=["position"])


def _note_left_out(subject: RoundSubject, doing: Doing) -> None:
    subject.is_left_out = True


def _take_back(subject: RoundSubject, doing: Doing) -> None:
    if subject.round.state != RoundState.CREATED:
        raise RuleBroken("wrong_state", "轮次已启动，名单不再增加", conflict=True)
    subject.is_left_out, subject.reason = False, ""


MEETING = asks_of(
    RoundSubject,
    "questions answers comment",
    questions={"help": "一轮提问：问题要点，不写个人信息"},
    comment={"help": "一述一评：上级领导的点评要点"},
)
ADDING = asks_of(
    RoundSubject,
    "round area institution group",
    at=P.ASSESS_MANAGE,
    round={"rows": rounds_in_preparation, "found_by": None},
    area={"rows": areas_below, "is_optional": True, "begins_blank": True},
    institution={"rows": units_below, "is_optional": True, "begins_blank": True, "found_by": None},
    group={"is_optional": True, "help": "留空按区域或单位的类型；同组的才比较"},
)
subject_acts = declare_acts(
    Acts(
        RoundSubject,
        called="考评对象",
        loads=("round__area", "round__scheme", "area", "institution"),
        derived=(*RoundState.choices, (LEFT_OUT, "不参加")),
        acts=(
            Act("enter", "列入名单", "列入", frozenset(), None, leads="筹备中"),
            Making(
                "add",
                "增加考评对象",
                "增加",
                None,
                permission=P.ASSESS_MANAGE,
                on="round",
                asks=ADDING,
                run=_add,
                fits=lambda round: round.state == RoundState.CREATED,
                leads="筹备中",
                done="已增加{row.name}。",
                hint="名单按方案自动列出，缺的在这里补；启动后不再增加。",
                icon="add_business",
                summary="增加考评对象",
                description="轮次启动前增加一个区域或单位；已在名单的返回409。",
            ),
            Act(
                "regroup",
                "调整同类组",
                "调整",
                CREATED,
                None,
                permission=P.ASSESS_MANAGE,
                asks=asks_of(RoundSubject, "group"),
                partial=True,
                done="已调整。",
                hint="同组的才比较，等次比例按组计算。",
                icon="category",
                summary="调整同类组",
                description="启动前调整考评对象的同类组。",
            ),
            Act(
                "place",
                "调整述职顺序",
                "调整顺序",
                CREATED | OPEN,
                None,
                permission=P.ASSESS_MANAGE,
                first=hold_order,
                asks=asks_of(
                    RoundSubject, "position", position={"is_optional": False, "least": 1, "help": "从1起；其余依次顺延"}
                ),
                run=_place,
                notes_changes=True,
                aside=True,
                fits=lambda subject: not meeting_began(subject.round),
                done="{row.name}排在第{row.position}位。",
                hint="其余依次顺延；会议开始记录后不再调整。",
                icon="swap_vert",
                summary="调整述职顺序",
                description="述职会议上的序号，其余依次顺延；已有会议记录的返回409，超出名单的返回422。",
            ),
            Act(
                "leave_out",
                "不参加本轮",
                "移出",
                CREATED | OPEN,
                None,
                permission=P.ASSESS_MANAGE,
                asks=(ask_reason("不参加", column="reason", told="原因，2到200字，考评对象可见"),),
                run=_note_left_out,
                leads="不参加",
                done="已记为不参加。",
                hint="用于新设、撤并或任职不满的；写明原因，记录保留。",
                icon="person_off",
                summary="不参加本轮",
                description="写明原因；记录保留，不计分、不排组。",
            ),
            Act(
                "take_back",
                "恢复参加",
                "恢复",
                frozenset({LEFT_OUT}),
                None,
                permission=P.ASSESS_MANAGE,
                run=_take_back,
                leads="筹备中",
                done="已恢复参加。",
                hint="启动前可以恢复。",
                icon="undo",
                summary="恢复参加本轮",
                description="启动前可以恢复；启动后返回409。",
            ),
            Act(
                "hear",
                "记录述职会议",
                "记录",
                HEARD,
                None,
                permission=P.ASSESS_MANAGE,
                asks=MEETING,
                partial=True,
                stamps=("heard_by", "heard_at"),
                done="已记录。",
                hint="一轮提问和答复，一述一评。",
                icon="forum",
                summary="记录提问与点评",
                description="述职会议上的一轮提问、答复和领导点评；省略的不变。",
            ),
        ),
    )
)
