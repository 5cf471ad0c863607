"""G18: who asked stands nowhere in clear: no page, workbook, paper, notice, trail, step, log or task; only the page of the telling
shows the name, and the reveal the number, each look recorded.
"""

import logging
from dataclasses import dataclass
from uuid import uuid4

import pytest
from celery import Celery
from django.db import connection
from django.test import Client
from django.utils import timezone

from grids.cases.choices import PaperKind
from grids.cases.services.keeping import purge_askers
from grids.cases.services.reports import asker_key, report_acts
from grids.cases.services.watching import watch_clocks
from grids.models import Case, Report
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.database import queue
from orgtree.models import AccessLog
from orgtree.people.services.people import appoint
from tests.api import Api
from tests.grids.cases import world
from tests.grids.doors.makers import sent
from tests.grids.test_readers import addresses
from tests.visits import Visitor, join, rows_behind_figures, signed_in
from tests.walk import text_of

pytestmark = pytest.mark.django_db
PHONE, NAME = "13712349876", "欧阳诉求"
SECRETS = (PHONE, NAME)
PAPERS = (
    "/board/{area}/report.docx",
    "/board/{area}/report.xlsx",
    "/board/{area}/export/",
    "/desk/grids/gridledger/{grid}/ledger.docx",
    "/desk/grids/gridledger/{grid}/ledger.xlsx",
    *(f"/cases/{{case}}/papers/{kind.value}.docx" for kind in PaperKind),
    "/u/cases/{leg}/papers/given.docx",
)
OTHERS = ("/notices/", "/desk/", "/board/{area}/", "/desk/find/?q={phone}", "/desk/find/?q={name}")


@dataclass
class Asked:
    """Three tellings with their asker, one of them all the way to the end; and who handled it."""

    reports: list[Report]
    at: world.Department
    leg: int

    @property
    def page(self) -> str:
        """Where the name may be read: on the page of the telling, whose looks are recorded."""
        return f"/desk/grids/report/{self.reports[0].pk}/change/"


def asked(town) -> Asked:
    """By API, by an order of the hotline that waits, and at the door of the grid."""
    world.long_since()
    caller, at = Api(town.street_secretary, scopes=[P.CASE_ENTER, P.CASE_VIEW]), world.department(town)
    who = {"asker": NAME, "phone": PHONE, "channel": "phone", "source": "resident"}
    said = world.WORDS | {"category": world.category().pk, "area": town.east_grid.pk, "client_key": str(uuid4())}
    reply = caller.post("cases/", said | who)
    assert reply.status_code == 201, reply.content.decode()
    waits = sent(town, asker=NAME, phone=PHONE, category_code="") | {"area": town.street.pk}
    assert caller.post("door-orders/", waits).status_code == 201
    door = f"/tell/{town.east_grid.code}/0101/"
    assert Client().post(door, {"place": "健康路", "words": "垃圾没人收", "phone": PHONE}).status_code == 302
    row = world.accepted(town, Case.objects.get(pk=reply.json()["id"]))
    said = {"lead": at.unit, "asked": "请更换灯泡", "why": "规则所指的单位不管这里"}  # a planted rule names another
    row = world.do("assign", row, town.street_secretary, **said)
    world.do_leg("sign", world.lead_of(row), at.clerk)
    first = row.reports.get().pk
    return Asked(list(Report.objects.filter(pk__gte=first).order_by("pk")), at, world.lead_of(row).pk)


def ended(town, found: Asked) -> None:
    """The rest of its way: spoken with, done, verified, answered, watched."""
    report = found.reports[0]
    perform_one(report_acts, "contact", pk=report.pk, by=town.grid_worker)
    leg = report.case.legs.get()
    world.do_leg("finish", leg, found.at.clerk, result="solved", outcome="已更换灯泡")
    row = world.do("verify", Case.objects.get(pk=report.case_id), town.street_secretary)
    world.do("reply", row, town.street_secretary, answer="路灯已修好")
    watch_clocks()
    purge_askers(today=timezone.localdate())


def readers(town, found: Asked) -> Visitor:
    """All whom cases concern in one person, and each alone."""
    centre = town.organisation
    appoint(holder_id=centre.pk, kind=PostKind.CASE_CENTRE, area=town.district, by=None)
    names = ("street_secretary", "secretary", "grid_worker", "auditor", "admin")
    people = {name: getattr(town, name) for name in names} | {"centre": centre, "lead": found.at.clerk}
    return join(people, town.district)


