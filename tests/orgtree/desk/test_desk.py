"""The desk: each viewer has their own list, forms write through services, strangers' rows do not exist."""

import pytest
from django.test import Client

from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.models import ActStep, Post, User
from orgtree.people.acts import post_acts
from orgtree.people.services.people import appoint, create_user
from tests.town import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """The test client, signed in: `desk(user).get(...)`."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def neighbour(town):
    """A street whose own administrator looks after people whom the other street's must not see."""
    for street, name in ((town.street, "chengguan"), (town.other_street, "beiguan")):
        user = create_user(account=f"{name}-admin", name=f"{name}管理员", password=PASSWORD, home=street, by=None)
        appoint(holder_id=user.pk, kind=PostKind.SYSTEM_ADMIN, area=street, by=None)
    return User.objects.get(account="beiguan-admin")


def text(reply):
    return reply.content.decode()


def test_a_list_shows_the_viewers_rows_only(desk, town, neighbour):
    page = text(desk(neighbour).get("/desk/orgtree/user/"))
    assert "beiguan管理员" in page
    assert "chengguan管理员" not in page
    assert "东园书记" not in page
    # Control: the district's administrator sees both.
    page = text(desk(town.admin).get("/desk/orgtree/user/"))
    assert "beiguan管理员" in page
    assert "chengguan管理员" in page


@pytest.mark.parametrize("tail", ["change/", "history/", "act/reset-password/", "act/deactivate/"])
def test_a_strangers_row_is_404_like_an_unknown_id(desk, town, neighbour, tail):
    client = desk(neighbour)
    assert client.get(f"/desk/orgtree/user/{town.secretary.pk}/{tail}").status_code == 404
    assert client.post(f"/desk/orgtree/user/{town.secretary.pk}/{tail}").status_code == 404
    assert client.get(f"/desk/orgtree/user/999999/{tail}").status_code == 404
    assert client.get(f"/desk/orgtree/user/abc/{tail}").status_code == 404
    assert client.get(f"/desk/orgtree/user/{neighbour.pk}/{tail}").status_code == 200


def test_who_lacks_the_permission_gets_403(desk, town):
    assert desk(town.grid_worker).get("/desk/orgtree/user/").status_code == 403
    assert desk(town.secretary).get("/desk/orgtree/user/add/").status_code == 403


def test_nothing_is_deleted(desk, town):
    assert desk(town.admin).get(f"/desk/orgtree/user/{town.clerk.pk}/delete/").status_code in (302, 404)
    assert desk(town.admin).post(f"/desk/orgtree/user/{town.clerk.pk}/delete/", {"post": "yes"}).status_code != 200
    assert User.objects.filter(pk=town.clerk.pk).exists()


def test_an_account_is_opened_with_a_one_time_password_told_once(desk, town):
    data = {"name": "新社工", "account": "xinshegong", "phone": "13900000002", "home": town.east.pk}
    reply = desk(town.admin).post("/desk/orgtree/user/add/", data, follow=True)
    user = User.objects.get(account="xinshegong")
    assert user.must_change_password
    assert user.home == town.east
    password = text(reply).split("一次性密码：")[1].split("（")[0]
    assert user.check_password(password)
    assert password not in text(desk(town.admin).get("/desk/orgtree/user/"))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("phone", "123", "请填写11位手机号"),
        ("account", "9abc", "账号用小写字母开头"),
        ("account", "dongyuan", "已存在"),
        ("home", "", "请选择管理归属"),
        ("home", "370702", "请重新选择"),
        ("name", "", "请填写姓名"),
    ],
)
def test_bad_input_is_told_in_chinese_at_its_field_and_nothing_is_lost(desk, town, field, value, message):
    data = {"name": "新社工", "account": "xinshegong", "phone": "13900000002", "home": town.east.pk, field: value}
    reply = desk(town.admin).post("/desk/orgtree/user/add/", data)
    assert reply.status_code == 200
    assert message in str(reply.context["adminform"].form.errors[field])
    assert not User.objects.filter(name="新社工").exists()
    if field != "name":
        assert 'value="新社工"' in text(reply)


def test_an_area_that_is_not_the_viewers_cannot_be_chosen(desk, town, neighbour):
    data = {"name": "新社工", "account": "xinshegong", "phone": "", "home": town.east.pk}
    reply = desk(neighbour).post("/desk/orgtree/user/add/", data)
    foreign = reply.context["adminform"].form.errors["home"]
    unknown = (
        desk(neighbour)
        .post("/desk/orgtree/user/add/", {**data, "home": 999999})
        .context["adminform"]
        .form.errors["home"]
    )
    assert foreign == unknown
    assert "东园社区" not in text(reply)


def test_an_empty_phone_keeps_the_number_and_the_page_never_shows_it(desk, town):
    user = create_user(name="有手机", account="youshouji", phone="13900000003", home=town.east, by=None)
    page = text(desk(town.admin).get(f"/desk/orgtree/user/{user.pk}/change/"))
    assert "13900000003" not in page
    assert "139****0003" in page
    data = {"name": "改了名", "account": "youshouji", "phone": "", "home": town.east.pk}
    assert desk(town.admin).post(f"/desk/orgtree/user/{user.pk}/change/", data).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.phone) == ("改了名", "13900000003")


