"""Cities of a single grid, with records by the thousand, written straight to the tables: the world of test_city_figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from orgtree.choices import AreaKind, PartyOrgKind, PostKind
from orgtree.models import Area, PartyOrg, Post
from orgtree.people.services.people import create_user
from orgtree.tree.services.tree import create_area
from orgtree.units.services.party import create_party_org
from tests.deeds import at, service_kind
from tests.flows.cities_together import found_bodies, resolve_topics, seat_members, share_resources
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

FIRST = at(2026, 3, 1)


@dataclass(frozen=True)
class Total:
    """One published total, the figure that answers it, and how many records stand for it.

    `published` is as published; `unit` is how many units of the figure one of it is (10,000 for 亿元 shown as 万元).
    """

    id: str
    city: str
    published: int | Decimal
    scale: int
    figure: str
    unit: int = 1

    @property
    def shown(self) -> Decimal:
        """What is shown of it: whole records where it is loaded at a scale."""
        value = Decimal(self.published) * self.unit / self.scale
        return value if self.scale == 1 else Decimal(round(value))


class City:
    """One city of a single grid, someone who may see and export it, and records by the thousand."""

    def __init__(self, name: str, position: int):
        self.name, code = name, f"3{position}"
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
        Post.objects.create(holder=self.desk, kind=PostKind.STREET_COMMITTEE, area=self.area)  # wider than it may sit
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
    seat_members(city, 289)
    resolve_topics(city, 586)


def load_weihai(city: City) -> None:
    city.report_in(460)
    city.serve(130, sessions=city.hold_sessions(13, ActivityCategory.CLEAN_UP))
    city.found_teams(480, new_employment=65)
    city.mobilise(members=720, orgs=34, posts=809)


def load_jianxi(city: City) -> None:
    city.report_in(40)
    city.serve(800, sessions=city.hold_sessions(340, ActivityCategory.LECTURE))
    seat_members(city, 231)
    resolve_topics(city, 450)
    share_resources(city, 174)


def load_shenyang(city: City) -> None:
    city.report_in(240)
    city.found_teams(800)
    city.volunteer(100)
    city.serve(560, good_deeds=289)
    city.take_posts(37)
    found_bodies(city, 110)


LOADERS = {"通化": load_tonghua, "威海": load_weihai, "涧西": load_jianxi, "沈阳": load_shenyang}
