"""The form of an act: what is chosen for the person, and in which order acts stand."""

import pytest
from django import forms

from cocon.bodies.services.bodies import body_acts, seat_acts
from cocon.meetings.services.topics import topic_acts
from orgtree.acts.forms import form_of
from orgtree.desk.acts import form_on_desk
from orgtree.models import Area
from tests.cocon.bodies.makers import founded, unit
from tests.cocon.meetings.makers import hands
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def begun(form: forms.Form) -> dict:
    return {name: form[name].initial for name in form.fields}


def test_where_there_is_no_other_to_choose_it_is_chosen(town):
    clerk, _ = hands(town)
    for form in (form_of(topic_acts["suggest"], clerk, None)(), form_on_desk(topic_acts["suggest"], clerk, None)()):
        assert begun(form) == {"institution": unit(town).pk, "area": town.east.pk, "title": None, "words": None}


def test_of_several_and_of_what_may_be_left_out_none_is_chosen(town):
    assert Area.objects.filter(kind="community").count() > 1
    form = form_of(topic_acts["propose"], town.street_secretary, None)()
    assert begun(form)["area"] is None
    form = form_of(seat_acts["propose"], town.secretary, None)()
    assert begun(form)["institution"] is None


def test_the_next_step_stands_before_what_ends_a_row(town):
    body = founded(town, "joint")
    page = signed_in(town.secretary).get(f"/desk/cocon/body/{body.pk}/change/").content.decode()
    assert page.index(f"act/{seat_acts['propose'].slug}/") < page.index(f"act/{body_acts['end'].slug}/")
    assert [act.rank for act in body_acts if act.key == "end"] == [2]
