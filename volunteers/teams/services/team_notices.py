"""What is told about a place in a team: the request to the leader or the desk, the decision to the member."""

from collections.abc import Iterable

from django.urls import reverse

from orgtree.choices import PostKind
from orgtree.models import Post
from orgtree.services.notices import notify
from volunteers.teams.choices import TeamPlace
from volunteers.teams.models import TeamMember

WORDS = {TeamPlace.SERVING: "已加入服务队：{team}", TeamPlace.REFUSED: "加入服务队的申请未接收：{team}"}
DESK = (PostKind.COMMUNITY_SECRETARY, PostKind.POINTS_CLERK)


def tell_asked(place: TeamMember) -> None:
    """To the leader who has an account; where the team has none such, to the desk of its area."""
    team = place.team
    leader = team.leader.user_id if team.leader_id else None
    page = reverse("member-team", args=[team.pk]) if leader else f"{_list()}?team__id__exact={team.pk}"
    notify(
        users=[leader] if leader else _desk(team.area_id),
        key=f"team-asked:{place.pk}",
        title=f"有党员申请加入服务队：{team.name}",
        text="请查看并决定是否接收。",
        url=page,
    )


def tell_decided(places: Iterable[TeamMember]) -> None:
    """To each member who was taken in or refused, once per place."""
    for place in places:
        notify(
            users=[place.member.user_id],
            key=f"team-decided:{place.pk}",
            title=WORDS[place.place].format(team=place.team.name),
            text=f"原因：{place.reason}" if place.reason else "可以在服务队页面查看队员和活动。",
            url=reverse("member-team", args=[place.team_id]),
        )


def _list() -> str:
    return reverse("admin:volunteers_teammember_changelist")


def _desk(area_id: int) -> list[int]:
    return list(Post.objects.live().filter(area=area_id, kind__in=DESK).values_list("holder", flat=True))