def test_reset_and_deactivate_are_pages_that_ask_first(desk, town):
    client = desk(town.admin)
    address = f"/desk/orgtree/user/{town.clerk.pk}/act/"
    before = User.objects.get(pk=town.clerk.pk).password
    assert client.get(f"{address}reset-password/").status_code == 200
    assert User.objects.get(pk=town.clerk.pk).password == before
    reply = client.post(f"{address}reset-password/")
    password = text(reply).split("一次性密码：")[1].split("（")[0]
    assert User.objects.get(pk=town.clerk.pk).check_password(password)
    assert client.post(f"{address}deactivate/").status_code == 302
    assert not User.objects.get(pk=town.clerk.pk).is_active
    assert client.post(f"{address}deactivate/").status_code == 302  # pressed twice
    assert ActStep.objects.of("orgtree.user", town.clerk.pk).filter(act="deactivate").count() == 1
    assert client.post(f"{address}activate/").status_code == 302
    assert User.objects.get(pk=town.clerk.pk).is_active


def test_nobody_shuts_themselves_out(desk, town):
    reply = desk(town.admin).post(f"/desk/orgtree/user/{town.admin.pk}/act/deactivate/")
    assert "不能停用自己的账号" in text(reply)
    reply = desk(town.admin).post(f"/desk/orgtree/post/{town.admin.posts.get().pk}/act/end/")
    assert "不能免去自己的岗位" in text(reply)


def test_a_post_is_begun_and_ended_through_the_service(desk, town):
    data = {
        "holder": town.clerk.pk,
        "kind": "grid_worker",
        "area": town.west_grid.pk,
        "institution": "",
        "since": "2026-01-01",
        "own_password": PASSWORD,
    }
    wide = desk(town.admin).post("/desk/orgtree/post/add/", data | {"area": town.west.pk})
    assert "网格员设在网格，不能设在西园社区（社区）" in str(wide.context["adminform"].form.errors["area"])
    refused = desk(town.admin).post("/desk/orgtree/post/add/", data | {"own_password": "not-mine-2026"})
    assert "密码不正确" in str(refused.context["adminform"].form.errors["own_password"])
    assert PASSWORD not in text(refused)
    assert not Post.objects.filter(holder=town.clerk, kind="grid_worker").exists()
    assert desk(town.admin).post("/desk/orgtree/post/add/", data).status_code == 302
    post = Post.objects.get(holder=town.clerk, kind="grid_worker")
    asked = text(desk(town.admin).get(f"/desk/orgtree/post/{post.pk}/act/end/"))
    assert "免去岗位：东园积分员 网格员（西园一网格）" in asked
    assert desk(town.admin).post(f"/desk/orgtree/post/{post.pk}/act/end/").status_code == 302
    post.refresh_from_db()
    assert not post.is_live


def test_exclusive_posts_are_refused_at_the_field(desk, town):
    data = {
        "holder": town.clerk.pk,
        "kind": "auditor",
        "area": town.district.pk,
        "institution": "",
        "since": "2026-01-01",
        "own_password": PASSWORD,
    }
    reply = desk(town.admin).post("/desk/orgtree/post/add/", data)
    assert "专人专岗" in str(reply.context["adminform"].form.errors["kind"])
    assert Post.objects.filter(holder=town.clerk).count() == 1


def test_suggestions_hold_only_what_may_be_chosen(desk, town, neighbour):
    query = {"app_label": "orgtree", "model_name": "post", "field_name": "holder", "term": "书记"}
    names = [row["text"] for row in desk(town.admin).get("/desk/autocomplete/", query).json()["results"]]
    assert any("东园书记" in name for name in names)
    assert desk(neighbour).get("/desk/autocomplete/", query).json()["results"] == []
    assert desk(town.grid_worker).get("/desk/autocomplete/", query).status_code == 403
    assert desk(town.admin).get("/desk/autocomplete/", {**query, "field_name": "nothing"}).status_code == 403


def test_addresses_cannot_guess_at_fields(desk, town):
    for lookup in ("password__startswith=pbk", "phone_hash__startswith=a", "home__posts__holder__name=x"):
        reply = desk(town.admin).get(f"/desk/orgtree/user/?{lookup}")
        assert reply.status_code in (302, 400)


def test_a_phone_is_found_whole_and_not_in_part(desk, town):
    create_user(name="有手机", account="youshouji", phone="13900000003", home=town.east, by=None)
    assert "有手机" in text(desk(town.admin).get("/desk/orgtree/user/?q=139 0000 0003"))
    assert "有手机" not in text(desk(town.admin).get("/desk/orgtree/user/?q=13900"))


