"""The desk's pages of areas: a tree that opens level by level, search, forms and acts, each within scope."""

import pytest
from django.urls import reverse

from orgtree.acts import perform_one
from orgtree.choices import AreaKind
from orgtree.models import Area
from orgtree.tree.acts import area_acts
from orgtree.tree.services.area_load import NewArea, add_areas

pytestmark = pytest.mark.django_db

TREE = "/desk/orgtree/area/"


def page(reply):
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.fixture
def as_street(client, town):
    client.force_login(town.street_secretary)
    return client


def act(area, key):
    return reverse("admin:orgtree_area_act", args=[area.pk, key])


# --- The tree ---------------------------------------------------------------------------------------------------------


def test_begins_at_the_viewers_posts_with_one_level_open(as_street):
    text = page(as_street.get(TREE))
    assert "城关街道" in text
    assert "东园社区" in text
    assert "东园一网格" not in text  # two levels down: on demand
    assert "北关街道" not in text


def test_a_level_comes_as_a_piece_of_the_page(as_street, town):
    text = page(as_street.get(f"{TREE}{town.east.pk}/below/"))
    assert "东园一网格" in text
    assert "<html" not in text


def test_another_streets_level_is_404(as_street, town):
    assert as_street.get(f"{TREE}{town.north.pk}/below/").status_code == 404
    assert as_street.get(f"{TREE}999999/below/").status_code == 404


def test_without_script_a_link_opens_the_path(as_street, town):
    text = page(as_street.get(TREE, {"open": town.east_grid.pk}))
    assert "1号楼" in text
    assert "60户" in text
    assert "西园一网格" not in text  # its community is not on the path


@pytest.mark.parametrize("asked", ["abc", "999999", "north"])
def test_an_unknown_or_foreign_area_opens_nothing(as_street, town, asked):
    text = page(as_street.get(TREE, {"open": town.north.pk if asked == "north" else asked}))
    assert "东园社区" in text
    assert "北苑社区" not in text


@pytest.mark.parametrize("text", ["一网格", "dyyw", "dongyuanyi", "370702001001-001"])
def test_search_by_name_pinyin_initials_and_code_shows_what_is_above(as_street, text):
    shown = page(as_street.get(TREE, {"q": text}))
    assert "东园一网格" in shown
    assert "东园社区" in shown
    assert "城关街道" in shown
    assert "东园二网格" not in shown


def test_search_stays_in_scope_and_says_when_nothing_is_found(as_street):
    text = page(as_street.get(TREE, {"q": "北苑"}))
    assert "北苑社区" not in text
    assert "没有找到" in text


def test_a_post_inside_another_post_begins_no_second_tree(client, town):
    from orgtree.people.services.people import appoint

    appoint(holder_id=town.street_secretary.pk, kind="community_secretary", area=town.east, by=None)
    client.force_login(town.street_secretary)
    assert page(client.get(TREE)).count(">东园社区<") == 1


def test_a_dissolved_area_says_so(as_street, town):
    perform_one(area_acts, "dissolve", pk=town.east_grid_two.pk, by=None)
    text = page(as_street.get(f"{TREE}{town.east.pk}/below/"))
    assert "is-dissolved" in text
    assert "日撤销" in text


def test_who_may_not_see_areas_has_no_page(client, town):
    client.force_login(town.auditor)
    assert client.get(TREE).status_code == 403


@pytest.fixture
def many(town):
    """Forty grids of forty buildings in one community: 1,640 areas more."""
    areas = []
    for number in range(100, 140):
        code = f"{town.east.code}-{number}"
        areas.append(NewArea("grid", code, f"格{number}", town.east.code))
        areas += [NewArea("building", f"{code}-{n:03d}", f"{number}-{n}号楼", code) for n in range(40)]
    add_areas(areas=areas, by=None)


def test_queries_and_page_do_not_grow_with_the_tree(as_street, town, many, django_assert_max_num_queries):
    as_street.get(TREE)
    with django_assert_max_num_queries(12):
        text = page(as_street.get(TREE))
    assert text.count("tree-node") == 3
    with django_assert_max_num_queries(12):
        text = page(as_street.get(f"{TREE}{town.east.pk}/below/"))
    assert text.count('<li class="tree-node') == 42  # the community's grids, none of their buildings
    with django_assert_max_num_queries(14):
        text = page(as_street.get(TREE, {"q": "号楼"}))
    assert "显示前50个" in text


def test_a_cut_level_says_so_and_the_search_is_the_way_out(as_street, town, many, monkeypatch):
    monkeypatch.setattr("orgtree.tree.desk.tree_page.MOST_SIBLINGS", 5)
    monkeypatch.setattr("orgtree.tree.desk.area.MOST_SIBLINGS", 5)
    text = page(as_street.get(f"{TREE}{town.east.pk}/below/"))
    assert text.count('<li class="tree-node') == 5
    assert "只列出前5个" in text
    last = Area.objects.filter(parent=town.east).last()
    text = page(as_street.get(TREE, {"open": last.pk}))
    assert last.name in text  # the way to what was asked for is shown, however far down
    assert text.count("只列出前5个") == 2
    assert "只列出前5个" not in page(as_street.get(TREE))  # control: two communities


# --- Forms and acts ---------------------------------------------------------------------------------------------------


