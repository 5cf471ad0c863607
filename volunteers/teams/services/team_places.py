"""What is done about places in teams: people are taken in or not, take their request back, leave, or are let go."""

from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, NotBy, Tell, ask_reason, declare_acts, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.teams.choices import TeamPlace, TeamRole
from volunteers.teams.models import TeamMember

WORDS = {TeamPlace.SERVING: "已加入服务队：{team}", TeamPlace.REFUSED: "加入服务队的申请未接收：{team}"}


def _dissolved(places: list[TeamMember], doing: Doing) -> dict[int, RuleBroken]:
    gone = RuleBroken("team_dissolved", "服务队已解散")
    return {place.pk: gone for place in places if not place.team.in_being}


def _take_in(place: TeamMember, doing: Doing) -> None:
    place.since = timezone.localdate()


def _ask_again(place: TeamMember, doing: Doing) -> None:
    place.since = None


def _go(place: TeamMember, doing: Doing) -> None:
    """Whoever led the team leads it no more."""
    place.until, place.role = place.since and timezone.localdate(), TeamRole.MEMBER
    if place.team.leader_id == place.member_id:
        place.team.leader = None
        place.team.save(update_fields=["leader"])


def _note_reason(place: TeamMember, doing: Doing) -> None:
    place.reason = doing.reason


def _tell(place: TeamMember, doing: Doing) -> list[Tell]:
    title = WORDS[TeamPlace(place.place)].format(team=place.team.name)
    text = "" if place.reason else "可以在服务队页面查看队员和活动。"
    return [Tell((place.member.user_id,), title, text, reverse("member-team", args=[place.team_id]), why=True)]


ASKED, SERVING = frozenset({TeamPlace.ASKED}), frozenset({TeamPlace.SERVING})
DECIDED = ("decided_by", "decided_at")
NOT_OWN = (NotBy("member.user_id", "own_place", "本人的申请由他人办理"),)
# Source: docs/rules.md, "Service teams" [D7] (members are put into teams), 志愿服务条例 Art. 25 (nobody is made to serve).
team_places = declare_acts(
    Acts(
        TeamMember,
        member="member",
        loads=("member", "team"),
        called="队员",
        state_column="place",
        acts=(
            Act("ask", "申请加入", "申请", frozenset(), TeamPlace.ASKED, own=True, by_form=True),
            Act(
                "enter",
                "登记队员",
                "登记",
                frozenset(),
                TeamPlace.SERVING,
                permission=P.ACTIVITY_MANAGE,
                by_form=True,
                hint="用于当面或在纸上表示愿意加入的在册党员；入队、离队都由本人决定。",
                icon="person_add",
            ),
            Act(
                "accept",
                "接收",
                "接收",
                ASKED,
                TeamPlace.SERVING,
                permission=P.ACTIVITY_MANAGE,
                own=True,
                reach=TeamMember.objects.led_by,
                doer="队长",
                stamps=DECIDED,
                not_by=NOT_OWN,
                refuse=_dissolved,
                run=_take_in,
                many=True,
                tells=_tell,
                undo=_ask_again,
                done="已入队。",
                hint="接收后即为队员，本人会收到通知。",
                description="由队长或有“组织活动、点名与服务队”权限的人办理；逐条判断，不能办的列出原因。",
            ),
            Act(
                "refuse",
                "不接收",
                "回复",
                ASKED,
                TeamPlace.REFUSED,
                permission=P.ACTIVITY_MANAGE,
                own=True,
                reach=TeamMember.objects.led_by,
                doer="队长",
                asks=(ask_reason("不接收", column="reason", told="不接收的原因，本人可见"),),
                stamps=DECIDED,
                not_by=NOT_OWN,
                refuse=_dissolved,
                many=True,
                tells=_tell,
                done="已回复本人。",
                hint="本人会看到原因。",
                icon="undo",
                description="写明原因，本人可见。",
            ),
            Act("withdraw", "撤回申请", "撤回", ASKED, TeamPlace.LEFT, own=True, run=_go),
            Act("leave", "离队", "离队", SERVING, TeamPlace.LEFT, own=True, run=_go),
            Act(
                "end",
                "办理离队",
                "离队",
                SERVING,
                TeamPlace.LEFT,
                permission=P.ACTIVITY_MANAGE,
                asks=(ask_reason("离队", column="reason"),),
                run=_go,
                done="已离队。",
                hint="用于不再参加的队员。服务时长和积分都保留，以后可以重新加入。",
                icon="group_remove",
            ),
            Act("go_with_account", "注销账号离队", "离队", ASKED | SERVING, TeamPlace.LEFT, run=_go),
            # The team was dissolved.
            Act("go_with_team", "随队解散", "离队", SERVING, TeamPlace.LEFT, run=_note_reason),
        ),
    )
)


def leave_teams(*, member_id: int, by) -> int:
    """End every place of a member whose account is closed, asked for or taken; how many. A team they led has no leader."""
    places = TeamMember.objects.live().filter(member=member_id).select_related("member", "team")
    return follow(
        team_places, "go_with_account", places.select_for_update(of=("self",), no_key=True).order_by("pk"), by=by
    )
