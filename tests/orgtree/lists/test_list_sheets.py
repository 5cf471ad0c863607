"""Every list of the desk as a workbook of what its filter shows, for whoever may export, recorded."""

from io import BytesIO

import pytest
from django.contrib import admin
from django.urls import reverse
from openpyxl import load_workbook

from orgtree.desk import list_sheets
from orgtree.desk.list_sheets import SheetMixin
from orgtree.models import AccessLog, Area, ScopedQuerySet
from tests.canaries import CANARY
from tests.visits import undrawn
from tests.volunteers.people import accepted
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db

LISTS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def lines_of(reply) -> list[tuple]:
    assert reply.status_code == 200, reply
    return list(load_workbook(BytesIO(b"".join(reply.streaming_content))).active.iter_rows(values_only=True))


def address_of(model, what: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}")


def taken_along(client, model):
    """The workbook of the list, with a reason where one is asked for."""
    address = address_of(model, "sheet")
    if admin.site._registry[model].asks_why_exported:
        return client.post(address, {"reason": "年度归档"})
    return client.get(address)


def test_every_list_that_can_be_taken_along_is_what_it_shows(town, planted, subtests):
    client = signed_in(town.secretary)
    for model in LISTS:
        with subtests.test(model.__name__):
            with undrawn():
                shown = client.get(address_of(model, "changelist"))
            sheet = taken_along(client, model)
            if shown.status_code == 200:
                tells_what_it_is(model, sheet)
            else:
                assert sheet.status_code in {302, 403}


def tells_what_it_is(model, sheet) -> None:
    title, about, headings, *rows, total = lines_of(sheet)
    assert title[0] == model._meta.verbose_name_plural
    assert all(headings)
    assert not [text for text in headings if text.isascii()], "a heading that is no Chinese"
    assert f"共{len(rows)}条" in about[0]
    assert total[0] == "合计"
    assert "<" not in str(rows)


def test_the_filter_holds(town):
    for name in ("王一", "李二"):
        accepted(town.east, town.secretary, name=name)
    client = signed_in(town.secretary)
    _, about, _, row, _ = lines_of(client.get("/desk/volunteers/member/sheet/", {"q": "王一"}))
    assert "王一" in row
    assert "已筛选" in about[0]
    assert "sheet/?q=" in client.get("/desk/volunteers/member/", {"q": "王一"}).content.decode()


def test_a_neighbour_takes_nothing_along(town, planted):
    """Where a reason is asked for; all others are got by the walks (tests/test_scope_leaks.py)."""
    client, asked = signed_in(town.west_secretary), 0
    for model in LISTS:
        if admin.site._registry[model].asks_why_exported:
            reply = taken_along(client, model)
            asked += reply.status_code == 200
            assert reply.status_code != 200 or CANARY not in str(lines_of(reply)), model
    assert asked


def told_to_a_neighbour(town) -> list[tuple]:
    """What is in the workbook of a list that was asked for a planted name."""
    return lines_of(signed_in(town.west_secretary).get("/desk/volunteers/member/sheet/", {"q": CANARY}))[2:]


def test_a_neighbour_who_asks_for_a_name_takes_nothing_along(town, planted, monkeypatch):
    """The workbook of every list is made here, of the rows that its list shows: the walks ask the lists (tests/visits.py)."""
    assert CANARY not in str(told_to_a_neighbour(town))
    shown = SheetMixin._sheet

    def unscoped(page, request, reason):
        monkeypatch.setattr(ScopedQuerySet, "shown_to", lambda rows, *asked, **by: rows.all())
        monkeypatch.setattr(list_sheets, "exportable_rows", lambda rows, user: rows)
        return shown(page, request, reason)

    monkeypatch.setattr(SheetMixin, "_sheet", unscoped)
    assert CANARY in str(told_to_a_neighbour(town)), "a negative control"


def test_who_may_look_but_not_export_gets_no_sheet(town):
    accepted(town.east, town.secretary)
    client = signed_in(town.grid_worker)
    for model in LISTS:
        assert client.get(address_of(model, "sheet")).status_code in {302, 403}, model


def test_taking_along_is_recorded(town):
    accepted(town.east, town.secretary)
    lines_of(signed_in(town.secretary).get("/desk/volunteers/member/sheet/"))
    log = AccessLog.objects.get(action=AccessLog.Action.EXPORT)
    assert (log.actor, log.rows, "报到党员" in log.subject) == (town.secretary, 1, True)


def test_more_than_fits_is_said(town, monkeypatch):
    monkeypatch.setattr(list_sheets, "MOST_ROWS", 1)
    assert Area.objects.count() > 1
    for _ in range(2):
        accepted(town.east, town.secretary)
    reply = signed_in(town.secretary).get("/desk/volunteers/member/sheet/", follow=True)
    assert "一次最多导出1条，请先筛选" in reply.content.decode()


def test_a_cell_is_no_formula(town):
    accepted(town.east, town.secretary, unit_name="=1+1公司")
    assert "'=1+1公司" in str(lines_of(signed_in(town.secretary).get("/desk/volunteers/member/sheet/")))
