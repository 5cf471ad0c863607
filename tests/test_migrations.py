"""What migrations make of an empty database: every table with its guards, and the defaults."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ProjectState
from pgtrigger import compiler, registered

from orgtree.declare import registry
from orgtree.migrations._together import CreateTogether
from orgtree.models import DeadlineRule
from volunteers.choices import ConsentPurpose, DeadlineKey, DutyKind, ItemEntry
from volunteers.models import ConsentText, EmergencyLimits, PledgeText, RuleItem, ServiceKind

pytestmark = pytest.mark.django_db
GUARD = compiler.UpsertTriggerSql(
    func="RAISE EXCEPTION 'append-only';",
    hash="1",
    operation="DELETE",
    pgid="pgtrigger_append_only_test",
    table="grids_meeting",
    when="BEFORE",
)
KEY = ("id", models.BigAutoField(primary_key=True))
MODELS = [
    CreateModel("Company", [KEY, ("name", models.CharField(max_length=9, db_index=True))]),
    CreateModel(
        "Meeting",
        [
            KEY,
            ("host", models.ForeignKey("grids.Company", models.PROTECT, related_name="meetings")),
            ("guests", models.ManyToManyField("grids.Company", related_name="+")),
        ],
        {
            "constraints": [models.UniqueConstraint(fields=["id", "host"], name="test_once")],
            "triggers": [compiler.Trigger(name="append_only", sql=GUARD)],
        },
    ),
]
CATALOGUE = """
    SELECT attrelid::regclass::text, attname, atttypid::regtype::text FROM pg_attribute
        WHERE attnum > 0 AND attrelid::regclass::text LIKE 'grids_%'
    UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid::regclass::text LIKE 'grids_%'
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'grids_%'
    UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE tgrelid::regclass::text LIKE 'grids_%' AND NOT tgisinternal
"""


def missing_triggers() -> list[str]:
    states = {trigger.get_pgid(model): trigger.get_installation_status(model) for model, trigger in registered()}
    return [name for name, state in states.items() if state != ("INSTALLED", True)]


def catalogue() -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        return set(cursor.fetchall())


def create(operations) -> tuple[ProjectState, ProjectState]:
    """Go through the operations as a migration does, models rendered before; returns the states before and after."""
    before = after = ProjectState()
    assert before.apps
    with connection.schema_editor() as editor:
        for operation in operations:
            last, after = after, after.clone()
            operation.state_forwards("grids", after)
            operation.database_forwards("grids", editor, last, after)
    return before, after


def test_every_guard_that_a_model_declares_is_there():
    assert missing_triggers() == []


def test_control_a_guard_that_is_switched_off_is_found():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE volunteers_pointentry DISABLE TRIGGER USER")
    assert any(name.startswith("pgtrigger_append_only_") for name in missing_triggers())


ADDED = [
    AddField("meeting", "topic", models.CharField(max_length=9, default="")),
    AddField("meeting", "seat", models.ForeignKey("grids.Company", models.PROTECT, null=True, related_name="+")),
    AddField("meeting", "absent", models.ManyToManyField("grids.Company", related_name="+")),
    AddIndex("meeting", models.Index(fields=["topic"], name="test_topic")),
    AddConstraint("meeting", models.CheckConstraint(condition=~models.Q(topic="x"), name="test_no_x")),
]


def test_what_is_added_to_a_model_that_is_made_here_is_made_with_it():
    found = catalogue()
    together = CreateTogether([*MODELS, *ADDED])
    before, after = create([together])
    made = catalogue()
    with connection.schema_editor() as editor:
        together.database_backwards("grids", editor, after, before)
    assert catalogue() == found
    create([*MODELS, *ADDED])
    assert catalogue() == made
    assert {row[1] for row in made - found} >= {"topic", "seat_id", "test_topic", "test_no_x"}


def test_models_created_together_are_as_if_created_one_by_one():
    found = catalogue()
    together = CreateTogether(MODELS)
    before, after = create([together])
    made = catalogue()
    with connection.schema_editor() as editor:
        together.database_backwards("grids", editor, after, before)
    assert catalogue() == found
    create(MODELS)
    assert catalogue() == made
    assert {row[1] for row in made - found} >= {"host_id", "test_once", "pgtrigger_append_only_test"}


def test_nothing_that_is_looked_up_by_a_key_is_without_its_default():
    lacking = {"upstairs"}  # of the app upstairs, whose migrations bring none
    keys = {key for key in registry.deadlines if not key.startswith(tuple(lacking))}
    assert set(DeadlineRule.objects.values_list("key", flat=True)) == keys
    assert set(DeadlineKey) <= keys
    assert set(ConsentText.objects.values_list("purpose", flat=True)) == set(ConsentPurpose)
    assert set(PledgeText.objects.values_list("kind", flat=True)) == set(DutyKind)
    assert EmergencyLimits.objects.count() == 1


def test_the_points_table_says_of_each_item_how_it_is_entered():
    ways = dict(RuleItem.objects.values_list("code", "entry"))
    assert (len(ways), ways["B03"], ways["B04"], ways["G04"]) == (31, ItemEntry.AUTO, ItemEntry.AUTO, ItemEntry.SELF)
    by_service = {code for code, way in ways.items() if way == ItemEntry.SERVICE}
    assert by_service <= set(ServiceKind.objects.values_list("item_code", flat=True))
    assert not RuleItem.objects.filter(confirmer_role="").exists()
