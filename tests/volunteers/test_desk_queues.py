"""Working through a queue of the desk: its name and chip, the oldest first, the filter kept, the next one, the end of it."""

from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from orgtree.declare import registry
from orgtree.desk.home import home_of
from tests.volunteers.people import accepted, logged, registered
from volunteers.models import ReportIn

pytestmark = pytest.mark.django_db

QUEUE = "/desk/volunteers/reportin/?state__exact=submitted"


@pytest.fixture
def waiting(town) -> list[ReportIn]:
    """Three report-ins, the one entered last waiting longest; a fourth is decided."""
    accepted(town.east, town.secretary, name="已接收的")
    rows = [registered(town.east, name=name).report_ins.get() for name in ("甲晚", "乙中", "丙早")]
    for days, row in enumerate(rows, start=1):
        ReportIn.objects.filter(pk=row.pk).update(submitted_at=timezone.now() - timedelta(days=days))
    return rows


@pytest.fixture
def desk(town) -> Client:
    client = Client()
    client.force_login(town.clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client


def row_link(page: str, row) -> str:
    """The address by which the list opens a row."""
    start = page.index(f"/desk/volunteers/reportin/{row.pk}/change/")
    return unescape(page[start : page.index('"', start)])


def test_every_listed_card_leads_to_a_list_of_its_rows(town):
    for card in registry.cards.values():
        if card.is_listed:
            # Who has no look at a list is led to their own pages.
            viewer = town.clerk if card.url(town.clerk).startswith("/desk/") else town.street_secretary
            name = resolve(urlsplit(card.url(viewer)).path).url_name
            model = next(
                model
                for model in admin.site._registry
                if name == f"{model._meta.app_label}_{model._meta.model_name}_changelist"
            )
            assert issubclass(model, card.rows(viewer).model), card.key


def test_a_queue_has_its_name_a_chip_and_the_oldest_first(desk, waiting):
    page = desk.get(QUEUE).content.decode()
    heading = page[page.index('<h1 class="crumbs"') : page.index("</h1>")]
    assert "待审核报到" in heading
    assert "只看待审核报到" in page
    assert page.index("丙早") < page.index("乙中") < page.index("甲晚")
    # A column that is pressed wins, and the list itself is as before.
    page = desk.get("/desk/volunteers/reportin/").content.decode()
    assert page.index("甲晚") < page.index("乙中") < page.index("丙早")
    assert "只看" not in page


def test_the_filter_is_kept_through_an_act_and_the_next_one_is_offered(desk, waiting):
    late, middle, early = waiting
    link = row_link(desk.get(QUEUE).content.decode(), early)
    page = desk.get(link).content.decode()
    assert "待审核报到：下一条" in page
    following = row_link(page[page.index('class="next-row"') :], middle)
    assert "_changelist_filters" in following
    act = link.replace("/change/", "/act/return/")
    assert unescape(page).count(act) == 1
    done = desk.post(act, {"reason": "材料不全"})
    assert done.url == link
    page = desk.get(done.url).content.decode()
    assert row_link(page[page.index('class="next-row"') :], middle) == following
    assert QUEUE.split("?")[1] in unescape(page[page.index('<h1 class="crumbs"') : page.index("</h1>")])
    # From the list without the filter nothing is offered.
    assert "下一条" not in desk.get(f"/desk/volunteers/reportin/{late.pk}/change/").content.decode()


def test_at_the_end_the_next_queue(desk, town, waiting):
    logged(accepted(town.east, town.secretary))
    for row in waiting[1:]:
        desk.post(f"/desk/volunteers/reportin/{row.pk}/act/return/", {"reason": "材料不全"})
    link = row_link(desk.get(QUEUE).content.decode(), waiting[0])
    page = desk.get(link).content.decode()
    assert "下一条" not in page
    assert "办完了" not in page
    page = desk.get(desk.post(link.replace("/change/", "/act/return/"), {"reason": "材料不全"}).url).content.decode()
    first = home_of(town.clerk).mine[0]
    assert f"下一项：{first.card.label} {first.count}" in page
    page = desk.get(QUEUE).content.decode()
    assert "待审核报到：办完了" in page
    assert f"下一项：{first.card.label} {first.count}" in page


def test_a_filtered_list_that_is_no_queue_says_so(desk, waiting):
    page = desk.get("/desk/volunteers/reportin/?state__exact=returned").content.decode()
    assert "已筛选" in page
    assert "办完了" not in page


def test_a_foreign_queue_is_no_way_to_a_row(desk, town):
    row = registered(town.west).report_ins.get()
    kept = "_changelist_filters=state__exact%3Dsubmitted"
    assert desk.get(f"/desk/volunteers/reportin/{row.pk}/change/?{kept}").status_code == 404
