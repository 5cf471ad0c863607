"""Figures of service teams and of registered volunteers."""

from django.db.models import Exists, OuterRef, Q

from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.declared.measures_report_ins import on_the_roll, report_in_count
from volunteers.members.models.consent import Consent, ConsentText
from volunteers.teams.choices import TeamKind
from volunteers.teams.lists import team_list
from volunteers.teams.models import ServiceTeam, TeamMember

TEAM_COLUMNS = team_list.pick("name kind place founded_on dissolved_on")


TEAMS = Marker(ServiceTeam, ("kind", "founded_on", "dissolved_on", "created_at"), area="area", since="founded_on")
VOLUNTEERS = (
    Marker(TeamMember, ("member", "since", "until"), area="member__report_ins__placings__area", since="since"),
    Marker(
        Consent,
        ("member", "text", "given_at", "withdrawn_at"),
        area="member__report_ins__placings__area",
        since="given_at",
    ),
    Marker(ConsentText, ("purpose",)),
)


def teams_in_being(window: Window):
    """Teams founded by the last day that counts, and not dissolved then; entered by the time of the fill."""
    return (
        ServiceTeam.objects.in_being_on(window.last_day)
        .filter(created_at__lte=window.as_of)
        .select_related("area__parent__parent")
        .order_by("area", "name", "pk")
    )


def registered_volunteers(window: Window):
    """People on the roll who serve in a team, or agreed that organisers may find them; each once (docs/rules.md)."""
    in_a_team = TeamMember.objects.serving_on(window.last_day).filter(member=OuterRef("member"))
    agreed = Consent.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=window.moment),
        member=OuterRef("member"),
        text__purpose=ConsentPurpose.SKILLS,
        given_at__lte=window.moment,
    )
    return on_the_roll(window).filter(Exists(in_a_team) | Exists(agreed))


def team_count(key: str, label: str, definition: str, rows, **more) -> Measure:
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit="支",
        definition=definition,
        rows=rows,
        area="area",
        columns=TEAM_COLUMNS,
        marks=(TEAMS,),
        group="服务队与志愿者",
        stock=True,
        **more,
    )


registry.add_figures(
    [
        team_count(
            "teams",
            "志愿服务队",
            "统计期末已成立、未解散的服务队，计入所属区域",
            teams_in_being,
            headline=True,
            source="W12 S20",
        ),
        team_count(
            "teams_new_employment",
            "新就业群体志愿服务队",
            "上述服务队中类别为“新就业群体”的",
            teams_in_being,
            only=Q(kind=TeamKind.NEW_EMPLOYMENT),
            source="W14",
        ),
        report_in_count(
            "volunteers",
            "志愿者",
            "人",
            "统计期末在册的报到党员中，在服务队任队员，或已同意向活动组织者展示特长的人数，每人计一次",
            registered_volunteers,
            marks=VOLUNTEERS,
            stock=True,
            source="S21",
        ),
    ]
)
