"""示范与荣誉 and 培训 of the demo: sites in communities, one not checked yet, one that ran out; a year's trainings with who came."""

from datetime import date, timedelta
from decimal import Decimal

from assessments.honours.choices import EntryState, HonourKind, HonourState, OrganLevel
from assessments.honours.models import Honour, Training, TrainingRoll
from assessments.honours.services.calling import call_secretaries, secretaries_of
from assessments.honours.services.honours import honour_acts
from assessments.honours.services.trainings import roll_acts, training_acts
from config.demo_district.district_map import Part
from config.demo_district.key_tasks import find_holder
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.choices import PostKind
from orgtree.models import Area, User

SITE = "全市城市基层党建示范点"
CITY, PROVINCE = ("市委组织部", OrganLevel.CITY), ("省委组织部", OrganLevel.PROVINCE)
# (title, way, hours, days ago, {audience: people})
TRAININGS = (
    ("城市基层党建示范培训", "together", "16", 240, {"street": 36}),
    ("社区工作者初任培训", "together", "24", 180, {"worker": 120}),
    ("红色物业现场观摩", "away", "8", 130, {"street": 20}),
    ("网格事项办理实务", "post", "4", 90, {"worker": 210}),
    ("党务工作线上课堂", "online", "6", 60, {"member": 380}),
    ("基层减负政策解读", "together", "3", 12, {"street": 48, "worker": 150}),
)
# Of secretaries, with the roll called by posts: (title, way, hours, days ago); every fourth missed one of them.
CALLED = (
    ("社区书记履职能力培训", "together", "24", 200),
    ("党建引领基层治理专题班", "together", "16", 110),
    ("先进社区跟班学习", "away", "16", 35),
)


def build_honours(part: Part) -> None:
    """Sites in every third community; what there is one of in the district with the first part."""
    office = find_holder(PostKind.ASSESS_OFFICE, part.places.district)
    for place in part.staffed:
        if place.number % 3 == 0:
            late = {"until": part.today - timedelta(days=40)} if place.number % 9 == 3 else {}
            is_new = place.number % 6 == 0 and place.number > 0
            _honour(
                part,
                place.area,
                HonourKind.SITE,
                SITE,
                CITY,
                12 + place.number,
                place.secretary,
                None if is_new else office,
                **late,
            )
        if part.is_first:
            _train(
                part, place.area, place.secretary, "党员冬训", "together", "8", 20, {"member": 60 + 7 * place.number}
            )
    _call_secretaries(part, office)
    if part.is_first:
        _district(part, office)


def _district(part: Part, office: User) -> None:
    district, streets = part.places.district, part.places.streets
    organisation = find_holder(PostKind.ORGANISATION_DEPT, district)
    _honour(part, district, HonourKind.DISTRICT, "全省城市基层党建示范区", PROVINCE, 3, organisation, office)
    for turn, street in enumerate(streets[:2]):
        _honour(part, street, HonourKind.STREET, "全市城市基层党建示范街道", CITY, 30 + turn, organisation, office)
    _honour(part, district, HonourKind.CASE, "红色物业联动治理经验", PROVINCE, 18, organisation, office)
    _honour(part, streets[0], HonourKind.HONOUR, "全市先进基层党组织", CITY, 41, organisation, office)
    _honour(part, streets[0], HonourKind.ENROLLED, "社区书记定向招聘事业编", CITY, 52, organisation, office, people=3)
    for line in TRAININGS:
        _train(part, district, office, *line)


def _honour(
    part: Part, area: Area, kind: str, name: str, organ, number: int, by: User, checker: User | None, **more
) -> None:
    """As its document says; without a checker it waits for one."""
    issued = date(part.today.year, 1, 20) if "until" not in more else date(part.today.year - 3, 5, 20)
    entered = moment(issued + timedelta(days=3), 600)
    row = Honour(area=area, kind=kind, name=name, organ=organ[0], organ_level=organ[1], issued_on=issued, **more)
    row.number, row.entered_by, row.entered_at = f"组发〔{issued.year}〕{number}号", by, entered
    if checker:
        row.state, row.checked_by, row.checked_at = HonourState.HELD, checker, entered + timedelta(days=1)
    row.save()
    steps = [Noted(row, "enter", "", HonourState.ENTERED, by, entered)]
    if checker:
        steps.append(Noted(row, "check", HonourState.ENTERED, HonourState.HELD, checker, row.checked_at))
    note_steps(honour_acts, steps)


def _call_secretaries(part: Part, office: User) -> None:
    """Trainings of each street for its secretaries in the part, each called by the post."""
    numbers = {place.area.pk: place.number for place in part.staffed}
    for street in dict.fromkeys(area.parent for area in part.communities):
        for turn, line in enumerate(CALLED):
            training = _train(part, street, office, *line, {})
            terms = secretaries_of(training).filter(area__in=part.communities)
            came = [term.pk for term in terms if numbers[term.area_id] % 4 != turn]
            if came:
                call_secretaries(training=training, came=came, by=office)


def _train(
    part: Part, area: Area, by: User, title: str, kind: str, hours: str, ago: int, came: dict[str, int]
) -> Training:
    day = part.today - timedelta(days=ago)
    told = {"entered_by": by, "entered_at": moment(day, 1080)}
    training = Training.objects.create(area=area, kind=kind, title=title, held_on=day, hours=Decimal(hours), **told)
    note_steps(training_acts, [Noted(training, "enter", "", EntryState.COUNTED, by, training.entered_at)])
    rows = [
        TrainingRoll(training=training, audience=audience, people=people, **told) for audience, people in came.items()
    ]
    TrainingRoll.objects.bulk_create(rows)
    note_steps(roll_acts, [Noted(row, "count", "", EntryState.COUNTED, by, row.entered_at) for row in rows])
    return training
