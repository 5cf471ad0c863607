"""Notices: once per key, read by their person alone, cleared when old."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgtree.models import Notice
from orgtree.notices.services import LONGEST_DAYS, READ_DAYS, clear_old_notices, mark_all_read, mark_read, notify
from tests.api import Api, assert_error
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(town):
    notify(users=[town.clerk, town.secretary.pk, None], key="due:1", title="有1条报到待审核", url="/desk/")
    return Notice.objects.get(user=town.clerk)


def test_a_notice_comes_once_per_key(town, told):
    notify(users=[town.clerk], key="due:1", title="别的话")
    assert [notice.title for notice in Notice.objects.mine(town.clerk)] == ["有1条报到待审核"]
    notify(users=[town.clerk], key="due:2", title="另一件事")
    assert Notice.objects.mine(town.clerk).count() == 2


def test_the_database_holds_one_per_key(town, told):
    """Control: past the service, too."""
    with pytest.raises(IntegrityError, match="notice_once_per_key"), transaction.atomic():
        Notice.objects.create(user=town.clerk, key="due:1", title="再来一次")


def test_a_notice_leads_nowhere_else(town):
    for url in ("https://example.org/", "//example.org/"):
        with pytest.raises(IntegrityError, match="notice_leads_into_the_site"), transaction.atomic():
            notify(users=[town.clerk], key="x", title="外面", url=url)


def test_many_are_told_in_few_statements(town, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        notify(users=town.people, key="all", title="全体")
    assert Notice.objects.count() == len(town.people)


def test_only_its_person_reads_it(town, told):
    with refused("not_found"):
        mark_read(notice_id=told.pk, by=town.secretary)
    first = mark_read(notice_id=told.pk, by=town.clerk).read_at
    assert mark_read(notice_id=told.pk, by=town.clerk).read_at == first
    assert (mark_all_read(by=town.secretary), mark_all_read(by=town.secretary)) == (1, 0)


def test_old_ones_go(town, told):
    now = timezone.now()
    for days, read in (
        (READ_DAYS + 1, True),
        (READ_DAYS - 1, True),
        (LONGEST_DAYS - 1, False),
        (LONGEST_DAYS + 1, False),
    ):
        age = now - timedelta(days=days)
        notice = Notice.objects.create(user=town.admin, key=str(days), title="旧的", read_at=age if read else None)
        Notice.objects.filter(pk=notice.pk).update(created_at=age)
    assert clear_old_notices() == 2
    assert set(Notice.objects.mine(town.admin).values_list("key", flat=True)) == {
        str(READ_DAYS - 1),
        str(LONGEST_DAYS - 1),
    }


def test_the_desk_page_and_its_count(client, town, told):
    client.force_login(town.clerk)
    page = client.get("/notices/", follow=True).content.decode()
    assert "有1条报到待审核" in page
    assert 'class="shell-count">1<' in client.get("/desk/").content.decode()
    assert client.get(f"/notices/{told.pk}/open/").status_code == 405
    assert client.post(f"/notices/{told.pk}/open/").url == "/desk/"
    assert "shell-count" not in client.get("/desk/").content.decode()
    assert client.post("/notices/999999/open/").status_code == 404


def test_all_read_at_once(client, town, told):
    client.force_login(town.secretary)
    assert client.post("/notices/read-all/").url == "/notices/"
    assert Notice.objects.unread().get() == told


def test_the_list_asks_a_constant_number_of_queries(client, town, django_assert_max_num_queries):
    client.force_login(town.clerk)
    notify(users=[town.clerk], key="0", title="一条")
    client.get("/desk/notices/")
    with django_assert_max_num_queries(30) as few:
        client.get("/desk/notices/")
    for number in range(1, 8):
        notify(users=[town.clerk], key=str(number), title="又一条")
    with django_assert_max_num_queries(len(few)):
        client.get("/desk/notices/")


def test_the_api_lists_and_marks_own_notices(town, told):
    mine, other = Api(town.clerk, scopes=["own"]), Api(town.secretary, scopes=["own"])
    [row] = mine.get("notices/", unread="true").json()["results"]
    assert (row["title"], row["read_at"]) == ("有1条报到待审核", None)
    assert other.post(f"notices/{told.pk}/read/", {}).status_code == 404
    assert mine.post(f"notices/{told.pk}/read/", {}).json()["read_at"]
    assert mine.get("notices/", unread="true").json()["results"] == []
    assert_error(Api(town.clerk, scopes=["area_view"]).get("notices/"), 403, "token_scope")