def test_the_history_of_an_account_says_who_changed_what_and_masks_it(desk, town):
    user = create_user(name="张三丰", account="zhangsanfeng", phone="13900000003", home=town.east, by=None)
    client = Client()
    client.post("/login/", {"account": "admin", "password": PASSWORD})
    data = {"name": "张四丰", "account": "zhangsanfeng", "phone": "13900000004", "home": town.west.pk}
    client.post(f"/desk/orgtree/user/{user.pk}/change/", data)
    page = text(client.get(f"/desk/orgtree/user/{user.pk}/history/"))
    assert "管理员（admin）" in page
    assert "<del>张三丰</del>" in page  # who reads the name on the account's page reads what it was
    assert "东园社区" in page
    assert "西园社区" in page
    assert "139****0003" in page
    assert "13900000004" not in page
    assert "phone_hash" not in page
    assert "pgh" not in page.split("<main")[-1].replace("pgh_", "pgh_") or "pgh_" not in page


def test_the_menu_offers_what_the_posts_open(desk, town):
    page = text(desk(town.admin).get("/desk/orgtree/area/"))
    assert "/desk/orgtree/user/" in page
    page = text(desk(town.grid_worker).get("/desk/"))
    assert "/desk/orgtree/user/" not in page
    assert "目前没有等您办理的事项" in page


def test_lists_take_few_queries(desk, town, django_assert_max_num_queries):
    client = desk(town.admin)
    client.get("/desk/orgtree/user/")
    with django_assert_max_num_queries(16):
        client.get("/desk/orgtree/user/")
    with django_assert_max_num_queries(16):
        client.get("/desk/orgtree/post/")


def test_appointing_needs_the_seat_in_ones_own_areas(town, neighbour):
    from orgtree.errors import RuleBroken

    with pytest.raises(RuleBroken) as caught:
        appoint(holder_id=town.clerk.pk, kind=PostKind.GRID_WORKER, area=town.east, by=neighbour)
    assert caught.value.field == "area"
    with pytest.raises(RuleBroken):
        perform_one(post_acts, "end", pk=town.clerk.posts.get().pk, by=neighbour)
    assert Post.objects.allowed(town.clerk, P.AREA_VIEW).count() >= 1


def test_the_home_page_says_where_one_works(desk, town):
    page = text(desk(town.secretary).get("/desk/"))
    assert "社区书记" in page
    assert "东园社区" in page
    assert "审核报到、编入网格" in page


def test_a_post_goes_to_somebody_on_no_list_by_their_exact_phone(desk, town):
    member = create_user(name="自行注册", phone="13900000007", password=PASSWORD, by=None)
    data = {"holder": "", "kind": "grid_worker", "area": town.east_grid.pk, "institution": "", "since": "2026-01-01"}
    data |= {"own_password": PASSWORD}
    client = desk(town.admin)
    for wrong in ("", "1390000000", "13900000008"):
        reply = client.post("/desk/orgtree/post/add/", data | {"known_as": wrong})
        assert set(reply.context["adminform"].form.errors) == {"known_as" if wrong else "holder"}
    reply = client.post("/desk/orgtree/post/add/", data | {"known_as": "139 0000 0007", "holder": town.clerk.pk})
    assert "只填一处" in text(reply)
    assert not Post.objects.filter(holder=member).exists()
    assert client.post("/desk/orgtree/post/add/", data | {"known_as": "139 0000 0007"}).status_code == 302
    assert Post.objects.get(holder=member).area == town.east_grid


def test_the_head_of_the_desk_leads_to_ones_own_pages_as_a_member(desk, town):
    assert 'href="/m/"' in text(desk(town.clerk).get("/desk/"))


def test_a_related_row_is_a_link_only_for_those_who_may_open_it(desk, town):
    address = f"/desk/orgtree/post/{town.grid_worker.posts.get().pk}/change/"
    page = text(desk(town.secretary).get(address))
    assert "东园网格员" in page
    assert f"/desk/orgtree/user/{town.grid_worker.pk}/" not in page
    assert f"/desk/orgtree/area/{town.east_grid.pk}/change/" in page
    assert f"/desk/orgtree/user/{town.grid_worker.pk}/" in text(desk(town.admin).get(address))


def test_the_home_page_of_those_with_a_short_menu_offers_all_of_it(desk, town):
    home = text(desk(town.building_head).get("/desk/")).split("可用的页面")[1]
    assert "/board/" in home
    assert "/desk/reading/" in home
    assert "可用的页面" not in text(desk(town.secretary).get("/desk/"))


def test_pages_are_called_by_their_rows_and_one_button_saves(desk, town):
    client = desk(town.admin)
    assert client.get("/desk/orgtree/user/").context["title"] == "账号"
    reply = client.get("/desk/orgtree/user/add/")
    assert reply.context["title"] == "新增账号"
    new = text(reply)
    assert '"_addanother"' in new
    page = text(client.get(f"/desk/orgtree/user/{town.clerk.pk}/change/"))
    assert '"_save"' in page
    assert '"_continue"' not in page
    assert '"_addanother"' not in page
    assert 'class="object-acts"' in page


def test_the_calendar_names_the_days_in_chinese(desk, town):
    script = text(desk(town.admin).get("/desk/jsi18n/"))
    assert r'"one letter Monday\u0004M": "\u4e00"' in script
