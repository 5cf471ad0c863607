"""A line of a roster that resembles somebody on the platform is asked about before anybody is entered twice."""

import json

import pytest

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from tests.volunteers.sheets.making import PHONE, person, roster, write
from tests.volunteers.sheets.test_undoing import take_back
from volunteers.members.services import doubles
from volunteers.members.services.roster import plan
from volunteers.models import Member, MemberPair, ReportIn

pytestmark = pytest.mark.django_db


def answered(job, **answers):
    """The job after the uploader said what the rows mean (row_3="new")."""
    said = {row.removeprefix("row_"): code for row, code in answers.items()}
    perform_one(import_acts, "answer", pk=job.pk, by=job.created_by, answers=json.dumps(said))
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


@pytest.fixture
def known(town) -> Member:
    return accepted(town.east, town.secretary, name="李重", phone="19911112222", unit_name="虚构局")


@pytest.fixture
def job(send, known):
    """A new person, and one who resembles a member but for the phone."""
    return send(roster(person("张新", PHONE(1)), person("李 重", PHONE(2))))


def test_an_undecided_row_stays_out_and_the_others_go_in(job, client, known):
    [question] = job.preview["questions"]
    assert known.number in question["text"]
    client.force_login(job.created_by, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert "需要您确认的（1行）" in page
    assert f"是同一人，编号{known.number}" in page
    assert write(job)["报到党员"]["新增"] == 1
    assert list(Member.objects.order_by("pk").values_list("name", flat=True)) == ["李重", "张新"]


def test_another_person_is_entered_and_not_asked_about_again(job, known, town):
    row = job.preview["questions"][0]["row"]
    assert write(answered(job, **{f"row_{row}": "new"}))["报到党员"]["新增"] == 2
    other = Member.objects.exclude(pk=known.pk).get(name="李重")
    assert MemberPair.objects.of(known.pk, other.pk).get().state == "apart"
    assert doubles.find_doubles(town.street_secretary) == []
    take_back(job)
    assert not ReportIn.objects.live().filter(member=other).exists()


def test_the_same_person_is_not_made_anew(send, known):
    """Without a phone of their own on the sheet; another phone would be a change, which is made on the member's page."""
    job = send(roster(person("张新", PHONE(1)), person("李 重")))
    row = job.preview["questions"][0]["row"]
    assert write(answered(job, **{f"row_{row}": known.number}))["报到党员"]["新增"] == 1
    assert Member.objects.filter(name="李重").get() == known


def test_who_is_out_of_reach_is_not_named(send, town):
    far = accepted(town.north, town.north_secretary, name="李重", phone="19911112222", unit_name="虚构局")
    job = send(roster(person("李重", PHONE(2))))
    [question] = job.preview["questions"]
    assert "其他社区同名的党员" in question["text"]
    assert far.number not in json.dumps(job.preview, ensure_ascii=False)
    assert question["choices"] == [["new", "是另一人"]]


def test_an_answer_that_was_not_offered_is_refused(job):
    row = job.preview["questions"][0]["row"]
    for answers in ({row: "00000001"}, {row + 1: "new"}):
        with refused("answers_unread", "answers"):
            perform_one(import_acts, "answer", pk=job.pk, by=job.created_by, answers=json.dumps(answers))


def test_control_without_the_look_at_members_somebody_is_entered_twice(send, known, monkeypatch):
    looked = []
    monkeypatch.setattr(plan, "alike", lambda line, request, people: looked.append(line.name) or [])
    job = send(roster(person("李重", PHONE(2))))
    assert looked == ["李重"]
    assert job.state == JobState.READY
    write(job)
    assert Member.objects.filter(name="李重").count() == 2
