"""What cities publish of mechanisms, demonstrations, enrolments and training, loaded as records and found wherever figures are shown."""

from datetime import timedelta

import pytest

from assessments.models import Honour, MechanismPart, Training, TrainingRoll
from cocon.models import Body, BodyKind, Meeting
from orgtree.models import Institution, User
from orgtree.people.services.people import create_user
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

TOTALS = [
    Total("W01", "威海", 6, 1, "assessments.task_forces"),
    Total("W02", "威海", 40, 1, "assessments.member_units"),
    Total("W03", "威海", 2, 1, "assessments.demo_districts"),
    Total("W04", "威海", 6, 1, "assessments.demo_streets"),
    Total("W05", "威海", 108, 1, "assessments.demo_sites"),
    Total("W06", "威海", 4, 1, "assessments.cases_spread"),
    Total("W20", "威海", 32, 1, "assessments.enrolled"),
    Total("J08", "涧西", 90, 1, "assessments.away_attendances"),
    Total("J09", "涧西", 5, 1, "assessments.trainings_together"),
    Total("J23", "涧西", 6, 1, "assessments.two_month_meetings"),
    Total("S07", "沈阳", 1_700, 1, "assessments.trained_street"),
    Total("S08", "沈阳", 5_000, 1, "assessments.trained_workers"),
]
FIRST = at(2026, 3, 1)
DAY = timedelta(days=1)


def load_weihai(city: City) -> None:
    """A mechanism with its parts, one of them over; documents by kind, one that nobody checked and one that ran out."""
    by = {"entered_by": city.desk, "entered_at": FIRST}
    since = FIRST.date()
    units = Institution.objects.bulk_create(
        Institution(name=f"市直单位{number}", kind="authority", area=city.area) for number in range(40)
    )
    forces = [
        MechanismPart(area=city.area, kind="force", name=f"专项组{number}", since=since, **by) for number in range(7)
    ]
    forces[6].ended_on, forces[6].end_reason = since + DAY, "合并"
    MechanismPart.objects.bulk_create(forces)
    MechanismPart.objects.bulk_create(
        MechanismPart(area=city.area, kind="unit", unit=unit, since=since, **by) for unit in units
    )
    checker = create_user(account="heduiren", name="核对人", password=None, home=city.area, by=None)
    for kind, count in (("district", 2), ("street", 6), ("site", 108), ("case", 4)):
        Honour.objects.bulk_create(document(city, kind, number, checker) for number in range(count))
    document(city, "enrolled", 0, checker, people=32).save()
    document(city, "site", 900, checker, until=since + DAY).save()
    Honour.objects.create(**said_of(city, "site", 901))


def said_of(city: City, kind: str, number: int) -> dict:
    said = {
        "organ": "省委组织部",
        "organ_level": "province",
        "number": f"鲁组发〔2026〕{number}号",
        "issued_on": FIRST.date(),
    }
    said |= {"entered_by": city.desk, "entered_at": FIRST}
    return {"area": city.community, "kind": kind, "name": f"{kind}{number}", **said}


def document(city: City, kind: str, number: int, checker: User, **more) -> Honour:
    checked = {"state": "held", "checked_by": checker, "checked_at": FIRST + DAY}
    return Honour(**said_of(city, kind, number) | checked | more)


def load_jianxi(city: City) -> None:
    """Six closed meetings of the body that the mechanism names, one that was called off and one of another body; trainings."""
    bodies = [
        Body.objects.create(area=city.community, kind=BodyKind.objects.first(), name=name, founded_on=FIRST.date())
        for name in ("双月座谈会", "别的组织")
    ]
    MechanismPart.objects.create(
        area=city.area, kind="two_month", body=bodies[0], since=FIRST.date(), entered_by=city.desk, entered_at=FIRST
    )
    for number in range(8):
        starts = FIRST + number * 20 * DAY
        closed = {"state": "closed", "closed_by": city.desk, "closed_at": starts + DAY}
        Meeting.objects.create(
            body=bodies[number == 7],
            title=f"第{number}次",
            starts_at=starts,
            place="会议室",
            planned_by=city.desk,
            planned_at=FIRST,
            called_at=FIRST,
            opened_at=starts,
            **(closed if number != 6 else {"state": "cancelled", "reason": "改期"}),
        )
    for number in range(5):
        train(city, "together", "member", 50, number)
    for number in range(3):
        train(city, "away", "secretary", 30, number)
    train(city, "away", "secretary", 30, 9, state="void")


def train(city: City, kind: str, audience: str, people: int, number: int = 0, **more) -> None:
    by = {"entered_by": city.desk, "entered_at": FIRST}
    training = Training.objects.create(
        area=city.community, kind=kind, title=f"培训{number}", held_on=FIRST.date(), hours=4, **by, **more
    )
    TrainingRoll.objects.create(training=training, audience=audience, people=people, **by)


def load_shenyang(city: City) -> None:
    train(city, "together", "street", 1_700)
    train(city, "together", "worker", 5_000)


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities({"威海": load_weihai, "涧西": load_jianxi, "沈阳": load_shenyang})


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)
