"""The desk's menu: places and never tables, tabs where a post can do something, one frame around every page of staff."""

import re

import pytest
from django.contrib import admin
from django.test import RequestFactory

from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.declare import MOST_PLACES, Place, Registry, Tab, TooManyPlaces, UnknownPlace, registry
from orgtree.desk.menu import list_address, lists_to_read, shown_places
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint, create_user
from tests.visits import signed_in

pytestmark = pytest.mark.django_db

LISTS = {list_address(model): desk for model, desk in admin.site._registry.items()}
PLACES = ["工作台", "人", "活动与服务", "积分", "网格", "共建", "评议", "看板与报表", "审计", "设置"]
MENU = re.compile(r'<nav class="shell-menu".*?</nav>', re.DOTALL)


def asking(user, path="/desk/"):
    request = RequestFactory().get(path)
    request.user = User.objects.get(pk=user.pk)
    return request


@pytest.fixture
def everybody(town) -> list[User]:
    """Somebody in every kind of post."""
    unit = Institution.objects.create(name="区税务局", kind="authority", area=town.district)
    people = list(town.people)
    for kind in PostKind.values:
        if kind not in {post.kind for user in people for post in user.live_posts}:
            user = create_user(account=f"x{kind.replace('_', '')}", name=kind, home=town.district, by=None)
            seat = {"area": town.district if kind in (PostKind.CASE_CENTRE, PostKind.ASSESS_OFFICE) else town.east}
            if kind in (PostKind.UNIT_ORG, PostKind.DEPARTMENT):
                seat = {"institution": unit}
            appoint(holder_id=user.pk, kind=kind, by=None, **seat)
            people.append(user)
    assert {post.kind for user in people for post in User.objects.get(pk=user.pk).live_posts} == set(PostKind.values)
    return people


def idle_lists(people) -> list[str]:
    """Lists that stand in somebody's menu though they can neither add nor act there, told from what Django is told."""
    found = []
    for user in people:
        request = asking(user)
        for one in shown_places(admin.site, request):
            for desk in (LISTS[tab.url] for tab in one.tabs if tab.url in LISTS):
                acts = (*desk.object_actions, *getattr(desk, "bulk_acts", ()))
                may_act = any(act.permission != P.EXPORT and desk.may(request, act.permission) for act in acts)
                does = desk.has_add_permission(request) or desk.has_change_permission(request) or may_act
                if not does and not any(user.holds(permission) for permission in desk.duty_permissions):
                    found.append(f"{user.name}: {desk.opts.verbose_name_plural}")
    return found


def test_the_menu_is_ten_places_at_most():
    assert MOST_PLACES == 10
    assert [place.label for place in sorted(registry.places.values(), key=lambda one: one.position)] == PLACES
    fresh = Registry(places=dict(registry.places))
    with pytest.raises(TooManyPlaces):
        fresh.add_places([Place(key="eleventh", label="第十一项", icon="list", position=1)])


def test_nobody_is_offered_a_list_where_they_can_neither_add_nor_act(everybody, monkeypatch):
    assert idle_lists(everybody) == []
    # Control: were all lists that one may read offered, they are found.
    monkeypatch.setattr("orgtree.desk.base.DeskAdmin.offers_work", lambda desk, request: True)
    assert any("区委组织部: 活动" in line for line in idle_lists(everybody))


def dead_pages(people, keys) -> list[str]:
    """Pages of the menu, lists aside, that refuse somebody who is offered them; one person of each kind of post asks."""
    asking = {tuple(post.kind for post in user.live_posts): user for user in people}
    offered = [(user, tab) for user in asking.values() for tab in map(registry.tabs.get, keys) if tab.is_open_to(user)]
    return [f"{user.name}: {tab.key}" for user, tab in offered if signed_in(user).get(tab.url()).status_code >= 400]


def test_whoever_is_offered_a_page_may_open_it(everybody, monkeypatch):
    assert dead_pages(everybody, registry.tabs) == []
    # Control: where a page asks for the right alone, whoever has it below its kinds of area stands before a closed door.
    by_right = User.holds
    monkeypatch.setattr(User, "holds", lambda user, permission, at=(): by_right(user, permission))
    assert dead_pages(everybody, ["hotline-months"])


def test_the_place_of_many_lists_has_nine_tabs_at_most_and_groups_open_theirs(everybody, town):
    """The lists of a group stand below its tab, on their own pages alone."""
    for user in everybody:
        wide = [one for one in shown_places(admin.site, asking(user)) if one.place.key == "cocon" and len(one.row) > 9]
        assert wide == [], user.name
    needs = next(address for address, desk in LISTS.items() if desk.opts.model_name == "need")
    places = shown_places(admin.site, asking(town.secretary, needs))
    here = next(one for one in places if one.place.key == "cocon")
    assert len(here.tabs) > 9  # control: without groups it would be more
    assert [tab.label for tab in here.row if tab.is_active] == ["需求与资源"]
    assert [tab.label for tab in here.below] == ["共建需求", "需求认领", "共享资源", "单位需求", "供需匹配", "供需对照"]
    assert [tab.label for tab in here.below if tab.is_active] == ["共建需求"]
    contacts = next(address for address, desk in LISTS.items() if desk.opts.model_name == "unitcontact")
    places = shown_places(admin.site, asking(town.secretary, contacts))
    assert [tab.label for one in places for tab in one.row if tab.is_active] == ["单位与协议"]


