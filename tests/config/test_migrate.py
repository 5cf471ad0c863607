"""manage.py migrate: models rendered as they are asked for make the same tables as all of them would."""

import pytest
from django.core.management import get_commands
from django.db import connection, models
from django.db.migrations.operations import AddField, AlterField, CreateModel, RenameField
from django.db.migrations.state import ProjectState

from config.management.commands.migrate import AskedState, Origin

pytestmark = pytest.mark.django_db
KEY = ("id", models.BigAutoField(primary_key=True))
HOST = models.ForeignKey("grids.Company", models.PROTECT, related_name="meetings")
STEPS = (
    CreateModel("Company", [KEY, ("name", models.CharField(max_length=9))]),
    CreateModel("Poster", [KEY, ("of", models.ForeignKey("grids.Company", models.PROTECT))]),
    CreateModel("Meeting", [KEY, ("host", HOST)]),
    CreateModel("Feast", [("food", models.CharField(max_length=9))], bases=("grids.Meeting",)),
    AddField("company", "seat", models.CharField(max_length=9, default="")),
    RenameField("company", "seat", "place"),
    AlterField("company", "place", models.CharField(max_length=20)),
    AddField("meeting", "guests", models.ManyToManyField("grids.Company", related_name="+")),
)
CATALOGUE = """
    SELECT attrelid::regclass::text, attname, atttypid::regtype::text, atttypmod::text FROM pg_attribute
        WHERE attnum > 0 AND NOT attisdropped AND attrelid::regclass::text LIKE 'grids_%'
    UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '' FROM pg_constraint
        WHERE conrelid::regclass::text LIKE 'grids_%'
"""


def read_catalogue() -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        return set(cursor.fetchall())


def play(state: ProjectState, steps=STEPS) -> list[ProjectState]:
    """Go through the steps as a migration does; returns the states, the first one before any step."""
    states = []
    with connection.schema_editor() as editor:
        for step in steps:
            states.append(state.clone())
            step.state_forwards("grids", state)
            step.database_forwards("grids", editor, states[-1], state)
    return [*states, state]


def go_back(states: list[ProjectState]) -> None:
    with connection.schema_editor() as editor:
        for step, before, after in reversed([*zip(STEPS, states[:-1], states[1:], strict=True)]):
            step.database_backwards("grids", editor, after, before)


def test_tables_are_as_if_all_models_had_been_rendered():
    found = read_catalogue()
    plain = ProjectState()
    assert plain.apps
    states = play(plain)
    made = read_catalogue()
    go_back(states)
    assert read_catalogue() == found
    play(AskedState())
    assert read_catalogue() == made
    assert {row[1] for row in made - found} >= {"place", "host_id", "meeting_ptr_id", "company_id"}


def test_only_what_was_asked_for_and_what_it_points_to_is_rendered():
    state = play(AskedState())[-1]
    rendered = AskedState(state.models).apps
    assert rendered.get_model("grids.Poster")._meta.get_field("of").related_model._meta.model_name == "company"
    assert set(rendered.all_models["grids"]) == {"poster", "company"}
    assert rendered.get_model("grids", "Feast")._meta.get_field("host").related_model is rendered.get_model(
        "grids.company"
    )
    assert set(rendered.all_models["grids"]) == {"poster", "company", "feast", "meeting", "meeting_guests"}


def test_a_state_that_is_put_aside_stays_as_it_was():
    state = play(AskedState(), STEPS[:4])[-1]
    assert state.apps.get_model("grids.Company")
    aside = state.clone()
    STEPS[4].state_forwards("grids", state)
    assert [field.name for field in state.apps.get_model("grids.Company")._meta.fields] == ["id", "name", "seat"]
    assert [field.name for field in aside.apps.get_model("grids.Company")._meta.fields] == ["id", "name"]
    assert aside.apps.get_model("grids.Feast")


def seat_companies(state: AskedState) -> tuple[ProjectState, type, type]:
    """The state after companies got a seat, and what was rendered before of a person and of a poster, which points to a company."""
    CreateModel("Person", [KEY]).state_forwards("grids", state)
    person, poster = (state.apps.get_model("grids", name) for name in ("Person", "Poster"))
    state.clone()
    STEPS[4].state_forwards("grids", state)
    return state, person, poster


def test_what_is_rendered_is_gone_on_with_but_for_what_changed_and_what_points_to_it():
    state, person, poster = seat_companies(play(AskedState(), STEPS[:2])[-1])
    assert state.apps.get_model("grids.Person") is person
    anew = state.apps.get_model("grids.Poster")
    assert anew is not poster
    assert anew._meta.get_field("of").related_model._meta.get_field("seat")


def test_control_a_change_that_nobody_sees_leaves_the_old_model(monkeypatch):
    asked = []
    monkeypatch.setattr(Origin, "is_changed", lambda origin, model: asked.append(model.name))
    state, _, poster = seat_companies(play(AskedState(), STEPS[:2])[-1])
    assert state.apps.get_model("grids.Poster") is poster
    assert "Company" in asked


def test_manage_py_migrates_in_this_way():
    assert get_commands()["migrate"] == "config"
