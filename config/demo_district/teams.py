"""Service teams of the demo: two or three per community, one of the street, led and joined by people on the roll."""

from datetime import date, timedelta

from django.utils import timezone

from config.demo_district.district_map import Part, Staffed
from volunteers.choices import TeamKind
from volunteers.models import Member, ReportIn, ServiceTeam, TeamMember
from volunteers.teams.services.teams import add_to_team, create_team

NAMED = (
    ("红马甲邻里队", TeamKind.GENERAL, "邻里有事，红马甲先到"),
    ("夕阳暖心专业队", TeamKind.PROFESSIONAL, "懂医、懂法、懂水电，上门帮一把"),
    ("骑手先锋队", TeamKind.NEW_EMPLOYMENT, "走街串巷，看见就管"),
)
LARGEST = 12


def build_teams(part: Part) -> None:
    """Teams with their people since the founding; the first login leads one, the second asks to join it."""
    luck = part.luck("teams")
    for place in part.staffed:
        people = list(
            ReportIn.objects.belonging().filter(community=place.area).order_by("pk").values_list("member", flat=True)
        )
        for position, (name, kind, slogan) in enumerate(NAMED):
            if position == 2 and place.number % 2 or len(people) < 3:
                continue
            founded = part.today - timedelta(days=luck.randrange(200, 700))
            details = {"kind": kind, "slogan": slogan, "contact": f"{place.area.name}党群服务中心一楼"}
            _team(place, name, founded, luck.sample(people, min(len(people), luck.randrange(3, LARGEST))), details)
    if part.is_first:
        _own_team(part.staffed[0], part.today)


def _team(place: Staffed, name: str, founded: date, people: list[int], details: dict) -> ServiceTeam:
    leader = Member.objects.get(pk=people[0])
    team = create_team(area=place.area, name=name, founded_on=founded, leader=leader, by=place.clerk, **details)
    add_to_team(team_id=team.pk, member_ids=people, by=place.clerk)
    _since(team, founded)
    return team


def _since(team: ServiceTeam, founded: date) -> None:
    """They joined at the founding, not on the day on which the demo was made."""
    TeamMember.objects.serving().filter(team=team).update(since=founded)


def _own_team(home: Staffed, today: date) -> None:
    """The member of the first login leads a team, where a neighbour waits to be taken in."""
    first = Member.objects.filter(user__isnull=False).earliest("pk")
    details = {"kind": TeamKind.EMERGENCY, "slogan": "雪来我扫，水来我堵", "contact": f"{home.area.name}值班室"}
    neighbours = ReportIn.objects.belonging().filter(community=home.area).exclude(member=first).order_by("pk")
    asking, *people = neighbours.values_list("member", flat=True)[:8]
    team = _team(home, "应急抢险突击队", today - timedelta(days=300), [first.pk, *people], details)
    # They have no account in the demo: nobody could ask in their place.
    TeamMember.objects.create(team=team, member_id=asking, asked_at=timezone.now())
