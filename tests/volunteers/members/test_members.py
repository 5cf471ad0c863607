"""Registering, enrolling, activating, consenting, keeping data up to date."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.models import User
from orgtree.people.services.people import create_user
from tests.volunteers.people import PASSWORD, accepted, enrolled, new_phone, registered
from tests.volunteers.refusals import refused
from volunteers.choices import ConsentPurpose, ReportInOrigin, ReportInState
from volunteers.members.services.consents import texts_in_force
from volunteers.members.services.members import (
    activate_member,
    give_consents,
    issue_activation_codes,
    join_as_member,
    update_member,
    withdraw_consent,
)
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Activation, Consent, ConsentText, Member, ReportIn, Skill

pytestmark = pytest.mark.django_db

NEEDED = [ConsentPurpose.REGISTRATION]


def test_registering_makes_account_member_consents_and_a_waiting_report_in(town):
    skills = list(Skill.objects.all()[:2])
    member = registered(
        town.east,
        name=" 张 试",
        skills=skills,
        free_times=["weekend_day"],
        purposes=[*NEEDED, ConsentPurpose.PHOTO],
    )
    assert member.user.check_password(PASSWORD)
    assert set(member.skills.all()) == set(skills)
    report_in = ReportIn.objects.live().get(member=member)
    assert (report_in.state, report_in.origin) == (ReportInState.SUBMITTED, ReportInOrigin.SELF)
    assert report_in.steps.get().by == member.user
    assert set(member.consents.values_list("text__purpose", flat=True)) == {"registration", "photo"}
    assert not any(consent.on_paper for consent in member.consents.all())


@pytest.mark.parametrize("known", ["member", "roster", "staff"])
def test_a_known_phone_creates_nothing_and_says_nothing(town, known):
    phone = new_phone()
    if known == "member":
        registered(town.east, phone=phone)
    elif known == "roster":
        enrolled(town.east, town.secretary, phone=phone)
    else:
        create_user(name="某人", account="mouren", phone=phone, password=PASSWORD, by=None)
    before = (User.objects.count(), Member.objects.count(), ReportIn.objects.count())
    assert registered(town.west, phone=f"+86 {phone[:3]} {phone[3:]}") is None
    assert (User.objects.count(), Member.objects.count(), ReportIn.objects.count()) == before


def test_a_known_phone_meets_the_same_refusals_as_a_new_one(town):
    known = new_phone()
    registered(town.east, phone=known)
    wrong = [
        ({"name": ""}, "invalid", "name"),
        ({"unit_name": " "}, "invalid", "unit_name"),
        ({"password": "12345678"}, "password", "password"),
        ({"residence": ""}, "residence", "residence"),
        ({"community": town.street}, "community", "community"),
        ({"purposes": []}, "consent_required", "purposes"),
        ({"free_times": ["never"]}, "free_times", "free_times"),
        ({"interests": ["nothing"]}, "interests", "interests"),
    ]
    for changes, code, field in wrong:
        for phone in (known, new_phone()):
            with refused(code, field):
                registered(**{"community": town.east, "phone": phone} | changes)
    for phone in ("", "12345", "29900000000"):
        with refused("phone", "phone"):
            registered(town.east, phone=phone)


def test_enrolling_at_the_desk(town):
    member = enrolled(town.east, town.clerk)
    assert (member.user, member.phone_hash) == (None, None)
    assert member.consents.get().on_paper
    assert enrolled(town.east, town.clerk).pk != member.pk  # many have no phone
    phone = new_phone()
    enrolled(town.east, town.clerk, phone=phone)
    with refused("phone_known", "phone"):
        enrolled(town.east, town.clerk, phone=phone)
    with refused("not_found", "community"):
        enrolled(town.west, town.clerk)


def test_a_signed_in_person_joins_with_their_own_name_and_phone(town):
    phone = new_phone()
    user = create_user(name="单位干部", account="ganbu", phone=phone, password=PASSWORD, by=None)
    details = {"unit_name": "区税务局", "community": town.east, "residence": "阳光小区", "purposes": NEEDED}
    member = join_as_member(**details, by=user)
    assert (member.user, member.name, member.phone) == (user, "单位干部", phone)
    with refused("phone_known"):
        join_as_member(**details, by=user)
    # A number on a roster is claimed by its code, not by an account that says it has the number.
    rostered = new_phone()
    enrolled(town.east, town.clerk, phone=rostered)
    other = create_user(name="另一人", account="lingyiren", phone=rostered, password=PASSWORD, by=None)
    with refused("phone_known"):
        join_as_member(**details, by=other)


# --- Activation -------------------------------------------------------------------------------------------------------


@pytest.fixture
def rostered(town):
    member = enrolled(town.east, town.clerk, phone=new_phone())
    [(issued_to, code)] = issue_activation_codes(member_ids=[member.pk], by=town.clerk)
    assert issued_to == member
    return member, code


def activate(member, code, **changes):
    return activate_member(**{"phone": member.phone, "code": code, "password": PASSWORD, "purposes": NEEDED} | changes)


def test_a_code_opens_an_account_once(rostered):
    member, code = rostered
    assert code not in Activation.objects.get().code_digest
    user = activate(member, f" {code.lower()} ")
    assert Member.objects.get(pk=member.pk).user == user
    assert user.check_password(PASSWORD)
    with refused("activation", "code"):
        activate(member, code)


def test_five_wrong_tries_use_a_code_up(rostered, town):
    member, code = rostered
    for _ in range(5):
        with refused("activation", "code"):
            activate(member, "WRONG234")
    with refused("activation", "code"):
        activate(member, code)
    # Control: a new code works at once.
    [(_, fresh)] = issue_activation_codes(member_ids=[member.pk], by=town.clerk)
    assert activate(member, fresh)


def test_a_code_expires_after_fourteen_days(rostered):
    member, code = rostered
    left = Activation.objects.get().expires_at - timezone.now()
    assert timedelta(days=13, hours=23) < left <= timedelta(days=14)
    Activation.objects.update(expires_at=timezone.now())
    with refused("activation", "code"):
        activate(member, code)


def test_unknown_phones_and_wrong_codes_get_one_answer(rostered):
    member, code = rostered
    for phone, tried in [(new_phone(), code), ("123", code), (member.phone, "WRONG234")]:
        with refused("activation", "code"):
            activate(member, tried, phone=phone)


def test_codes_are_for_people_with_a_phone_and_without_an_account(town):
    ready, without = enrolled(town.east, town.clerk, phone=new_phone()), enrolled(town.east, town.clerk)
    has_one = accepted(town.east, town.clerk)
    ids = [ready.pk, without.pk, has_one.pk]
    assert issue_activation_codes(member_ids=ids, by=town.west_secretary) == []
    assert [member for member, _ in issue_activation_codes(member_ids=ids, by=town.clerk)] == [ready]


def test_staff_on_a_roster_keep_their_account(town):
    phone = new_phone()
    staff = create_user(name="干部", account="ganbu", phone=phone, password=PASSWORD, by=None)
    member = enrolled(town.east, town.clerk, phone=phone)
    [(_, code)] = issue_activation_codes(member_ids=[member.pk], by=town.clerk)
    with refused("password", "password"):
        activate(member, code, password="Another-pass-2026")
    assert activate(member, code) == staff


# --- Consents ---------------------------------------------------------------------------------------------------------


def test_there_are_words_for_every_purpose_and_one_is_required(db):
    texts = texts_in_force()
    assert [text.purpose for text in texts] == ConsentPurpose.values
    assert [text.purpose for text in texts if text.required] == NEEDED


def test_consents_are_given_once_and_withdrawn(town):
    member = accepted(town.east, town.clerk)
    for _ in range(2):
        give_consents(member=member, purposes=[ConsentPurpose.SKILLS], by=member.user)
    assert member.consents.filter(text__purpose="skills").count() == 1
    withdraw_consent(member=member, purpose=ConsentPurpose.SKILLS, by=member.user)
    assert member.consents.get(text__purpose="skills").withdrawn_at
    give_consents(member=member, purposes=[ConsentPurpose.SKILLS], by=member.user)
    assert member.consents.filter(text__purpose="skills").count() == 2


def test_new_words_ask_for_consent_anew(town):
    member = accepted(town.east, town.clerk)
    today = timezone.localdate()
    ConsentText.objects.create(purpose="registration", version=2, text="新", required=True, active_from=today)
    give_consents(member=member, purposes=NEEDED, by=member.user)
    assert member.consents.filter(text__purpose="registration").count() == 2


def test_the_desk_consents_for_nobody_without_paper(town):
    member = accepted(town.east, town.clerk)
    with refused("not_found"):
        give_consents(member=member, purposes=[ConsentPurpose.PHOTO], by=town.clerk)
    give_consents(member=member, purposes=[ConsentPurpose.PHOTO], on_paper=True, by=town.clerk)
    with refused("not_found"):
        give_consents(member=member, purposes=[ConsentPurpose.SKILLS], on_paper=True, by=town.west_secretary)


def test_what_registration_needs_goes_after_leaving(town):
    member = accepted(town.east, town.clerk)
    with refused("consent_needed", "purpose"):
        withdraw_consent(member=member, purpose=ConsentPurpose.REGISTRATION, by=member.user)
    live = ReportIn.objects.live().get(member=member)
    perform_one(report_ins, "leave", pk=live.pk, by=member.user)
    withdraw_consent(member=member, purpose=ConsentPurpose.REGISTRATION, by=member.user)
    assert not Consent.objects.filter(member=member, withdrawn_at__isnull=True).exists()


# --- Updates ----------------------------------------------------------------------------------------------------------


def test_a_member_keeps_own_fields_and_the_desk_the_rest(town):
    member = accepted(town.east, town.clerk)
    update_member(member_id=member.pk, by=member.user, unit_name=" 新单位 ", skills=Skill.objects.all()[:1])
    assert Member.objects.get(pk=member.pk).unit_name == "新单位"
    with refused("field", "phone"):
        update_member(member_id=member.pk, by=member.user, phone=new_phone())
    with refused("not_found"):
        update_member(member_id=member.pk, by=town.west_secretary, name="改名")
    phone = new_phone()
    update_member(member_id=member.pk, by=town.clerk, name="改名", phone=phone)
    assert User.objects.get_by_natural_key(phone) == member.user


def test_a_phone_belongs_to_one_person(town):
    taken, member = accepted(town.east, town.clerk), accepted(town.east, town.clerk)
    with refused("phone_known", "phone"):
        update_member(member_id=member.pk, by=town.clerk, phone=taken.phone)
    with refused("phone", "phone"):
        update_member(member_id=member.pk, by=town.clerk, phone="")
    # Control: the same number again changes nothing.
    update_member(member_id=member.pk, by=town.clerk, phone=member.phone)
