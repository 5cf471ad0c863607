"""A request for a place in a team is told to its leader or the desk."""

from django.urls import reverse

from orgtree.choices import PostKind
from orgtree.models import Post
from orgtree.notices.services import notify
from volunteers.teams.models import TeamMember

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


def _list() -> str:
    return reverse("admin:volunteers_teammember_changelist")


def _desk(area_id: int) -> list[int]:
    return list(Post.objects.live().filter(area=area_id, kind__in=DESK).values_list("holder", flat=True))
