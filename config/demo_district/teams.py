"""Service teams of the demo: two or three per community, one of the street, led and joined by people on the roll."""

import random
from datetime import date, timedelta

from django.utils import timezone

from orgtree.choices import PostKind
from orgtree.models import Area, Post
from volunteers.choices import TeamKind
from volunteers.models import Member, ReportIn, ServiceTeam, TeamMember
from volunteers.services.teams import add_to_team, create_team

NAMED = (
    ("红马甲邻里队", TeamKind.GENERAL, "邻里有事，红马甲先到"),
    ("夕阳暖心专业队", TeamKind.PROFESSIONAL, "懂医、懂法、懂水电，上门帮一把"),
    ("骑手先锋队", TeamKind.NEW_EMPLOYMENT, "走街串巷，看见就管"),
)
LARGEST = 12


def build_teams(today: date, luck: random.Random) -> None:
    """Teams with their people since the founding; the first login leads one, the second asks to join it."""
    clerks = Post.objects.live().filter(kind=PostKind.POINTS_CLERK).select_related("holder", "area")
    for number, post in enumerate(clerks.order_by("pk")):
        people = list(
            ReportIn.objects.belonging().filter(community=post.area).order_by("pk").values_list("member", flat=True)
        )
        for place, (name, kind, slogan) in enumerate(NAMED):
            if place == 2 and number % 2 or len(people) < 3:
                continue
            founded = today - timedelta(days=luck.randrange(200, 700))
            details = {"kind": kind, "slogan": slogan, "contact": f"{post.area.name}党群服务中心一楼"}
            _team(post, name, founded, luck.sample(people, min(len(people), luck.randrange(3, LARGEST))), details)
    _own_team(today)


def _team(post: Post, name: str, founded: date, people: list[int], details: dict) -> ServiceTeam:
    area = Area.objects.get(pk=post.area_id)
    leader = Member.objects.get(pk=people[0])
    team = create_team(area=area, name=name, founded_on=founded, leader=leader, by=post.holder, **details)
    add_to_team(team_id=team.pk, member_ids=people, by=post.holder)
    _since(team, founded)
    return team


def _since(team: ServiceTeam, founded: date) -> None:
    """They joined at the founding, not on the day on which the demo was made."""
    TeamMember.objects.serving().filter(team=team).update(since=founded)


def _own_team(today: date) -> None:
    """The member of the first login leads a team, where a neighbour waits to be taken in."""
    first = Member.objects.filter(user__isnull=False).earliest("pk")
    home = ReportIn.objects.belonging().get(member=first).community
    post = Post.objects.live().select_related("holder", "area").get(kind=PostKind.POINTS_CLERK, area=home)
    details = {"kind": TeamKind.EMERGENCY, "slogan": "雪来我扫，水来我堵", "contact": f"{home.name}值班室"}
    neighbours = ReportIn.objects.belonging().filter(community=home).exclude(member=first).order_by("pk")
    asking, *people = neighbours.values_list("member", flat=True)[:8]
    team = _team(post, "应急抢险突击队", today - timedelta(days=300), [first.pk, *people], details)
    # They have no account in the demo: nobody could ask in their place.
    TeamMember.objects.create(team=team, member_id=asking, asked_at=timezone.now())