def urls_of(town, planted, found: Asked) -> list[str]:
    row = planted | {
        "grids.report": found.reports[0].pk,
        "grids.case": found.reports[0].case_id,
        "grids.leg": found.leg,
    }
    named = {"area": town.east.pk, "grid": town.east_grid.pk, "phone": PHONE, "name": NAME}
    named |= {"case": row["grids.case"], "leg": found.leg}
    others = [url.format(**named) for url in (*PAPERS, *OTHERS)]
    return [*addresses(row), *rows_behind_figures(town.east.pk), *others]


def tells(text: str) -> bool:
    return any(secret in text for secret in SECRETS)


def read_by(client, urls) -> set[str]:
    """Those of the addresses that show name or number."""
    return {url for url in urls if tells(text_of(client.get(url)).replace(f"?q={PHONE}", ""))}


def tables_with(words) -> list[str]:
    """The tables of the whole database in which a row holds one of the words in clear."""
    pattern = "|".join(words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}" AS one WHERE one::text ~ %s)', [pattern])
            found += [name] if cursor.fetchone()[0] else []
    return found


@pytest.fixture
def tasks(monkeypatch) -> list[str]:
    """What is handed to workers from here on, as text."""
    handed: list[str] = []
    monkeypatch.setattr(Celery, "send_task", lambda self, *args, **more: handed.append(f"{args}{more}"))
    return handed


def test_nobody_reads_the_asker_but_on_the_page_of_the_telling(town, planted):
    found = asked(town)
    who = readers(town, found)
    shown = read_by(who.client, urls_of(town, planted, found))
    assert shown == {found.page}
    read = {name for name, client in who.parts.items() if read_by(client, shown)}
    assert read == {"street_secretary", "secretary", "grid_worker"}  # the centre reads cases and no persons
    seen_by = AccessLog.objects.filter(persons__contains=[asker_key(found.reports[0])]).values_list(
        "actor__name", flat=True
    )
    assert {town.street_secretary.name, town.secretary.name, town.grid_worker.name} <= set(seen_by)


def test_neither_tables_nor_logs_nor_tasks_hold_the_asker(town, tasks, caplog, django_capture_on_commit_callbacks):
    with caplog.at_level(logging.DEBUG), django_capture_on_commit_callbacks(execute=True):
        found = asked(town)
        lead = signed_in(found.at.clerk)
        shown = lead.post(f"/u/cases/{found.leg}/phone/{found.reports[0].pk}/")
        assert PHONE in text_of(shown)
        desk = signed_in(town.secretary)
        revealed = desk.post(f"/desk/grids/report/{found.reports[0].pk}/act/reveal/", {"reason": "电话核实路灯位置"})
        assert PHONE in text_of(revealed)
        ended(town, found)
    assert tables_with(SECRETS) == []
    assert not tells(caplog.text)
    assert not tells("".join(tasks))
    looks = AccessLog.objects.filter(action=AccessLog.Action.REVEAL, persons__contains=[asker_key(found.reports[0])])
    assert set(looks.values_list("actor", flat=True)) == {found.at.clerk.pk, town.secretary.pk}


# --- Negative controls: planted leaks ------------------------------------------------------------------------------------


def test_control_the_number_in_a_notice_a_log_and_a_task_is_found(town, tasks, caplog):
    found = asked(town)
    assert tables_with(SECRETS) == []
    Case.objects.filter(pk=found.reports[0].case_id).update(reason=f"请致电{PHONE}")
    assert tables_with(SECRETS) == ["grids_case", "grids_caseevent"]
    logging.getLogger("grids").warning("called %s", PHONE)
    queue.send("grids.tasks.call", PHONE)
    assert tells(caplog.text)
    assert tells("".join(tasks))


def test_control_a_list_that_shows_who_asked_is_found(town, planted, monkeypatch):
    asked(town)
    urls, client = ["/desk/grids/report/", "/desk/grids/report/sheet/"], signed_in(town.secretary)
    assert read_by(client, urls) == set()
    monkeypatch.setattr(Case, "__str__", lambda self: NAME)
    assert read_by(client, urls) == set(urls)
