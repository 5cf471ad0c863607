"""The desk's one search: people and things, each within the searcher's scope; looks at persons leave a line."""

import pytest
from django.test import Client

from orgtree.models import AccessLog
from tests.volunteers.gatherings import announced
from tests.volunteers.people import accepted

pytestmark = pytest.mark.django_db

FIND = "/desk/find/"


def found(user, text: str) -> str:
    """The results as they are shown, without the search box that repeats the words."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(FIND, {"q": text}).content.decode().split("</form>", 4)[-1]


@pytest.fixture
def member(town):
    return accepted(town.east, town.secretary, name="王秀英")


def ways(member) -> list[str]:
    return ["王秀英", "秀英", "wangxiuying", "WXY", "wangx", member.phone, member.phone[-4:], member.number]


def test_a_person_is_found_by_name_pinyin_number_and_phone(town, member):
    accepted(town.east, town.secretary, name="李建国")
    for text in ways(member):
        shown = found(town.clerk, text)
        assert f"/desk/volunteers/member/{member.pk}/change/" in shown, text
        assert member.phone not in shown
    assert "李建国" not in found(town.clerk, "wxy")
    assert "没有找到" in found(town.clerk, "赵")


def test_nobody_is_found_beyond_ones_scope(town, member):
    for user in (town.west_secretary, town.organisation, town.auditor, town.admin, town.building_head):
        for text in ways(member):
            assert "王秀英" not in found(user, text).replace(f"“{text}”", ""), (user.name, text)
    assert "王秀英（" in found(town.street_secretary, "wxy")


def test_a_look_at_persons_is_recorded_without_their_names(town, member):
    found(town.clerk, "王秀英")
    look = AccessLog.objects.get(actor=town.clerk)
    assert (look.subject, look.rows, look.area) == ("查找党员", 1, town.east)
    found(town.clerk, "没有这个人")
    assert AccessLog.objects.filter(actor=town.clerk).count() == 1


def test_things_are_found_too(town, member):
    session = announced(town.east, town.secretary, title="楼道清扫")
    assert f"/desk/volunteers/activity/{session.activity_id}/change/" in found(town.clerk, "楼道")
    assert "楼道清扫" not in found(town.west_secretary, "楼道").replace("“楼道”", "")
    assert f"/board/{town.east.pk}/" in found(town.organisation, "dysq")


@pytest.mark.parametrize("text", ["", " ", "\0", "%", "_", "'", "9" * 40, "１２３４", "a" * 500])
def test_odd_words_find_nothing_and_break_nothing(town, member, text):
    client = Client()
    client.force_login(town.clerk, backend="django.contrib.auth.backends.ModelBackend")
    reply = client.post(FIND, {"q": text})
    assert reply.status_code == 200
    assert "王秀英" not in reply.content.decode()


def test_names_do_not_stay_in_addresses(town, member):
    client = Client()
    client.force_login(town.clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert "王秀英" not in client.get(FIND, {"q": "王秀英"}).content.decode()
    assert 'method="post"' in client.get("/desk/").content.decode().split('class="shell-find"')[1][:200]


def test_a_reach_too_wide_is_not_read_one_by_one(town, member, monkeypatch):
    monkeypatch.setattr("volunteers.members.declared.cards_finding.MOST_READ", 1)
    assert "王秀英" in found(town.clerk, "wxy")
    accepted(town.east, town.secretary, name="王秀云")
    assert "王秀英" not in found(town.clerk, "wxy")
    assert "王秀英（" in found(town.clerk, "王秀英")
