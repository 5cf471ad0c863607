"""What five cities publish about report-ins and volunteers, loaded as records, and found again wherever figures are shown.

Each row of TOTALS is one published total (its id is the one that figures carry as `source`; docs/rules.md says whence). Large
totals are loaded at a scale, said beside them: 240,000 at 1:1000 are 240 records, and 240 is what must be shown.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from django.utils import timezone

from orgtree.choices import AreaKind, PartyOrgKind, PostKind
from orgtree.declare import registry
from orgtree.models import Area, PartyOrg
from orgtree.rules.periods import Period
from orgtree.services.figures import fill_figures
from orgtree.services.party import create_party_org
from orgtree.services.people import appoint, create_user
from orgtree.services.tree import create_area
from tests.deeds import at, service_kind
from volunteers.choices import (
    ActivityCategory,
    CallUpState,
    ClaimState,
    ConsentPurpose,
    DutyKind,
    EmergencyState,
    ReportInOrigin,
    ReportInState,
    ServiceOrigin,
    ServiceState,
    SignUpState,
    TeamKind,
)
from volunteers.models import (
    Activity,
    ActivitySession,
    CallUp,
    Consent,
    ConsentText,
    DutyClaim,
    DutyPost,
    Emergency,
    EmergencyOrg,
    EmergencyPost,
    Member,
    PledgeText,
    ReportIn,
    ServiceRecord,
    ServiceTeam,
    SignUp,
)

YEAR = Period.parse("2026")
LATER = at(2027, 1, 5)
FIRST = at(2026, 3, 1)


@dataclass(frozen=True)
class Total:
    """One published total, the figure that answers it, and how many records stand for it."""

    id: str
    city: str
    published: int
    scale: int
    figure: str

    @property
    def shown(self) -> int:
        return round(self.published / self.scale)


TOTALS = [
    Total("T17", "通化", 23_000, 100, "volunteers.reported"),
    Total("T18", "通化", 6_872, 10, "volunteers.services"),
    Total("W09", "威海", 72_000, 100, "volunteers.mobilised"),
    Total("W10", "威海", 340, 10, "volunteers.temporary_orgs"),
    Total("W11", "威海", 8_088, 10, "volunteers.pioneer_posts"),
    Total("W12", "威海", 4_800, 10, "volunteers.teams"),
    Total("W14", "威海", 65, 1, "volunteers.teams_new_employment"),
    Total("W25", "威海", 46_000, 100, "volunteers.reported"),
    Total("W29", "威海", 130_000, 1000, "volunteers.attendances"),
    Total("J16", "涧西", 3_400, 10, "volunteers.lectures"),
    Total("J17", "涧西", 80_000, 100, "volunteers.lecture_attendances"),
    Total("S19", "沈阳", 240_000, 1000, "volunteers.reported"),
    Total("S20", "沈阳", 8_000, 10, "volunteers.teams"),
    Total("S21", "沈阳", 100_000, 1000, "volunteers.volunteers"),
    Total("S22", "沈阳", 560_000, 1000, "volunteers.services"),
    Total("S23", "沈阳", 289_000, 1000, "volunteers.good_deeds"),
    Total("S24", "沈阳", 37, 1, "volunteers.duty_holders"),  # published without a number: any will do
]
CITIES = ("通化", "威海", "涧西", "沈阳")


class City:
    """One city of a single grid, someone who may see and export it, and records by the thousand."""

    def __init__(self, name: str, position: int):
        code = f"3{position}"
        place = None
        for kind, tail, label in (
            (AreaKind.PROVINCE, "0000000000", "省"),
            (AreaKind.CITY, "0100000000", "市"),
            (AreaKind.DISTRICT, "0102000000", "区"),
            (AreaKind.STREET, "0102001000", "街道"),
            (AreaKind.COMMUNITY, "0102001001", "社区"),
        ):
            place = create_area(parent_id=place and place.pk, kind=kind, code=code + tail, name=name + label, by=None)
            if kind == AreaKind.CITY:
                self.city_id = place.pk
        self.community = Area.objects.get(pk=place.pk)
        self.desk = create_user(
            account=f"city{position}", name=f"{name}书记", password="City-pass-2026", home=self.community, by=None
        )
        appoint(holder_id=self.desk.pk, kind=PostKind.STREET_COMMITTEE, area=self.area, by=None)
        self.members: list[Member] = []

    @property
    def area(self) -> Area:
        return Area.objects.get(pk=self.city_id)

    def report_in(self, count: int) -> None:
        self.members = Member.objects.bulk_create(
            Member(name=f"党员{number}", unit_name="测试单位", area=self.community) for number in range(count)
        )
        ReportIn.objects.bulk_create(
            ReportIn(
                member=member,
                community=self.community,
                area=self.community,
                state=ReportInState.ACCEPTED,
                origin=ReportInOrigin.ROSTER,
                submitted_at=FIRST,
                accepted_at=FIRST,
                decided_by=self.desk,
            )
            for member in self.members
        )

    def serve(self, count: int, *, sessions=(), good_deeds: int = 0) -> None:
        """`count` confirmed services, of one member after the other, a day later with each round."""
        rows = [self._service(number) for number in range(count)]
        for number, row in enumerate(rows):
            row.good_deeds = 1 if number < good_deeds else 0
            if sessions:
                turn, who = divmod(number, len(self.members))
                # 41 shares no factor with the numbers of sessions: nobody comes to one session twice.
                row.session, row.origin = sessions[(who + 41 * turn) % len(sessions)], ServiceOrigin.ROLL
        ServiceRecord.objects.bulk_create(rows)

    def _service(self, number: int) -> ServiceRecord:
        start = at(2026, 4, 1) + timedelta(days=number // len(self.members))
        return ServiceRecord(
            member=self.members[number % len(self.members)],
            area=self.community,
            kind=service_kind(),
            served_on=timezone.localdate(start),
            started_at=start,
            ended_at=start + timedelta(hours=2),
            hours=Decimal("2.0"),
            people_served=1,
            note="测试",
            origin=ServiceOrigin.PROXY,
            state=ServiceState.CONFIRMED,
            entered_by=self.desk,
            entered_at=start,
            decided_by=self.desk,
            decided_at=start + timedelta(hours=3),
        )

    def hold_sessions(self, count: int, category: str) -> list[ActivitySession]:
        """Sessions of one activity, a day apart and more than one a day, each with somebody there."""
        activity = Activity.objects.create(
            area=self.community,
            title="测试活动",
            category=category,
            kind=service_kind(),
            description="测试",
            organiser=self.desk,
            contact="社区办公室",
            state="published",
            published_at=FIRST,
            published_by=self.desk,
        )
        begins = [FIRST + timedelta(days=number % 250, hours=number // 250) for number in range(count)]
        sessions = ActivitySession.objects.bulk_create(
            ActivitySession(
                activity=activity,
                starts_at=begin,
                ends_at=begin + timedelta(hours=1),
                place=f"会议室{number}",
                capacity=50,
                sign_up_until=begin,
                roll_submitted_at=begin + timedelta(hours=2),
                roll_submitted_by=self.desk,
            )
            for number, begin in enumerate(begins)
        )
        SignUp.objects.bulk_create(
            SignUp(
                session=session,
                member=self.members[0],
                state=SignUpState.ATTENDED,
                signed_up_at=FIRST,
                signed_up_by=self.desk,
                marked_by=self.desk,
            )
            for session in sessions
        )
        return sessions

    def found_teams(self, count: int, *, new_employment: int = 0) -> None:
        ServiceTeam.objects.bulk_create(
            ServiceTeam(
                area=self.community,
                name=f"第{number}服务队",
                kind=TeamKind.NEW_EMPLOYMENT if number < new_employment else TeamKind.GENERAL,
                founded_on=date(2026, 3, 1),
            )
            for number in range(count)
        )

    def volunteer(self, count: int) -> None:
        """The first `count` members agree that organisers may find them."""
        text = ConsentText.objects.filter(purpose=ConsentPurpose.SKILLS).first()
        Consent.objects.bulk_create(
            Consent(member=member, text=text, given_at=FIRST) for member in self.members[:count]
        )

    def take_posts(self, count: int) -> None:
        """The first `count` members hold a post; the first holds two, and still counts once."""
        posts = self._posts(2, DutyKind.ORDINARY)
        pledge = PledgeText.objects.filter(kind=DutyKind.ORDINARY).first()
        pairs = [(posts[0], member) for member in self.members[:count]] + [(posts[1], self.members[0])]
        DutyClaim.objects.bulk_create(
            DutyClaim(
                post=post,
                member=member,
                origin="self",
                pledge=pledge,
                state=ClaimState.APPOINTED,
                claimed_at=FIRST,
                entered_by=self.desk,
                appointed_at=FIRST,
                credit_from=FIRST.date(),
                decided_by=self.desk,
            )
            for post, member in pairs
        )

    def _posts(self, count: int, kind: str) -> list[DutyPost]:
        return DutyPost.objects.bulk_create(
            DutyPost(
                area=self.community,
                title=f"{kind}{number}",
                post_class="other",
                kind=kind,
                duties="测试",
                needed=90,
                since=date(2026, 3, 1),
                created_at=FIRST,
                created_by=self.desk,
            )
            for number in range(count)
        )

    def mobilise(self, *, members: int, orgs: int, posts: int) -> None:
        """One emergency: so many who came, so many temporary organisations, so many posts and areas of responsibility."""
        emergency = Emergency.objects.create(
            number="YJ-2026-0001",
            title="测试动员",
            kind="snow",
            area=self.area,
            reason="测试",
            state=EmergencyState.OPEN,
            planned_end=date(2026, 12, 31),
            drafted_by=self.desk,
            drafted_at=FIRST,
            opened_by=self.desk,
            opened_at=FIRST,
        )
        CallUp.objects.bulk_create(
            CallUp(
                emergency=emergency,
                area=self.community,
                state=CallUpState.ACCEPTED,
                invited_at=FIRST,
                answered_at=FIRST,
                channel="phone",
            )
            for _ in range(members)  # names are gone after the purge, and the figure stays
        )
        self._set_up(emergency, orgs, posts)

    def _set_up(self, emergency: Emergency, orgs: int, posts: int) -> None:
        for number in range(orgs):
            org = create_party_org(
                parent_id=None, kind=PartyOrgKind.TEMPORARY, name=f"临时党支部{number}", area=self.community, by=None
            )
            EmergencyOrg.objects.create(
                emergency=emergency,
                org=PartyOrg.objects.get(pk=org.pk),
                secretary=self.desk,
                set_up_at=FIRST,
                set_up_by=self.desk,
            )
        duties = self._posts(posts // 2, DutyKind.PIONEER) + self._posts(posts - posts // 2, DutyKind.RESPONSIBILITY)
        EmergencyPost.objects.bulk_create(
            EmergencyPost(emergency=emergency, duty=duty, set_up_at=FIRST, set_up_by=self.desk) for duty in duties
        )


def load_tonghua(city: City) -> None:
    city.report_in(230)
    city.serve(687)


def load_weihai(city: City) -> None:
    city.report_in(460)
    city.serve(130, sessions=city.hold_sessions(13, ActivityCategory.CLEAN_UP))
    city.found_teams(480, new_employment=65)
    city.mobilise(members=720, orgs=34, posts=809)


def load_jianxi(city: City) -> None:
    city.report_in(40)
    city.serve(800, sessions=city.hold_sessions(340, ActivityCategory.LECTURE))


def load_shenyang(city: City) -> None:
    city.report_in(240)
    city.found_teams(800)
    city.volunteer(100)
    city.serve(560, good_deeds=289)
    city.take_posts(37)


LOADERS = {"通化": load_tonghua, "威海": load_weihai, "涧西": load_jianxi, "沈阳": load_shenyang}


@pytest.fixture
def cities(db) -> dict[str, City]:
    """The four cities with their records, the year filled."""
    found = {name: City(name, position) for position, name in enumerate(CITIES)}
    for name, city in found.items():
        LOADERS[name](city)
    fill_figures(YEAR, as_of=LATER)
    return found


def published(cities, answer) -> dict[str, Decimal]:
    """{id: what `answer(city)` says of the total's figure}."""
    said = {name: answer(city) for name, city in cities.items()}
    return {total.id: said[total.city][total.figure] for total in TOTALS}


def label_of(key: str) -> str:
    return registry.figures[key].label


def on_the_board(client, city: City) -> dict[str, Decimal]:
    """Figures by key, read from the links of the page: what a person sees."""
    page = client.get(f"/board/{city.area.pk}/", {"period": YEAR.slug}).content.decode()
    link = rf'href="/board/{city.area.pk}/rows/([\w.]+)/\?period={YEAR.slug}"[^>]*>([\d,.]+)</a>'
    return {key: Decimal(text.replace(",", "")) for key, text in re.findall(link, page)}


def in_the_api(client, city: City) -> dict[str, Decimal]:
    reply = client.get("/api/v1/figures/", {"area": city.area.pk, "period": YEAR.slug}).json()
    return {figure["key"]: Decimal(figure["value"]) for figure in reply["figures"] if figure["value"] is not None}


def in_the_workbook(client, city: City) -> dict[str, Decimal]:
    reply = client.get(f"/board/{city.area.pk}/report.xlsx", {"period": YEAR.slug})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    values = {row[1]: row[2] for row in book["指标"].iter_rows(min_row=4, values_only=True)}
    return {total.figure: Decimal(str(values[label_of(total.figure)])) for total in TOTALS}


def in_the_document(client, city: City) -> str:
    """The sentences of the document, as text."""
    reply = client.get(f"/board/{city.area.pk}/report.docx", {"period": YEAR.slug})
    document = docx.Document(io.BytesIO(reply.content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def rows_behind(client, city: City) -> dict[str, Decimal]:
    """For figures that count rows: how many rows stand behind them."""
    counts = {}
    for total in TOTALS:
        page = client.get(f"/board/{city.area.pk}/rows/{total.figure}/", {"period": YEAR.slug}).content.decode()
        found = re.search(r"以下共 <strong>([\d,]+)</strong> 条记录", page)
        counts[total.figure] = Decimal(found[1].replace(",", "")) if found else None
    return counts


def test_every_published_total_is_found_wherever_figures_are_shown(cities, client):
    wanted = {total.id: total.shown for total in TOTALS}
    for ask in (on_the_board, in_the_api, in_the_workbook):
        assert published(cities, lambda city, ask=ask: signed_in(client, city, ask)) == wanted, ask.__name__
    counted = published(cities, lambda city: signed_in(client, city, rows_behind))
    derived = {total.id for total in TOTALS if counted[total.id] is None}
    assert derived == {"S23"}  # made of two figures, each with its rows
    assert {key: count for key, count in counted.items() if key not in derived} == {
        key: count for key, count in wanted.items() if key not in derived
    }
    documents = {name: signed_in(client, city, in_the_document) for name, city in cities.items()}
    for total in TOTALS:
        assert re.search(rf"(?<!\d){total.shown}(?!\d)", documents[total.city]), total.id


def signed_in(client, city: City, ask):
    """What the secretary of the city's committee is told."""
    client.force_login(city.desk)
    return ask(client, city)


def test_no_total_is_forgotten():
    """Each id is the source of exactly the figure that the table names, and stands in a sentence."""
    declared = {mark: key for key, figure in registry.figures.items() for mark in figure.source.split()}
    for total in TOTALS:
        assert declared[total.id] == total.figure
        assert any(f"{{{total.figure}}}" in sentence.text for sentence in registry.sentences.values()), total.id


LIST = Path(__file__).resolve().parents[3] / "shared" / "reference" / "city-figures.csv"


@pytest.mark.skipif(not LIST.exists(), reason="the list of the cities' figures is not beside the project")
def test_the_table_is_the_published_list():
    with LIST.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["app"] == "volunteers"]
    listed = {row["id"]: Decimal(row["value"]) for row in rows if row["value"]}
    assert {row["id"] for row in rows} == {total.id for total in TOTALS}
    assert {total.id: total.published for total in TOTALS if total.id in listed} == listed
