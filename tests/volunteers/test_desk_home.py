"""The desk's home: what to do first and how much of it, whose turn it is, a street's communities; where a day begins."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Card, CardKind, registry
from orgtree.desk import home as home_page
from orgtree.desk.home import day_of, home_of, landing_of
from orgtree.models import Figure, Notice, User
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.institutions import create_institution
from tests.town import PASSWORD
from tests.volunteers.gatherings import announced, put_back
from tests.volunteers.people import accepted, logged, registered
from tests.volunteers.standing.test_deeds import confirmed, entered, yesterday
from tests.walk import lay_flat
from volunteers.choices import DeedState
from volunteers.models import ReportIn

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


def page(user, address="/desk/") -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


def late(member, days: int = 40) -> None:
    ReportIn.objects.filter(member=member).update(submitted_at=timezone.now() - timedelta(days=days))


def keys(queues) -> list[str]:
    return [queue.card.key.removeprefix("volunteers.") for queue in queues]


@pytest.fixture(autouse=True)
def no_standing_gaps(monkeypatch):
    """Without the card of grids that lack a worker: in this town there always are some."""
    monkeypatch.setattr(
        registry, "cards", {key: card for key, card in registry.cards.items() if key != "grids.grids_short"}
    )


@pytest.fixture
def busy(town):
    """Two report-ins to decide, one of them late; one to place; two services; a roll to call; a session with room."""
    late(registered(town.east, name="迟到者"))
    registered(town.east)
    member = accepted(town.east, town.secretary)
    logged(member)
    logged(member, 14, 16)
    put_back(announced(town.east, town.secretary))
    announced(town.east, town.secretary)
    return town


def test_late_is_an_attribute_of_its_queue_and_comes_first(busy):
    home = home_of(busy.clerk)
    assert keys(home.first) == ["report_ins_waiting", "rolls_to_call"]
    queue = home.first[0]
    assert (queue.count, queue.overdue) == (2, 1)
    assert queue.oldest == timezone.localdate() - timedelta(days=40)
    assert [place.label for place, _ in home.by_place] == ["人", "活动与服务"]
    assert keys(home.to_know) == ["sessions_with_room"]
    assert (home.total, home.overdue) == (2 + 1 + 1 + 2, 1)
    read = page(busy.clerk)
    assert "待办 <b>6</b> 件" in read
    assert "超期 1</b>" in read
    assert "1 超期</b> / 共 2" in read
    # No queue has two cards.
    assert len({card.label for card in registry.cards.values()}) == len(registry.cards)
    assert not any("超期" in card.label for card in registry.cards.values())


def test_what_comes_first_is_short_and_tells_its_own_time(busy, monkeypatch):
    """Whoever has a quarter of an hour is not shown a dozen things to begin with; what is late stays red below."""
    whole = home_of(busy.clerk)
    assert whole.first_takes != whole.takes
    monkeypatch.setattr(home_page, "FIRST_AT_MOST", 0)
    home = home_of(busy.clerk)
    assert (home.first, home.total, home.overdue) == ([], whole.total, whole.overdue)
    assert keys(home.by_place[0][1])[0] == "report_ins_waiting"
    assert re.search(r'<b class="work-count">2</b><b class="late">超期1</b>', lay_flat(page(busy.clerk)))
    monkeypatch.setattr(home_page, "AN_EVENING", 0)
    assert home.takes == "0 小时"


def test_every_queue_is_what_its_card_counts(busy):
    """The one statement says what each card says by itself."""
    for user in (busy.clerk, busy.secretary, busy.grid_worker, busy.street_secretary, busy.west_secretary):
        home = home_of(user)
        for queue in [*home.mine, *home.to_know, *home.of_others]:
            assert queue.count == queue.card.count(user), (user, queue.card.key)


def test_nothing_waits(town):
    assert home_of(town.west_secretary).total == 0
    read = page(town.west_secretary)
    assert "目前没有等您办理的事项" in read
    assert "先办" not in read


def test_what_another_decides_is_apart(town):
    """A deed confirmed once waits for the street, and is no work of the community's."""
    report = entered(
        accepted(town.east, town.secretary), town.clerk, "S10", evidence="事件2026-118已办结", happened_on=yesterday()
    )
    assert confirmed(report, town.secretary).state == DeedState.CONFIRMED
    home = home_of(town.secretary)
    assert keys(home.of_others) == ["deeds_at_second"]
    assert "deeds_waiting" not in keys(home.mine)
    assert "街道：积分复核" in page(town.secretary)


