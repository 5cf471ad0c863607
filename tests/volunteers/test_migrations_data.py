"""Migrations on tables that are not empty: what was there before is brought along, and nothing stops half-way.

One database of its own, filled as it stood before the ledger was a chain, then brought to today. About a minute.
"""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps as today
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import InternalError

from volunteers.rules.chain import GENESIS

BEFORE = [("volunteers", "0014_item_roles")]
MOMENT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
chain = import_module("volunteers.migrations.0015_ledger_chain").chain


@contextmanager
def database_of_its_own():
    """The default connection on a new, empty database for the length of a block."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_filled"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def migrate(targets):
    """Go there, each migration in its own transaction as in life; returns the models as they are then."""
    executor = MigrationExecutor(connection)
    state = executor.migrate(targets)
    return state.apps


def leaves():
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


class Past:
    """Rows of every table that later migrations alter, written with the models of then."""

    def __init__(self, apps):
        self.apps = apps
        self.make_people()
        self.make_points()
        self.make_activity()
        self.make_duty()
        self.make_import()

    def model(self, name, app="volunteers"):
        return self.apps.get_model(app, name).objects

    def make_people(self):
        area = {"kind": "community", "opened_on": date(2020, 1, 1), "pinyin": "dongyuan", "initials": "dy"}
        nodes = {"lft": 1, "rght": 2, "tree_id": 1, "level": 0}
        self.area = self.model("Area", "orgtree").create(code="370702001001", name="东园社区", **area, **nodes)
        users = self.model("User", "orgtree")
        self.clerk, self.other = (users.create(account=name, name=name, password="!") for name in ("clerk", "other"))
        post = {"kind": "points_clerk", "area": self.area, "holder": self.clerk, "since": date(2026, 1, 1)}
        self.model("Post", "orgtree").create(**post)
        members = self.model("Member")
        self.members = [members.create(name=f"党员{n}", unit_name="第一中学", area=self.area) for n in range(3)]
        states = zip(self.members, ("accepted", "gridded", "withdrawn"), strict=True)
        for member, state in states:
            ended = {"ended_at": MOMENT} if state == "withdrawn" else {}
            self.model("ReportIn").create(
                member=member,
                community=self.area,
                area=self.area,
                state=state,
                origin="self",
                submitted_at=MOMENT,
                accepted_at=MOMENT,
                decided_by=self.clerk,
                **ended,
            )

    def make_points(self):
        """Three accounts; the first has a reversal, the second entries that were written across the first's."""
        rules = self.model("RuleSet").get()
        accounts = [self.model("MemberYear").create(member=member, year=2026) for member in self.members]
        self.written = []
        for number in range(12):
            entry = self.model("PointEntry").create(
                account=accounts[number % 2],
                area=self.area,
                rule_set=rules,
                item_code="G04" if number % 3 else "S01",
                source=f"past:{number}",
                quantity=Decimal("1.5"),
                occurred_at=MOMENT - timedelta(days=number),
                note="",
                recorded_at=MOMENT,
                recorded_by=self.clerk,
            )
            self.written.append(entry)
        first = self.written[0]
        self.model("PointEntry").create(
            account=first.account,
            area=self.area,
            rule_set=rules,
            item_code=first.item_code,
            kind=-1,
            source=f"reverse:{first.pk}",
            reverses=first,
            quantity=first.quantity,
            occurred_at=first.occurred_at,
            recorded_at=MOMENT,
            recorded_by=self.other,
        )

    def make_activity(self):
        kind = self.model("ServiceKind").get(code="S01")
        by = {"organiser": self.clerk, "published_by": self.clerk, "published_at": MOMENT, "state": "published"}
        activity = self.model("Activity").create(
            title="清扫", category="clean_up", description="清扫", contact="办公室", area=self.area, kind=kind, **by
        )
        times = {"starts_at": MOMENT, "ends_at": MOMENT + timedelta(hours=2), "sign_up_until": MOMENT}
        session = self.model("ActivitySession").create(activity=activity, place="广场", capacity=5, **times)
        signed = {"session": session, "signed_up_at": MOMENT, "signed_up_by": self.clerk}
        self.model("SignUp").create(member=self.members[0], state="excused", excuse="有事", **signed)
        self.model("SignUp").create(member=self.members[1], state="excused", marked_by=self.other, **signed)
        self.model("SignUp").create(member=self.members[2], state="signed_up", **signed)
        decided = {"decided_by": self.other, "decided_at": MOMENT, "entered_by": self.clerk, "entered_at": MOMENT}
        states = (("submitted", {}), ("confirmed", decided), ("void", decided | {"voided_at": MOMENT}))
        for member, (state, more) in zip(self.members, states, strict=True):
            self.model("ServiceRecord").create(
                **{"entered_by": self.clerk, "entered_at": MOMENT} | more,
                member=member,
                area=self.area,
                kind=kind,
                served_on=date(2026, 3, 2),
                started_at=MOMENT,
                ended_at=MOMENT + timedelta(hours=2),
                hours=2,
                note="清扫",
                origin="self",
                state=state,
                reason="不实" if state == "void" else "",
            )

    def make_duty(self):
        post = self.model("DutyPost").create(
            area=self.area,
            title="宣讲员",
            post_class="governance",
            kind="ordinary",
            duties="宣讲",
            needed=2,
            since=date(2026, 1, 1),
            created_by=self.clerk,
        )
        pledge = self.model("PledgeText").first()
        self.model("DutyClaim").create(
            post=post, member=self.members[0], pledge=pledge, state="claimed", claimed_at=MOMENT, entered_by=self.clerk
        )
        self.model("DeedReport").create(
            member=self.members[0],
            area=self.area,
            rule_set=self.model("RuleSet").get(),
            item_code="G04",
            category="G",
            confirmer_role="CS",
            happened_on=date(2026, 3, 1),
            evidence="会议签到",
            origin="desk",
            state="submitted",
            entered_by=self.clerk,
            entered_at=MOMENT,
        )

    def make_import(self):
        jobs = self.model("ImportJob", "orgtree")
        common = {"importer": "grids", "area": self.area, "filename": "表.xlsx", "created_by": self.clerk}
        jobs.create(file="", state="done", **common)
        jobs.create(file="imports/2026/03/x.xlsx", state="ready", **common)