def test_what_one_only_reads_is_reached_from_one_page(town, client):
    client.force_login(town.organisation)
    page = client.get("/desk/reading/").content.decode()
    assert "/desk/volunteers/activity/" in page
    assert "/desk/volunteers/reportin/" not in page
    assert "/desk/reading/" in client.get("/board/", follow=True).content.decode()


def test_every_list_with_a_tab_is_in_somebodys_menu_or_reading(everybody):
    """Nothing is lost: whoever may see a list has a way to it."""
    for user in everybody:
        request = asking(user)
        shown = [*shown_places(admin.site, request), *lists_to_read(admin.site, request)]
        offered = {tab.url for one in shown for tab in one.tabs}
        for address, desk in LISTS.items():
            if desk.tab_position is not None and desk.has_view_permission(request):
                assert address in offered, (user.name, address)


def test_places_of_some_posts(town):
    def places(user):
        return [one.place.label for one in shown_places(admin.site, asking(user))]

    assert places(town.secretary) == [
        "工作台",
        "人",
        "活动与服务",
        "积分",
        "网格",
        "共建",
        "评议",
        "看板与报表",
        "设置",
    ]
    assert places(town.grid_worker) == ["工作台", "人", "活动与服务", "积分", "网格", "看板与报表"]
    assert places(town.auditor) == ["工作台", "看板与报表", "审计", "设置"]
    assert places(town.organisation) == ["工作台", "活动与服务", "积分", "共建", "评议", "看板与报表", "设置"]


@pytest.fixture
def open_registry(monkeypatch):
    """The registry with room for one more place, as it is before a higher floor declares its own."""
    monkeypatch.setattr("orgtree.declare.MOST_PLACES", len(registry.places) + 1)
    monkeypatch.setattr(registry, "places", dict(registry.places))
    monkeypatch.setattr(registry, "tabs", dict(registry.tabs))
    return registry


def test_what_an_app_of_a_higher_floor_declares_arrives(town, client, open_registry, monkeypatch):
    """A new place with a page and a list of its own: the desk opens, and has them for those whom they concern."""
    model, desk = next((model, desk) for model, desk in admin.site._registry.items() if model.__name__ == "Wish")
    open_registry.add_places([Place(key="courts", label="议事厅", icon="forum", position=45)])
    tab = Tab(key="courts", label="议事日程", place="courts", url=lambda: "/courts/", permission=P.MEMBER_VIEW)
    open_registry.add_tabs([tab])
    open_registry.check_places()
    monkeypatch.setattr(desk, "menu_place", "courts")
    client.force_login(town.secretary)
    page = client.get(list_address(model)).content.decode()
    menu = MENU.search(page).group()
    assert menu.index("积分") < menu.index("议事厅") < menu.index("看板与报表")
    assert 'aria-label="议事厅"' in page
    assert "议事日程" in page
    client.force_login(town.auditor)
    assert "议事厅" not in client.get("/desk/").content.decode()


def test_a_tab_of_no_place_is_refused_at_start(open_registry):
    open_registry.add_tabs([Tab(key="lost", label="无处", place="nowhere", url=lambda: "/", permission=None)])
    with pytest.raises(UnknownPlace):
        open_registry.check_places()


@pytest.mark.parametrize(
    "address",
    ["/desk/volunteers/member/", "/desk/reading/", "/board/", "/imports/", "/emergencies/", "/papers/", "/timeline/"]
    + ["/points/cards/", "/desk/notices/", "/password/", "/desk/volunteers/member/add/"],
)
def test_one_frame_around_every_page_of_staff(town, client, address):
    def menu(page: str) -> str:
        return re.sub(r' class="is-on"| aria-current="page"', "", MENU.search(page).group())

    client.force_login(town.secretary)
    home = client.get("/desk/").content.decode()
    reply = client.get(address, follow=True)
    assert reply.status_code == 200
    assert menu(reply.content.decode()) == menu(home)
    client.force_login(town.grid_worker)
    assert menu(client.get("/desk/").content.decode()) != menu(home)


def test_the_menu_asks_no_database(town, django_assert_num_queries):
    request = asking(town.secretary)
    assert request.user.live_posts
    with django_assert_num_queries(0):
        shown_places(admin.site, request)