def test_the_form_for_a_new_area_is_filled_in_as_far_as_it_can_be(as_street, town):
    text = page(as_street.get(f"{TREE}add/", {"parent": town.east.pk}))
    assert "370702001001-003" in text
    assert "东园社区（城关街道）" in text
    foreign = page(as_street.get(f"{TREE}add/", {"parent": town.north.pk}))
    assert "北苑社区" not in foreign


def filled(parent, **changes):
    values = {"parent": parent.pk, "kind": AreaKind.GRID, "code": f"{parent.code}-003", "name": "东园三网格"}
    return values | {"households": "310", "residents": "", "opened_on": ""} | changes


def test_a_new_area_is_written_by_the_service(as_street, town):
    reply = as_street.post(f"{TREE}add/", filled(town.east))
    assert reply.status_code == 302
    area = Area.objects.get(name="东园三网格")
    assert (area.initials, area.households, area.parent) == ("dyswg", 310, town.east)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"code": "370702001001-001"}, "已存在|代码"),
        ({"kind": "building"}, "不能放在所选上级之下"),
        ({"name": "东园一网格"}, "同名"),
    ],
)
def test_a_refusal_stands_at_the_form_and_keeps_what_was_typed(as_street, town, changes, message):
    before = Area.objects.count()
    text = page(as_street.post(f"{TREE}add/", filled(town.east, **changes)))
    assert any(word in text for word in message.split("|"))
    assert 'value="310"' in text
    assert Area.objects.count() == before


def test_another_streets_area_cannot_be_the_parent(as_street, town):
    page(as_street.post(f"{TREE}add/", filled(town.north)))
    assert not Area.objects.filter(name="东园三网格").exists()


def test_change_form_renames_and_counts_and_shows_the_division_code_only(as_street, town):
    url = reverse("admin:orgtree_area_change", args=[town.east.pk])
    text = page(as_street.get(url))
    assert "山东省 › 潍坊市 › 潍城区 › 城关街道" in text
    assert 'name="code"' not in text
    as_street.post(url, {"name": "新东园社区", "households": "2000", "residents": "5200", "opened_on": ""})
    town.east.refresh_from_db()
    assert (town.east.name, town.east.residents, town.east.code) == ("新东园社区", 5200, "370702001001")


def test_a_stranger_gets_404_everywhere(client, town):
    client.force_login(town.north_secretary)
    for tail in ("change/", "history/", "act/move/", "act/order/", "act/dissolve/"):
        assert client.get(f"{TREE}{town.east_grid.pk}/{tail}").status_code == 404
        assert client.post(f"{TREE}{town.east_grid.pk}/{tail}").status_code == 404


def test_who_only_looks_gets_no_acts(client, town):
    client.force_login(town.grid_worker)
    text = page(client.get(reverse("admin:orgtree_area_change", args=[town.east_grid.pk])))
    assert "撤销或并入" not in text
    assert client.get(act(town.east_grid, "dissolve")).status_code == 403


def test_move(as_street, town):
    reply = as_street.post(act(town.east_grid, "move"), {"parent": town.west.pk})
    assert reply.status_code == 302
    assert Area.objects.get(pk=town.east_building.pk).is_descendant_of(Area.objects.get(pk=town.west.pk))


def test_move_offers_legal_parents_within_reach_only(as_street, town):
    for parent in (town.north, town.street, town.west_grid):
        text = page(as_street.post(act(town.east_grid, "move"), {"parent": parent.pk}))
        assert "请选择您管理范围内的一项" in text


def test_order(as_street, town):
    as_street.post(act(town.east_grid_two, "order"), {"steps": "-1"})
    names = list(Area.objects.filter(parent=town.east).values_list("name", flat=True))
    assert names == ["东园二网格", "东园一网格"]


def test_dissolve_into_a_neighbour_then_reopen(as_street, town):
    refused = page(as_street.post(act(town.east_grid, "dissolve"), {"dissolved_on": "", "replaced_by": ""}))
    assert "还有2个未撤销的下级区域、1个在任岗位" in refused
    as_street.post(act(town.east_grid_two, "dissolve"), {"dissolved_on": "", "replaced_by": town.east_grid.pk})
    area = Area.objects.get(pk=town.east_grid_two.pk)
    assert area.replaced_by == town.east_grid
    text = page(as_street.get(reverse("admin:orgtree_area_change", args=[area.pk])))
    assert "恢复" in text
    as_street.post(act(area, "reopen"))
    assert Area.objects.get(pk=area.pk).dissolved_on is None


def suggested(client, app, model, field, term):
    query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    return [row["text"] for row in client.get("/desk/autocomplete/", query).json()["results"]]


def test_suggestions_take_few_queries_however_many(as_street, many, django_assert_max_num_queries):
    suggested(as_street, "orgtree", "partyorg", "area", "号楼")
    with django_assert_max_num_queries(9):
        assert len(suggested(as_street, "orgtree", "partyorg", "area", "号楼")) == 20


def test_suggestions_find_by_initials_within_scope_and_tell_namesakes_apart(as_street):
    assert suggested(as_street, "orgtree", "partyorg", "area", "1hl") == ["1号楼（东园一网格）", "1号楼（西园一网格）"]
    assert suggested(as_street, "orgtree", "partyorg", "area", "bysq") == []


@pytest.mark.parametrize("address", ["add/", "{}/act/move/"])
def test_a_superior_that_is_no_id_comes_back_at_its_field(as_street, town, address):
    reply = as_street.post(f"{TREE}{address.format(town.east_grid_two.pk)}", {"parent": "上级"})
    assert reply.status_code == 200
    assert "请选择" in page(reply)
