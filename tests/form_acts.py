"""Acts with a form of their own, as a program sends each: who, where, with what. A noun enters here with its first such address."""

from typing import Any, NamedTuple

from orgtree.choices import PostKind, ReturnState
from orgtree.models import User
from tests.orgtree.oneform.forms import return_in
from tests.orgtree.oneform.samples import registered
from tests.volunteers.activities.makers import coming
from tests.volunteers.activities.test_desk_api_activities import body as activity_body
from tests.volunteers.activities.test_desk_api_activities import session as session_body
from tests.volunteers.calls import answered, fill_past, in_days, invitation, invited, planned
from tests.volunteers.emergencies.makers import running
from tests.volunteers.emergencies.test_desk_api_emergencies import plan_of
from tests.volunteers.gatherings import announced, joined, put_back, there
from tests.volunteers.people import accepted
from tests.volunteers.standing.test_deed_pages import form as deed_body
from tests.volunteers.standing.test_publications import QUARTER, earned, published
from tests.volunteers.standing.test_years import DAY, YEAR
from tests.volunteers.teams.test_team_api import team


class Sent(NamedTuple):
    """One request of the API."""

    by: User
    path: str
    body: dict[str, Any]


def task(town, member) -> Sent:
    words = {"title": "排查飞线充电", "asked": "逐楼排查并登记", "area": town.east.pk, "workdays": 3}
    return Sent(town.street_secretary, "tasks/", words | {"owner_kind": PostKind.COMMUNITY_SECRETARY})


def session_to(path: str, scene):
    """The session of a scene at this address: `scene(town, member)` gives who, the session and the body."""

    def sent(town, member) -> Sent:
        by, session, body = scene(town, member)
        return Sent(by, f"activity-sessions/{session.pk}/{path}/", body)

    return sent


def in_past(town, member):
    """A session that is over, with the member on its list."""
    session = announced(town.east, town.clerk)
    joined(session, member)
    return put_back(session)


def to_submit(town, member):
    session = in_past(town, member)
    there(session, member, by=town.clerk)
    return town.clerk, session, {}


def to_walk_in(town, member):
    return town.clerk, in_past(town, accepted(town.east, town.secretary)), {"member": member.pk}


def called(town, member):
    """An emergency that is open and has called the member."""
    flood = running(town, member)
    invited(flood, town.east, by=town.secretary)
    return flood


def willing(town, member):
    flood = called(town, member)
    answered(flood, member)
    return flood


def shift_to(path: str, start: float, body, by=lambda town, member: town.secretary, filled: bool = False):
    def sent(town, member) -> Sent:
        shift = planned(willing(town, member), town.east, by=town.secretary, start=start, end=start + 2)
        held = fill_past(shift, member) if filled else []
        return Sent(by(town, member), f"shifts/{shift.pk}/{path}/", body(member, held))

    return sent


def filed(town, member) -> Sent:
    entry = earned(member, town.clerk)
    return Sent(
        member.user, "objections/", {"publication": published(town).pk, "entry": entry.pk, "text": "少记了一次"}
    )


def listed(town, member) -> Sent:
    earned(member, town.clerk)
    return Sent(town.clerk, "publications/", {"area": town.east.pk} | QUARTER)


def year_ordered(town, member) -> Sent:
    earned(member, town.clerk, DAY)
    return Sent(town.street_secretary, "year-closings/", {"area": town.east.pk, "year": YEAR})


def reported_in(community):
    def sent(town, member) -> Sent:
        return Sent(
            member.user, "report-ins/", {"community": getattr(town, community).pk, "residence": "阳光小区5号楼"}
        )

    return sent


def corrected(town, member) -> Sent:
    item = registered(town).items.get(source="")
    return Sent(
        town.organisation, f"forms/{item.form_id}/correct/", {"sources": [{"item": item.pk, "source": "网格数"}]}
    )


def typed(town, member) -> Sent:
    row = return_in(ReturnState.OPEN)(town, member)
    item = row.form.items.create(column=1, heading="订报", key="订报")
    return Sent(town.secretary, f"form-returns/{row.pk}/fill-in/", {"answers": [{"item": item.pk, "text": "3"}]})


FLOOD = {"title": "防汛", "kind": "flood", "reason": "红色预警", "planned_end": in_days(5)}
FORMS = {
    "orgtree.askedform.correct": corrected,
    "orgtree.formreturn.fill_in": typed,
    "orgtree.task.give": task,
    "volunteers.activity.draft": lambda town, member: Sent(town.clerk, "activities/", activity_body(town)),
    "volunteers.activitysession.plan": lambda town, member: Sent(
        town.clerk, f"activities/{coming(town, member).activity_id}/sessions/", session_body(days=8)
    ),
    "volunteers.activitysession.submit": session_to("submit", to_submit),
    "volunteers.signup.leave": session_to("leave", lambda town, member: (member.user, coming(town, member), {})),
    "volunteers.signup.mark": session_to(
        "mark", lambda town, member: (town.clerk, in_past(town, member), {"member": member.pk, "state": "attended"})
    ),
    "volunteers.signup.walk_in": session_to("walk-in", to_walk_in),
    "volunteers.callup.answer": lambda town, member: Sent(
        member.user, f"call-ups/{invitation(called(town, member), member).pk}/answer/", {"accept": True}
    ),
    "volunteers.calluprun.start": lambda town, member: Sent(
        town.secretary, f"emergencies/{running(town, member).pk}/call-up/", {"places": [town.east.pk]}
    ),
    "volunteers.emergency.draft": lambda town, member: Sent(
        town.street_secretary, "emergencies/", FLOOD | {"areas": [town.east.pk]}
    ),
    "volunteers.shift.plan": lambda town, member: Sent(town.secretary, "shifts/", plan_of(town, running(town, member))),
    "volunteers.shift.assign": shift_to("assign", 4, lambda member, held: {"ids": [member.pk]}),
    "volunteers.shift.join": shift_to("join", 4, lambda member, held: {}, by=lambda town, member: member.user),
    "volunteers.shift.roll": shift_to("roll", -3, lambda member, held: {"present": [held[0].pk]}, filled=True),
    "volunteers.deedreport.report": lambda town, member: Sent(member.user, "deed-reports/", deed_body()),
    "volunteers.deedreport.enter": lambda town, member: Sent(town.clerk, "deed-reports/", deed_body(member=member.pk)),
    "volunteers.objection.file": filed,
    "volunteers.publicnotice.publish": listed,
    "volunteers.reportin.transfer": reported_in("west"),
    "volunteers.teammember.ask": lambda town, member: Sent(member.user, f"service-teams/{team(town).pk}/join/", {}),
    "volunteers.yearclosing.start": year_ordered,
}