def test_a_street_sees_its_own_work_first_and_below_it_its_communities(busy):
    accepted(busy.west, busy.west_secretary)
    home, street = day_of(busy.street_secretary)
    assert not [queue for queue in home.mine if queue.card.at_community]
    shown = {
        line.name: dict(zip((card.key for card, _ in street.queues), line.cells, strict=True)) for line in street.lines
    }
    assert shown["东园社区"]["volunteers.report_ins_waiting"] == (2, 1)
    assert shown["西园社区"]["volunteers.report_ins_to_place"] == (1, 0)
    assert "北苑社区" not in shown
    late = [sum(line.cells[number][1] for line in street.lines) for number in range(len(street.queues))]
    assert late == sorted(late, reverse=True)
    assert late[0]
    assert day_of(busy.clerk)[1] is None
    assert "各社区待办" in page(busy.street_secretary)


def test_where_a_day_begins(town):
    unit = create_institution(name="区税务局", kind="authority", area=town.district, by=None)
    clerk = create_user(account="danwei", name="单位经办", password=PASSWORD, home=town.district, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)

    def lands(user) -> str:
        client = Client()
        client.force_login(User.objects.get(pk=user.pk), backend="django.contrib.auth.backends.ModelBackend")
        return client.get("/").url

    assert lands(town.organisation) == "/board/"
    assert lands(town.auditor) == "/desk/who-looked/"
    for user in (town.secretary, town.street_secretary, town.grid_worker, town.building_head, clerk):
        assert lands(user) == "/desk/"
    # Somebody with a second post has work of their own.
    appoint(holder_id=town.organisation.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
    assert lands(town.organisation) == "/desk/"


def test_daily_acts(town):
    read = page(town.grid_worker)
    assert "代录服务" in read
    assert "新活动" in read
    assert "导入" not in read
    assert "我的报到与服务" in page(town.building_head).split("可用的页面")[1]


def test_the_numbers_of_the_month(town):
    month = Period.holding("M", timezone.localdate())
    for measure, total in (
        ("volunteers.services", 76),
        ("volunteers.good_deeds_in_services", 30),
        ("volunteers.wishes_fulfilled", 8),
    ):
        Figure.objects.create(
            measure=measure, period_kind=month.kind, period_start=month.start, area=town.east, own=total, total=total
        )
    read = page(town.clerk)
    assert "服务 <b>76</b> 次" in read
    assert "好事实事 <b>38</b> 件" in read


@pytest.mark.parametrize("who", ["clerk", "street_secretary", "grid_worker", "organisation", "auditor"])
def test_home_takes_few_queries_however_much_waits(busy, who):
    client = Client()
    client.force_login(getattr(busy, who), backend="django.contrib.auth.backends.ModelBackend")

    def cost() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/")
        return [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]

    few = cost()
    assert len(few) <= MOST_QUERIES, few
    for _ in range(3):
        logged(accepted(busy.west, busy.west_secretary))
    assert len(cost()) == len(few)


def test_a_card_of_another_floor_arrives(town, monkeypatch):
    """Its place, its kind and its rows are all that home asks for."""
    monkeypatch.setattr(registry, "cards", dict(registry.cards))
    Notice.objects.create(user=town.clerk, key="one", title="一件事")
    details = {"label": "网格事件待办", "hint": "说明", "place": "grids", "url": lambda user: "/x/"}
    registry.add_cards(
        [
            Card(
                key="grids.cases",
                rows=lambda user: Notice.objects.filter(user=user),
                permission=P.MEMBER_VIEW,
                **details,
            ),
            Card(key="grids.more", rows=lambda user: Notice.objects.none(), permission=P.MEMBER_VIEW, **details),
        ]
    )
    assert [(place.label, keys(queues)) for place, queues in home_of(town.clerk).by_place] == [
        ("网格", ["grids.cases"])
    ]
    assert re.search(r'href="/x/"[^>]*>网格事件待办<b class="work-count">1</b>', lay_flat(page(town.clerk)))
    assert home_of(town.auditor).by_place == []


def test_cards_name_real_kinds_and_places():
    for card in registry.cards.values():
        assert card.kind in (CardKind.DUE, CardKind.TO_DO, CardKind.KNOW)
        assert card.place in registry.places
        assert card.minutes > 0


@pytest.mark.parametrize("kind", PostKind)
def test_each_post_lands_on_its_page(kind):
    """Of every kind, also of one that is added: whoever has queues on the desk, whoever has none on the page of their work."""
    somebody = SimpleNamespace(live_posts=[SimpleNamespace(kind=kind)])
    pages = {
        PostKind.ORGANISATION_DEPT: reverse("board-home"),
        PostKind.AUDITOR: reverse("admin:who-looked"),
        PostKind.DEPARTMENT: reverse("unit-cases"),
    }
    assert landing_of(somebody) == pages.get(kind)
