"""Sheets that wait stand on the desk of whoever is on the panel, until all are handed in; their own unit is never among them."""

import pytest
from django.template.loader import render_to_string

from assessments.models import Component, PanelMember
from assessments.rounds.declared import home
from assessments.rounds.services.panels import (
    barred_for,
    member_in,
    panel_components,
    save_sheet,
    sheet_acts,
    subjects_to_score,
)
from orgtree.acts import perform_one
from orgtree.desk.home import home_of
from tests.assessments.rounds.world import both, full_points, on_panel, reporting, subject
from tests.volunteers.people import accepted
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def test_subjects_wait_until_every_sheet_is_handed_in(town):
    row = reporting(town)
    other = subject(row, town.other_street)
    everybody = set(row.subjects.taking_part().values_list("pk", flat=True))
    assert set(subjects_to_score(town.organisation).values_list("pk", flat=True)) == everybody
    for component in panel_components(row):
        sheet = save_sheet(subject=other, component=component, points=full_points(component), by=town.organisation)
        assert other in subjects_to_score(town.organisation)  # begun, or one of two: not yet done
        perform_one(sheet_acts, "sign", pk=sheet.pk, by=town.organisation)
    assert set(subjects_to_score(town.organisation).values_list("pk", flat=True)) == everybody - {other.pk}


def test_ones_own_unit_and_a_round_of_others_wait_for_nobody(town):
    row = reporting(town)
    user = both(town)
    assert not subjects_to_score(town.street_secretary).exists()
    on_panel(town, row, user)
    barred = barred_for(member_in(row, user))
    assert barred
    assert not barred & set(subjects_to_score(user).values_list("pk", flat=True))


def test_they_stand_on_the_desk(town):
    row = reporting(town)
    assert Component.objects.filter(scheme=row.scheme, source="panel").exists()
    [queue] = [queue for queue in home_of(town.organisation).mine if queue.card.key == "assessments.own_sheets"]
    assert (queue.count, queue.url) == (row.subjects.taking_part().count(), "/panel/")


def test_they_stand_on_the_first_page_of_a_member_without_a_desk(town):
    row = reporting(town)
    member, other = accepted(town.east, town.secretary), accepted(town.east, town.secretary)
    PanelMember.objects.create(round=row, user=member.user)
    read = signed_in(member.user).get("/m/").content.decode()
    assert f"还有{subjects_to_score(member.user).count()}个考评对象未评完" in read
    assert "/panel/" in read
    assert "您是考评组成员" not in signed_in(other.user).get("/m/").content.decode()
    template, told = home.unit_section(None, member.user)
    assert "待您评分" in render_to_string(template, {"shown": told})
