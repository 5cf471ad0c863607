"""The columns of service teams and of places in them, for the desk, workbooks, figures and the member's own copy."""

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column
from volunteers.members.lists import member_columns
from volunteers.teams.models import ServiceTeam, TeamMember

PLACE_COLOURS = {"待接收": "warning", "在队": "success", "未接收": "info", "已离队": "info"}

team_list = declare_list(
    ServiceTeam,
    columns=columns_of(ServiceTeam, "name kind slogan contact founded_on dissolved_on")
    | area_columns("所属区域")
    | {
        "led_by": Column("队长", lambda team: team.leader, personal=True, order="leader"),
        "leader": Column("队长编号", lambda team: team.leader and team.leader.number, personal=True),
        "serving": Column("在队人数", lambda team: team.serving, number=True, field="serving", order="serving"),
    },
    desk="name kind area led_by serving founded_on dissolved_on",
    filters=("kind", "area"),
    order="name",
    loads=("area", "leader"),
    importer="teams",
    api="id area name kind kind_label slogan contact founded_on dissolved_on members own_place",
    asked_by="kind current mine area under search",
    ordered_by="name founded_on",
)
place_list = declare_list(
    TeamMember,
    columns=columns_of(TeamMember, "team role asked_at since until reason")
    | member_columns()
    | area_columns("所属区域", "team.area")
    | {"place": state_column(TeamMember, PLACE_COLOURS, "place")},
    desk="place member team role asked_at since until",
    links="place member",
    filters=("place", "team"),
    order="place -asked_at -pk",  # "asked" is the first word of the four
    loads=("member", "team__area"),
    member="member",
    own="team area role place asked_at since until reason",
    own_title="服务队",
    api="id team member place place_label role role_label asked_at since until reason",
)
