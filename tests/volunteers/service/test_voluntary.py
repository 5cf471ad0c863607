"""Serving is voluntary (志愿服务条例 Art. 25; docs/rules.md): no refusal, in whatever form, costs anybody anything."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cocon.wishes.services.wishes import wishes
from orgtree.acts import perform, perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import Measure, Window, registry
from tests.cocon.wishes.test_wishes import claimed as claimed_wish
from tests.volunteers.calls import answered, invitation, invited, ordered, planned
from tests.volunteers.calls import opened as opened_emergency
from tests.volunteers.gatherings import announced, joined, plan, put_back
from tests.volunteers.people import accepted, enrolled, logged, registered
from tests.volunteers.posts import appointed, claimed
from tests.volunteers.posts import opened as opened_duty
from tests.volunteers.refusals import refused
from volunteers.activities.services.rolls import add_walk_in, mark, mark_rest, submit_roll
from volunteers.activities.services.sign_ups import leave
from volunteers.choices import (
    CallUpState,
    ClaimState,
    ConsentPurpose,
    ReportInOrigin,
    ReportInState,
    SignUpState,
    SuspendReason,
    TeamPlace,
)
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.emergencies.services.answers import record_answers
from volunteers.emergencies.services.shifts import assign, roll
from volunteers.feedback.rules import Stretch
from volunteers.feedback.services.drawing import facts_of
from volunteers.home.services.reminders import send_reminders
from volunteers.members.services.members import give_consents, withdraw_consent
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import submit_report_in
from volunteers.models import (
    CallUp,
    DeedReport,
    DutyClaim,
    MemberYear,
    NoShow,
    PointEntry,
    ReportIn,
    SignUp,
    TeamMember,
)
from volunteers.points.services.points import Deed, credit_deed
from volunteers.recognition.services.rewards import balance_of
from volunteers.service.services.service_records import confirm_services
from volunteers.standing.services.deductions import cards_of, redemption_stopped
from volunteers.standing.services.no_shows import no_shows

pytestmark = pytest.mark.django_db


def standing(member) -> dict:
    """Everything by which the platform could hold something against a person."""
    year = timezone.localdate().year
    account = MemberYear.objects.filter(member=member, year=year).first()
    spell = ReportIn.objects.filter(member=member).latest("pk")
    return {
        "total": account.total() if account else 0,
        "entries": list(PointEntry.objects.filter(account__member=member).values_list("item_code", "kind")),
        "to redeem": balance_of(member).left,
        "cards": cards_of([member.pk]).get(member.pk, []),
        "deductions": DeedReport.objects.filter(member=member).count(),
        "candidates": NoShow.objects.no_shows().filter(member=member).count(),
        "redeeming stopped": redemption_stopped(member.pk, year),
        "told to the unit": facts_of([member.pk], spell.community, Stretch.parse(f"{year}"))[member.pk],
    }


# --- Ways to say no: each prepares, and hands back the act of refusing -----------------------------------------------------


def called(town, member):
    emergency = opened_emergency(town.street, by=town.street_secretary)
    invited(emergency, town.east, by=town.street_secretary)
    return emergency


def no_to_a_call_up(town, member):
    emergency = called(town, member)
    return lambda: answered(emergency, member, accept=False)


def no_over_the_telephone(town, member):
    emergency = called(town, member)
    ids = [invitation(emergency, member).pk]
    return lambda: record_answers(
        emergency_id=emergency.pk, call_up_ids=ids, accept=False, reason="在外地", by=town.street_secretary
    )


def no_answer_to_a_call_up(town, member):
    emergency = called(town, member)
    return lambda: ordered("close", emergency, town.street_secretary)


def yes_and_then_no(town, member):
    emergency = called(town, member)
    answered(emergency, member)
    shift = planned(emergency, town.east, by=town.street_secretary, start=5, end=7)
    assign(shift_id=shift.pk, member_ids=[member.pk], by=town.street_secretary)
    return lambda: answered(emergency, member, accept=False)


def yes_and_not_there(town, member):
    emergency = called(town, member)
    answered(emergency, member)
    shift = planned(emergency, town.east, by=town.street_secretary, start=0.5, end=2)
    assign(shift_id=shift.pk, member_ids=[member.pk], by=town.street_secretary)

    def absent():
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            roll(shift_id=shift.pk, present=[], by=town.street_secretary)

    return absent


def leaves_an_activity_in_time(town, member):
    session = announced(town.east, town.clerk, plan(days=3))
    joined(session, member)

    def act():
        leave(session_id=session.pk, member_id=member.pk, by=member.user)
        finish(put_back(session, days=5), town)

    return act


def takes_leave_from_an_activity(town, member):
    """After the deadline, with a reason; the leader, who marks the rest absent, cannot undo it."""
    session = announced(town.east, town.clerk, plan(days=3))
    joined(session, member)
    SignUp.objects.get().session.__class__.objects.update(sign_up_until=timezone.now() - timedelta(minutes=1))

    def act():
        leave(session_id=session.pk, member_id=member.pk, excuse="家中有事", by=member.user)
        finish(put_back(session, days=5), town)

    return act


def finish(session, town):
    mark_rest(session_id=session.pk, state="absent", by=town.clerk)
    submit_roll(session_id=session.pk, by=town.clerk)


def never_signs_up(town, member):
    session = announced(town.east, town.clerk, plan())
    return lambda: finish(put_back(session), town)


def withdraws_consents(town, member):
    purposes = [purpose for purpose in ConsentPurpose if purpose != ConsentPurpose.REGISTRATION]
    give_consents(member=member, purposes=purposes, by=member.user)
    return lambda: [withdraw_consent(member=member, purpose=purpose, by=member.user) for purpose in purposes]


def gives_a_wish_back(town, member):
    wish = claimed_wish(town, member)
    return lambda: perform_one(wishes, "give_back", pk=wish.pk, by=member.user)


def takes_a_claim_back(town, member):
    claim = claimed(opened_duty(town.east, town.secretary), member)
    return lambda: perform_one(duty_claims, "release", pk=claim.pk, by=member.user)


def leaves_a_post(town, member):
    claim = appointed(opened_duty(town.east, town.secretary), member, town.secretary)
    return lambda: perform_one(duty_claims, "release", pk=claim.pk, by=member.user)


def pauses(town, member):
    spell = ReportIn.objects.live().get(member=member)
    return lambda: perform_one(report_ins, "pause", pk=spell.pk, reason=SuspendReason.values[0], by=member.user)


def lets_every_deadline_pass(town, member):
    def act():
        for days in (40, 200, 400):
            send_reminders(timezone.localdate() + timedelta(days=days))

    return act


REFUSALS = (
    no_to_a_call_up,
    no_over_the_telephone,
    no_answer_to_a_call_up,
    yes_and_then_no,
    yes_and_not_there,
    leaves_an_activity_in_time,
    takes_leave_from_an_activity,
    never_signs_up,
    withdraws_consents,
    gives_a_wish_back,
    takes_a_claim_back,
    leaves_a_post,
    pauses,
    lets_every_deadline_pass,
)


@pytest.mark.parametrize("way", REFUSALS, ids=lambda way: way.__name__)
def test_saying_no_costs_nothing(town, member, way):
    confirm_services(record_ids=[logged(member).pk], by=town.secretary)  # there is something to lose
    act = way(town, member)
    before = standing(member)
    assert before["total"] > 0
    act()
    assert standing(member) == before


def test_control_a_no_show_without_a_word_is_seen_and_needs_people_to_become_a_deduction(town, member):
    session = announced(town.east, town.clerk, plan())
    joined(session, member)
    before = standing(member)
    finish(put_back(session), town)
    after = standing(member)
    assert after == before | {"candidates": 1}
    perform(no_shows, "propose", ids=NoShow.objects.values_list("pk", flat=True), by=town.clerk)
    assert standing(member) == after | {"deductions": 1}  # told, and no point is gone


def test_control_a_deduction_is_seen(town, member):
    before = standing(member)
    credit_deed(deed=Deed(member.pk, "N01", 1, timezone.now(), member.area, "test:control"), by=town.clerk)
    assert standing(member)["total"] == before["total"] - 1


# --- The roll cannot make a no-show of who said no --------------------------------------------------------------------------


def on_leave(town, member):
    """A session that is over; the member asked for leave before it."""
    session = announced(town.east, town.clerk, plan(days=3))
    joined(session, member)
    type(session).objects.filter(pk=session.pk).update(sign_up_until=timezone.now() - timedelta(minutes=1))
    session.refresh_from_db()
    leave(session_id=session.pk, member_id=member.pk, excuse="家中有事", by=member.user)
    return put_back(session, days=5)


def marked(session, member, state, by, **more):
    return mark(session_id=session.pk, member_id=member.pk, state=state, by=by, **more)


@pytest.mark.parametrize("detour", [[], ["attended"], ["excused"], ["attended", "excused"]])
def test_a_leave_asked_for_before_cannot_be_turned_into_an_absence(town, member, detour):
    session = on_leave(town, member)
    for state in detour:
        marked(session, member, state, town.clerk)
    with refused("on_leave", "state", message="已请假"):
        marked(session, member, "absent", town.clerk)
    marked(session, member, "excused", town.clerk)
    submit_roll(session_id=session.pk, by=town.clerk)
    assert not NoShow.objects.no_shows().exists()


def absent_button(session, client) -> str:
    page = client.get(reverse("roll", args=[session.pk])).content.decode()
    return re.search(r'<button\s+name="state"\s+value="absent"[^>]*>', page)[0]


def test_the_leaders_page_does_not_offer_it(town, member, client):
    client.force_login(town.clerk, backend="django.contrib.auth.backends.ModelBackend")
    session = on_leave(town, member)
    assert " disabled " in absent_button(session, client)
    SignUp.objects.update(leave_at=None)  # the control: any other row has the button
    assert " disabled " not in absent_button(session, client)


def test_the_reason_given_with_a_leave_stays_when_the_leader_notes_it_too(town, member):
    session = on_leave(town, member)
    assert marked(session, member, "excused", town.clerk).excuse == "家中有事"


def test_control_a_leave_that_the_leader_noted_may_be_put_right(town, member):
    session = announced(town.east, town.clerk, plan())
    joined(session, member)
    session = put_back(session)
    marked(session, member, "excused", town.clerk, excuse="听说有事")
    assert marked(session, member, "absent", town.clerk).state == SignUpState.ABSENT


def test_who_came_on_leave_all_the_same_has_their_hours(town, member):
    session = on_leave(town, member)
    marked(session, member, "attended", town.clerk)
    submit_roll(session_id=session.pk, by=town.clerk)
    assert member.services.confirmed().count() == 1


@pytest.mark.parametrize("before", ["never signed up", "left in time"])
def test_added_by_mistake_and_marked_absent_is_no_no_show(town, member, before):
    """Who never signed up, or took it back in time, cannot have failed to come."""
    session = announced(town.east, town.clerk, plan(days=3))
    if before == "left in time":
        joined(session, member)
        leave(session_id=session.pk, member_id=member.pk, by=member.user)
    session = put_back(session, days=5)
    add_walk_in(session_id=session.pk, member_id=member.pk, by=town.clerk)
    marked(session, member, "absent", town.clerk)
    submit_roll(session_id=session.pk, by=town.clerk)
    assert not NoShow.objects.no_shows().exists()
    row = NoShow.objects.get(member=member)
    assert perform(no_shows, "propose", ids=[row.pk], by=town.clerk).done == 0


# --- Reporting in, and a life without a phone --------------------------------------------------------------------------------


def test_a_report_in_that_is_taken_back_leaves_nothing_behind(town):
    member = registered(town.east)
    perform_one(report_ins, "withdraw", pk=ReportIn.objects.live().get(member=member).pk, by=member.user)
    assert standing(member) == standing(registered(town.east))  # as if they had never thought of it
    assert not MemberYear.objects.filter(member=member).exists()
    # and the door stays open
    again = submit_report_in(
        member=member, community=town.east, residence="阳光小区", origin=ReportInOrigin.SELF, by=member.user
    )
    assert again.state == ReportInState.SUBMITTED


def test_without_a_phone_one_stands_as_with_one(town):
    with_phone = accepted(town.east, town.secretary)
    without = enrolled(town.east, town.clerk)
    spell = ReportIn.objects.live().get(member=without)
    assert perform(report_ins, "accept", ids=[spell.pk], by=town.secretary).done == 1
    confirm_services(record_ids=[logged(with_phone).pk], by=town.secretary)
    entered = logged(without, by=town.clerk, origin="proxy")
    confirm_services(record_ids=[entered.pk], by=town.secretary)
    emergency = called(town, without)
    invitation(emergency, without)  # called like everybody, and free to say nothing
    ordered("close", emergency, town.street_secretary)
    assert standing(without) == standing(with_phone)


# --- Figures ---------------------------------------------------------------------------------------------------------------

NO = {
    CallUp: {CallUpState.DECLINED, CallUpState.INVITED},
    SignUp: {SignUpState.CANCELLED, SignUpState.EXCUSED, SignUpState.ABSENT},
    DutyClaim: {ClaimState.DECLINED, ClaimState.RELEASED},
    ReportIn: {ReportInState.WITHDRAWN, ReportInState.RETURNED},
    TeamMember: {TeamPlace.REFUSED, TeamPlace.LEFT},
}


def counted_refusers(figures) -> list[str]:
    """The measures that have a row of somebody who said no."""
    window = Window(Period.parse(f"{timezone.localdate():%Y}"), timezone.now() + timedelta(days=1))
    return [
        figure.key
        for figure in figures
        if isinstance(figure, Measure)
        for rows in [figure.counted(window)]
        if rows.model in NO and any(row.state in NO[rows.model] for row in rows)
    ]


def everybody_says_no(town):
    for way in (no_to_a_call_up, leaves_an_activity_in_time, takes_a_claim_back):
        way(town, accepted(town.east, town.secretary))()
    member = registered(town.east)
    perform_one(report_ins, "withdraw", pk=ReportIn.objects.live().get(member=member).pk, by=member.user)


def test_no_figure_counts_those_who_said_no(town):
    everybody_says_no(town)
    assert counted_refusers(registry.catalogue().values()) == []


def test_control_a_figure_of_refusals_would_be_found(town):
    everybody_says_no(town)
    common = {"unit": "人", "definition": "", "area": "area", "columns": ()}
    bad = Measure(key="bad", label="拒绝动员", rows=lambda window: CallUp.objects.all(), **common)
    assert counted_refusers([bad]) == ["bad"]