def counts(apps, names) -> dict[str, int]:
    return {name: apps.get_model("volunteers", name).objects.count() for name in names}


TABLES = ("Member", "ReportIn", "PointEntry", "MemberYear", "SignUp", "ServiceRecord", "DutyClaim", "DeedReport")


@pytest.fixture(scope="module")
def brought_along(django_db_setup, django_db_blocker):
    """What was found on the way: {"faults": .., ...}."""
    found = {}
    with django_db_blocker.unblock(), database_of_its_own():
        past = Past(migrate(BEFORE))
        found["counts before"] = counts(past.apps, TABLES)
        written = past.apps.get_model("volunteers", "PointEntry").objects.order_by("account", "pk")
        found["written"] = list(written.values_list("account", "source"))
        migrate(leaves())
        found |= look()
    return found


def look() -> dict:
    """The models and services of today on what the migrations made of it."""
    from volunteers.models import PointEntry
    from volunteers.services.ledger_checks import inspect_ledger
    from volunteers.services.points import recompute_years

    jobs = today.get_model("orgtree", "ImportJob").objects.order_by("pk")
    recompute_years(PointEntry.objects.values_list("account", flat=True).distinct())  # credits came with the services
    found = {
        "counts after": counts(today, TABLES),
        "faults": inspect_ledger().faults,
        "chain": list(PointEntry.objects.order_by("account", "sequence").values_list("account", "source", "sequence")),
        "first": set(PointEntry.objects.filter(sequence=1).values_list("previous_digest", flat=True)),
        "digests": PointEntry.objects.values("digest").distinct().count(),
        "leaves": list(
            today.get_model("volunteers", "SignUp").objects.order_by("pk").values_list("leave_at", flat=True)
        ),
        "removed": [(job.file.name, job.file_removed_at == job.touched_at) for job in jobs],
        "entry": dict(
            today.get_model("volunteers", "RuleItem")
            .objects.filter(code__in=["B03", "B04", "G04"])
            .values_list("code", "entry")
        ),
        "appendable": appendable(),
    }
    return found | {"broken": faults_without_the_chain()}


def appendable() -> bool:
    """Whether an entry can be altered after all: the triggers must be on again."""
    try:
        with transaction.atomic():
            today.get_model("volunteers", "PointEntry").objects.update(note="x")
    except InternalError:
        return False
    return True


def faults_without_the_chain() -> int:
    """The control: the same tables as a migration would leave them that forgot to seal what was there."""
    from volunteers.services.ledger_checks import inspect_ledger

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE volunteers_pointentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE volunteers_pointentry SET digest = '', previous_digest = ''")
    return len(inspect_ledger().faults)


def test_no_row_is_lost(brought_along):
    assert brought_along["counts after"] == brought_along["counts before"]
    assert all(brought_along["counts before"].values())


def test_entries_of_before_the_chain_are_sealed_in_the_order_of_their_writing(brought_along):
    assert brought_along["faults"] == {}
    assert [line[:2] for line in brought_along["chain"]] == brought_along["written"]
    by_account = {}
    for account, _, sequence in brought_along["chain"]:
        by_account.setdefault(account, []).append(sequence)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_account.values())
    assert (brought_along["first"], brought_along["digests"]) == ({GENESIS}, 13)


def test_control_entries_that_nobody_sealed_would_be_found(brought_along):
    assert brought_along["broken"] == 2


def test_the_ledger_is_append_only_again(brought_along):
    assert brought_along["appendable"] is False


def test_a_leave_of_ones_own_is_known_as_such(brought_along):
    assert brought_along["leaves"] == [MOMENT, None, None]


def test_ended_imports_say_when_their_file_went(brought_along):
    assert brought_along["removed"] == [("", True), ("imports/2026/03/x.xlsx", False)]


def test_items_of_the_table_that_was_there_are_brought_up_to_date(brought_along):
    assert brought_along["entry"] == {"B03": "auto", "B04": "auto", "G04": "self"}
