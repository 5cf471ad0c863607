"""党建品牌 of the demo: a main one in most communities, a second in some; with activities, a need, a project and people served by day."""

from datetime import timedelta

from cocon.brands.choices import BrandState, TallyState
from cocon.brands.models import Brand, BrandPart, BrandTally
from cocon.brands.services.brands import brand_acts, part_acts, tally_acts
from cocon.needs.models import Need
from cocon.projects.models import Project
from cocon.projects.models.projects import DONE
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from volunteers.activities.models.activity import Activity
from volunteers.choices import ActivityState

BRANDS = (
    ("红邻里", "党员亮身份、邻里结对子，楼道事楼道议。", "调解邻里小事，楼道堆物清零，邻里节年年办。"),
    ("夕阳暖", "党员和志愿者结对独居老人，每周上门、每月集体生日。", "结对老人全覆盖，助餐点每天开放。"),
    ("四点半课堂", "退休教师和在职党员放学后看护辅导。", "开班以来无间断，家长满意。"),
    ("工匠工作室", "老劳模带队，修水电、修家电、修锁具，随叫随到。", "小修不出社区，当天办结。"),
    ("书香里", "读书分享、图书漂流、亲子共读。", "每周一场读书会，藏书由居民捐赠。"),
)
OCCASIONS = ("便民服务日", "邻里节", "百家宴", "义剪义诊", "健康讲座", "旧物交换")  # of no season
YEAR = 365


def build_brands(part: Part) -> None:
    """Every sixth community has none yet; every fifth has a second that is not open, one of eight has one that is over."""
    luck = part.luck("brands")
    for place in part.staffed:
        if place.number % 6 == 5:
            continue
        made = [_brand(part, place, place.number, is_main=True)]
        if place.number % 5 == 0:
            made.append(_brand(part, place, place.number + 1))
        if place.number % 8 == 1:
            made.append(_brand(part, place, place.number + 2, is_over=True))
        brands = Brand.objects.bulk_create(made)
        note_steps(brand_acts, [step for row in brands for step in _course(row)])
        parts = BrandPart.objects.bulk_create(_parts(place, brands[0]))
        note_steps(part_acts, [Noted(row, "link", "", row.state, row.added_by, row.added_at) for row in parts])
        tallies = BrandTally.objects.bulk_create(_tallies(part, place, brands[0], luck))
        note_steps(tally_acts, [step for row in tallies for step in _tally_course(row)])


def _brand(part: Part, place: Staffed, number: int, *, is_main: bool = False, is_over: bool = False) -> Brand:
    name, what, outcome = BRANDS[number % len(BRANDS)]
    at = moment(part.today - timedelta(days=YEAR), 600)
    shown = {"state": BrandState.PUBLIC, "published_by": place.secretary, "published_at": at} if is_main else {}
    over = {"state": BrandState.ENDED, "ended_on": part.today - timedelta(days=60), "end_reason": "并入主品牌"}
    return Brand(
        area=place.area,
        name=f"{place.area.name.removesuffix('社区')}{name}",
        what=what,
        outcome=outcome,
        since=part.today - timedelta(days=YEAR * (1 + number % 4)),
        is_main=is_main,
        entered_by=place.secretary,
        entered_at=at,
        **(over if is_over else shown),
    )


def _course(row: Brand) -> list[Noted]:
    """Entered, then opened to everybody or ended."""
    draft = BrandState.DRAFT
    steps = [Noted(row, "enter", "", draft, row.entered_by, row.entered_at)]
    if row.state == BrandState.PUBLIC:
        steps.append(Noted(row, "publish", draft, row.state, row.published_by, row.published_at))
    if row.ended_on:
        steps.append(Noted(row, "end", draft, row.state, row.entered_by, moment(row.ended_on, 600), row.end_reason))
    return steps


def _tally_course(row: BrandTally) -> list[Noted]:
    """Entered, and one of them taken out again."""
    counted = TallyState.COUNTED
    steps = [Noted(row, "count", "", counted, row.entered_by, row.entered_at)]
    if row.state == TallyState.VOID:
        steps.append(Noted(row, "void", counted, row.state, row.entered_by, row.entered_at, row.void_reason))
    return steps


def _parts(place: Staffed, brand: Brand) -> list[BrandPart]:
    """Activities, a need and a project of the community, where there are."""
    by = {"brand": brand, "added_by": place.secretary, "added_at": brand.entered_at}
    below = place.area.get_descendants(include_self=True)
    shown = Activity.objects.filter(area__in=below, state__in=(ActivityState.PUBLISHED, ActivityState.ENDED))
    made = [BrandPart(activity=activity, **by) for activity in shown.order_by("pk")[:2]]
    need = Need.objects.filter(area=place.area, published_at__isnull=False).order_by("pk").first()
    project = (
        Project.objects.filter(area=place.area, state__in=DONE, people__gt=0).order_by("-accepted_at", "pk").first()
    )
    made += [BrandPart(need=need, **by)] if need else []
    return [*made, *([BrandPart(project=project, **by)] if project else [])]


def _tallies(part: Part, place: Staffed, brand: Brand, luck) -> list[BrandTally]:
    """An occasion every two months; the first of them was entered wrongly."""
    made = []
    for number, what in enumerate(OCCASIONS):
        day = part.today - timedelta(days=20 + 55 * number)
        people = luck.randrange(40, 260, 5)
        wrong = {"state": TallyState.VOID, "void_reason": "与活动重复"} if number == 1 and place.number % 3 == 0 else {}
        told = {"entered_by": place.clerk, "entered_at": moment(day, 1020)}
        made.append(BrandTally(brand=brand, day=day, people=people, what=what, **told, **wrong))
    return made
