"""What may be done to a team as a whole: it is dissolved, and everybody's place in it ends."""

from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.teams.choices import TeamState
from volunteers.teams.models import ServiceTeam
from volunteers.teams.services.team_places import team_places

DISSOLVED = "服务队已解散"


def _dissolve(team: ServiceTeam, doing: Doing) -> None:
    today = timezone.localdate(doing.at)
    on = doing.said["dissolved_on"] or today
    if on > today:
        raise RuleBroken("dissolved_later", "解散日期不能晚于今天", field="dissolved_on")
    if on < team.founded_on:
        raise RuleBroken("dissolved_early", "解散日期不能早于成立日期", field="dissolved_on")
    team.dissolved_on = on
    places = team.people.select_related("member", "team").order_by("pk").select_for_update(of=("self",), no_key=True)
    follow(team_places, "refuse", places.waiting(), reason=DISSOLVED, by=doing.by)
    serving = list(places.serving())
    for place in serving:
        place.until = max(on, place.since)
    follow(team_places, "go_with_team", serving, reason=DISSOLVED, by=doing.by)


# Source: docs/rules.md, "Service teams".
service_teams = declare_acts(
    Acts(
        ServiceTeam,
        loads=("area",),
        called="服务队",
        derived=tuple(TeamState.choices),
        acts=(
            Act(
                "found",
                "成立服务队",
                "成立",
                frozenset(),
                None,
                leads=TeamState.IN_BEING.label,
                permission=P.ACTIVITY_MANAGE,
                by_form=True,
            ),
            Act(
                "dissolve",
                "解散",
                "解散",
                frozenset({TeamState.IN_BEING}),
                None,
                leads=TeamState.DISSOLVED.label,
                permission=P.ACTIVITY_MANAGE,
                asks=(Ask("dissolved_on", "解散日期", is_day=True, is_optional=True, help="不晚于今天；留空为今天"),),
                run=_dissolve,
                done="已解散，队员随之离队；以前的服务和合计都保留。",
                hint="解散后不能再加入、不再计入服务队数；以前的服务记录和合计都保留。",
                icon="group_off",
                meets=lambda team: f"这支队现有{team.people.serving().count()}名队员，解散后随之离队。",
            ),
        ),
    )
)
