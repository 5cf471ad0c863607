"""Who works in the grids of the demo, beside those whose posts say so: workers, street chiefs, community workers; training; cards of most grids."""

from datetime import date, timedelta

from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from config.demo_district.names import BRANCHES, STEMS
from grids.models import GridCard, StaffTerm, StaffTraining
from grids.staff.choices import CardState, StaffRole, TermState
from grids.staff.services.cards import card_acts
from grids.staff.services.terms import term_acts, training_acts
from orgtree.acts import Noted, note_steps
from orgtree.models import Area

YEARS = 365
STREETS = ("健康街", "福寿街", "东风巷", "胜利西巷", "卧龙街")
COURSES = (("网格员岗前培训", 16), ("矛盾纠纷调解", 8), ("消防常识与演练", 4), ("个人信息保护", 4))


def build_grid_staff(part: Part) -> None:
    """Written at once: some grids are without a worker, some terms end soon, one of six cards does not hang yet."""
    for place in part.staffed:
        grids = part.places.grids_of(place.area)
        terms = StaffTerm.objects.bulk_create(_terms(part, place, grids))
        note_steps(term_acts, [Noted(row, "begin", "", row.state, row.entered_by, row.entered_at) for row in terms])
        trained = StaffTraining.objects.bulk_create(_trainings(part, place, terms))
        note_steps(
            training_acts, [Noted(row, "record", "", row.state, row.entered_by, row.entered_at) for row in trained]
        )
        cards = GridCard.objects.bulk_create(_card(part, place, grid, number) for number, grid in enumerate(grids))
        note_steps(card_acts, [step for card in cards for step in _course(card)])


def _name(turn: int) -> str:
    return f"演示{STEMS[turn % 10]}{BRANCHES[turn % 12]}"


def _terms(part: Part, place: Staffed, grids: list[Area]) -> list[StaffTerm]:
    """A worker for each grid where no post says one and the turn does not leave it vacant; the others of the community."""
    held = set(
        StaffTerm.objects.filter(area__in=grids, role=StaffRole.WORKER, state=TermState.HELD).values_list(
            "area_id", flat=True
        )
    )
    made, start = [], part.today - timedelta(days=YEARS + place.number * 7 % 200)

    def serve(area: Area, role: str, number: int, **more) -> None:
        turn = place.number * 13 + number
        soon = turn % 11 == 5
        until = part.today + timedelta(days=45) if soon else start + timedelta(days=YEARS * 3)
        told = {"beat": "", "consented_on": start if turn % 4 else None, "until": until} | more
        entered = {"entered_by": place.clerk, "entered_at": moment(start, 600)}
        made.append(StaffTerm(area=area, role=role, holder=_name(turn), since=start, **told, **entered))

    for number, grid in enumerate(grids):
        if grid.pk not in held and (place.number + number) % 7 != 6:
            serve(grid, StaffRole.WORKER, number, phone=f"0379-64{place.number:02d}00{number:02d}")
        if number % 3 == 1:
            serve(grid, StaffRole.FULL_TIME, 20 + number)
    serve(place.area, StaffRole.STREET_CHIEF, 40, beat=STREETS[place.number % len(STREETS)])
    serve(place.area, StaffRole.MOBILE, 44, beat="快递、外卖从业人员")
    serve(place.area, StaffRole.BRANCH, 48)
    for number in range(6 + place.number % 3):
        serve(place.area, StaffRole.COMMUNITY_WORKER, 50 + number)
    return made


def _trainings(part: Part, place: Staffed, terms: list[StaffTerm]) -> list[StaffTraining]:
    first = max(date(part.today.year, 1, 10), part.today - timedelta(days=250))
    return [
        StaffTraining(
            term=term,
            title=title,
            hours=hours,
            held_on=min(first + timedelta(days=30 * turn), part.today),
            entered_by=place.clerk,
            entered_at=moment(min(first + timedelta(days=30 * turn + 1), part.today), 560),
        )
        for number, term in enumerate(terms)
        for turn, (title, hours) in enumerate(COURSES[: 1 + number % len(COURSES)])
    ]


def _card(part: Part, place: Staffed, grid: Area, number: int) -> GridCard:
    kept = moment(part.today - timedelta(days=90 - number), 600)
    is_public = (place.number + number) % 6 != 5
    street = STREETS[(place.number + number) % len(STREETS)]
    return GridCard(
        area=grid,
        boundary=f"东至{street}，南至{place.area.name}服务中心，西至社区西路，北至小区北围墙",
        phone=f"0379-64{place.number:02d}1000",
        supervision_phone="0379-64000012",
        state=CardState.PUBLIC if is_public else CardState.DRAFT,
        kept_by=place.secretary,
        kept_at=kept,
        published_at=kept + timedelta(days=2) if is_public else None,
    )


def _course(card: GridCard) -> list[Noted]:
    steps = [Noted(card, "write", "", CardState.DRAFT, card.kept_by, card.kept_at)]
    if card.published_at:
        steps.append(Noted(card, "publish", CardState.DRAFT, CardState.PUBLIC, card.kept_by, card.published_at))
    return steps
