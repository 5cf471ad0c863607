"""Totals of a member, a team and a community open to their rows, for whoever may see those; others read the plain number."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.deeds import service_kind
from tests.volunteers.people import accepted, logged
from tests.volunteers.posts import opened as post
from tests.volunteers.team_people import joined, signed_in
from volunteers.models import MemberYear, ServiceRecord
from volunteers.service.services.service_records import confirm_services, reject_services

pytestmark = pytest.mark.django_db


def text(client, address) -> str:
    reply = client.get(unescape(address))
    assert reply.status_code == 200, address
    return reply.content.decode()


def confirmed(town, *records, **changes) -> None:
    ServiceRecord.objects.filter(pk__in=[record.pk for record in records]).update(**changes)
    assert confirm_services(record_ids=[record.pk for record in records], by=town.clerk).done == len(records)


def links(page: str, path: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', page) if href.startswith(path)]


def listed(page: str) -> set[str]:
    """The services that a list of the desk shows, by number."""
    return set(re.findall(r"/desk/volunteers/servicerecord/(\d+)/change/", page))


@pytest.fixture
def two_kinds(town, member):
    """Two confirmed services of different kinds, one that waits and one that came back."""
    other = service_kind("T9", "义务巡逻")
    first, second, sent_back = logged(member, 8, 10), logged(member, 12, 15), logged(member, 16, 17)
    logged(member, 18, 19)
    confirmed(town, first)
    confirmed(town, second, kind=other)
    reject_services(record_ids=[sent_back.pk], reason="时间不对", by=town.clerk)
    return first, second


class TestOnesOwnYear:
    def test_every_total_opens_to_its_services(self, own, two_kinds):
        year = two_kinds[0].served_on.year
        page = text(own, reverse("member-year", args=[year]))
        opened = [one for one in links(page, reverse("member-services")) if "state=confirmed" in one]
        # Times, hours, and a line of each kind.
        assert len(opened) == 4
        for address in opened:
            shown = text(own, address)
            times, hours = ("1", "3") if "%E4%B9%89%E5%8A%A1%E5%B7%A1%E9%80%BB" in address else (None, None)
            if times:
                assert f"<b>{times}</b>次，<b>{hours}</b>小时" in shown
        both = text(own, opened[0])
        assert "已确认：<b>2</b>次，<b>5</b>小时" in both
        assert "待确认" not in both.split("<h2", 1)[1]

    def test_control_without_narrowing_the_list_has_more(self, own, two_kinds):
        year = two_kinds[0].served_on.year
        everything = text(own, f"{reverse('member-services')}?year={year}")
        assert "只列" not in everything
        assert everything.count('href="/m/services/') > text(
            own, f"{reverse('member-services')}?year={year}&state=confirmed"
        ).count('href="/m/services/')

    def test_what_waits_and_what_came_back_open_from_the_first_page(self, own, two_kinds):
        home = text(own, reverse("member-home"))
        for state, words in (("submitted", "等社区确认"), ("rejected", "修改1条服务记录")):
            assert words in home
            shown = text(own, f"{reverse('member-services')}?state={state}")
            assert "<b>1</b>次" in shown
            assert f"?state={state}" in home

    @pytest.mark.parametrize("query", ["state=no-such", "kind=", "state=&year=x"])
    def test_odd_words_narrow_nothing(self, own, two_kinds, query):
        assert "只列" not in text(own, f"{reverse('member-services')}?{query}")

    def test_a_kind_without_services_says_so(self, own, two_kinds):
        assert "没有这一类服务记录" in text(own, f"{reverse('member-services')}?kind=无此类")


@pytest.fixture
def team(town, member, make_team):
    """A team with two people, one service of each."""
    team, mate = make_team(), accepted(town.east, town.secretary, name="欧阳同队")
    for person in (member, mate):
        joined(team, person, town.clerk)
    confirmed(town, logged(member, 8, 10), logged(mate, 8, 11), team=team, good_deeds=1, people_served=4)
    # Control: these two are of the person, not of the team.
    confirmed(town, logged(member, 12, 13))
    logged(mate, 14, 15)
    return team


class TestTeam:
    @pytest.mark.parametrize("year", ["²²²²", "0000", "9999", "x"])
    def test_an_odd_year_narrows_nothing(self, own, team, year):
        address = reverse("member-team-services", args=[team.pk])
        assert text(own, f"{address}?year={year}").count("<li") == text(own, address).count("<li")

    def test_those_inside_open_the_totals_to_rows_without_persons(self, own, member, team):
        page = text(own, reverse("member-team", args=[team.pk]))
        opened = links(page, reverse("member-team-services", args=[team.pk]))
        assert len(opened) == 5  # hours, times, people, good deeds, and since it began
        for address in opened:
            shown = text(own, address)
            assert "共<b>2</b>次、<b>5</b>小时" in shown
            assert shown.count('<li class="card">') == 2
            assert "欧阳同队" not in shown
            assert shown.count("本人的记录") == 1

    def test_others_read_the_plain_number(self, town, team):
        stranger = accepted(town.east, town.secretary, name="外人")
        outside = signed_in(stranger.user)
        page = text(outside, reverse("member-team", args=[team.pk]))
        assert "<b>5</b>" in page
        assert links(page, reverse("member-team-services", args=[team.pk])) == []
        assert outside.get(reverse("member-team-services", args=[team.pk])).status_code == 404
        neighbour = accepted(town.north, town.north_secretary, name="邻人")
        assert signed_in(neighbour.user).get(reverse("member-team-services", args=[team.pk])).status_code == 404

    def test_the_desk_opens_them_to_the_list_of_services(self, town, client, team):
        client.force_login(town.clerk)
        page = text(client, f"/desk/volunteers/serviceteam/{team.pk}/change/")
        opened = links(page, "/desk/volunteers/servicerecord/?")
        assert len(opened) == 2
        for address in opened:
            assert len(listed(text(client, address))) == 2
        people = links(page, "/desk/volunteers/teammember/?")
        assert people
        assert "欧阳同队" in text(client, people[0])

    def test_who_may_not_see_services_reads_the_number_on_the_desk(self, town, client, team):
        client.force_login(town.organisation)
        page = text(client, f"/desk/volunteers/serviceteam/{team.pk}/change/")
        assert "2人服务2次、5小时" in page
        assert links(page, "/desk/volunteers/servicerecord/?") == []


class TestTimeline:
    def test_a_month_opens_for_the_desk_and_not_for_members(self, town, own, client, team):
        address = reverse("timeline", args=[town.east.pk])
        assert "开展服务<b>3</b>次" in text(own, address)
        assert links(text(own, address), "/desk/") == []
        client.force_login(town.clerk)
        opened = links(text(client, address), "/desk/volunteers/servicerecord/?")
        assert len(opened) == 1
        assert len(listed(text(client, opened[0]))) == 3
        # Control: of another month there are none.
        assert listed(text(client, re.sub(r"_(from|to)=\d{4}", r"_\1=1999", opened[0]))) == set()


class TestDesk:
    """Numbers in lists and pages of the desk."""

    def test_the_overview_of_posts_opens_to_the_posts_counted(self, town, client):
        grid_post = post(town.east_grid, town.clerk, needed=2)
        own_post = post(town.east, town.clerk, needed=3)
        client.force_login(town.clerk)
        page = text(client, f"/desk/volunteers/dutypost/overview/?area={town.east.pk}")
        opened = dict.fromkeys(links(page, "/desk/volunteers/dutypost/?"))
        assert opened
        for address in opened:
            rows = set(re.findall(r"/desk/volunteers/dutypost/(\d+)/change/", text(client, address)))
            expected = {str(grid_post.pk), str(own_post.pk)}
            if f"at={town.east.pk}" in address:
                expected = {str(own_post.pk)}
            elif f"area__id__exact={town.east_grid.pk}" in address:
                expected = {str(grid_post.pk)}
            assert rows == expected, address
        # Control: a number other than nought without a link would be found.
        cells = re.findall(r'<td class="number">(.*?)</td>', page)
        assert [cell for cell in cells if "<a" not in cell and cell != "0"] == []
        assert any("<a" in cell for cell in cells)

    def test_points_and_hours_of_a_year_open_to_entries_and_services(self, town, client, team, member):
        account = MemberYear.objects.filter(member=member).get()
        MemberYear.objects.filter(pk=account.pk).update(frozen_hours=3)
        client.force_login(town.clerk)
        page = text(client, f"/desk/volunteers/memberyear/{account.pk}/change/")
        [entries] = links(page, "/desk/volunteers/pointentry/?account=")
        shown = set(re.findall(r"/desk/volunteers/pointentry/(\d+)/change/", text(client, entries)))
        assert shown == {str(entry.pk) for entry in account.entries.all()}
        assert shown
        [services] = links(page, "/desk/volunteers/servicerecord/?")
        mine = ServiceRecord.objects.confirmed().filter(member=member, served_on__year=account.year)
        assert listed(text(client, services)) == {str(record.pk) for record in mine}
        assert entries in unescape(text(client, f"/desk/volunteers/member/{member.pk}/change/"))

    @pytest.mark.parametrize("query", ["member=999999", "member=x", "emergency=5", "member=" + "9" * 30])
    def test_an_address_that_names_nobody_known_shows_nothing(self, town, client, team, query):
        client.force_login(town.clerk)
        assert listed(text(client, f"/desk/volunteers/servicerecord/?{query}")) == set()
        assert listed(text(client, "/desk/volunteers/servicerecord/"))

    def test_days_narrow_a_list_and_nonsense_narrows_nothing(self, town, client, team):
        client.force_login(town.clerk)
        list_page = "/desk/volunteers/servicerecord/?served_on_from={}&served_on_to="
        assert listed(text(client, list_page.format("2999-01-01"))) == set()
        assert len(listed(text(client, list_page.format("2000-01-01")))) == 4
        assert len(listed(text(client, list_page.format("nonsense")))) == 4
