"""投诉建议: a way from every page, for everybody, to a case of its own class."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from grids.cases.models import Case
from grids.categories.choices import SUGGESTIONS
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from tests.volunteers.people import accepted

pytestmark = pytest.mark.django_db
LINK = 'href="/suggest/"'


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_everybody_finds_it_on_their_first_page(town):
    member = accepted(town.east, town.secretary)
    for client in (Client(), *map(signed_in, (town.secretary, town.organisation, town.auditor, member.user))):
        assert LINK in read(client, "/")
    assert LINK in read(Client(), f"/tell/{town.east.code}/")
    assert LINK in read(signed_in(town.secretary), f"/board/{town.east.pk}/")


def test_whoever_is_signed_in_begins_with_their_own_community(town):
    member = accepted(town.east, town.secretary)
    for user in (town.secretary, member.user):
        assert f'href="/tell/{town.east.code}/{SUGGESTIONS[0]}/"' in read(signed_in(user), "/suggest/")
    for client in (Client(), signed_in(town.organisation)):
        assert "查找社区（村）" in read(client, "/suggest/")
    other = read(signed_in(town.secretary), f"/suggest/?community={town.west.pk}")
    assert f'href="/tell/{town.west.code}/{SUGGESTIONS[1]}/"' in other


@pytest.mark.parametrize(("code", "level"), [(SUGGESTIONS[0], "L2"), (SUGGESTIONS[1], "L3")])
def test_a_word_is_a_case_for_whom_it_concerns_and_is_counted(town, code, level):
    """Two fields, of which the first is filled in; a complaint about the community's work is the street's."""
    client, address = Client(), f"/tell/{town.east.code}/{code}/"
    assert f'value="{town.east.name}"' in read(client, address)
    sent = client.post(address, {"place": town.east.name, "words": "服务大厅中午没有人"})
    assert sent.status_code == 302
    case = Case.objects.get()
    assert (case.category.code, case.level, case.area) == (code, level, town.east)
    today = timezone.localdate()
    window = Window(Period.holding("M", today), timezone.now() + timedelta(minutes=1))
    measure = registry.figures["grids.suggestions"]
    assert list(measure.rows(window).filter(measure.only)) == [case]
    lamp = Client().post(f"/tell/{town.east.code}/0202/", {"place": "东门", "words": "路灯不亮"})
    assert lamp.status_code == 302
    assert list(measure.rows(window).filter(measure.only)) == [case]  # control: another matter is none
