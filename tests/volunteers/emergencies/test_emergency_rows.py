"""The head-counts of an emergency open to their rows: while it runs, after it, and once the names have gone."""

import re
from decimal import Decimal as D
from html import unescape

import pytest
from django.utils import timezone

from tests.replay import Replay, recording
from tests.town import TOWN
from tests.volunteers.calls import answered, fill_past, invited, opened, ordered, planned
from tests.volunteers.emergencies.conftest import accept_three
from tests.volunteers.people import accepted
from tests.volunteers.team_people import joined, signed_in
from tests.walk import lay_flat
from volunteers.choices import TeamKind
from volunteers.emergencies.declared.counted_rows import COUNTED, opened_count
from volunteers.emergencies.services.hours import settle
from volunteers.emergencies.services.parts import set_up_org, set_up_post
from volunteers.emergencies.services.shifts import roll
from volunteers.models import Emergency, EmergencyLimits, EmergencyTotals, Shift
from volunteers.teams.services.teams import create_team

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'href="(/emergencies/\d+/(?:rows|people)/[^"]*)">([\d.]+)</a>')
FIGURE = re.compile(r'(?:<b>|<td class="number" data-label="[^"]+">)([\d.]+)(?:</b>|</td>)')
LISTED = re.compile(r"以下共<b>(\d+)</b>条|共(\d+)人</p>")


def build_flood(town) -> Emergency:
    """Three called up, one of whom came; a team, an organisation and two kinds of post: everything counts something."""
    emergency = opened(town.street, by=town.street_secretary)
    members = accept_three(town)
    invited(emergency, town.street, by=town.street_secretary)
    answered(emergency, members[0])
    answered(emergency, members[2], accept=False)
    team = create_team(
        area=town.east,
        name="东园应急队",
        kind=TeamKind.values[0],
        slogan="",
        contact="",
        founded_on=timezone.localdate(),
        leader=None,
        by=town.secretary,
    )
    joined(team, members[0], town.secretary, days_ago=0)
    for hours in ((-3.0, -1.0), (-0.5, 1.5)):
        shift = planned(emergency, town.east, by=town.secretary, start=hours[0], end=hours[1])
        place = fill_past(shift, members[0])[0]
        roll(shift_id=shift.pk, present=[place.pk], by=town.secretary)
    set_up_org(
        emergency_id=emergency.pk, name="防汛支部", area=town.east, secretary=town.secretary, by=town.street_secretary
    )
    for kind in ("pioneer", "responsibility"):
        set_up_post(
            emergency_id=emergency.pk, area=town.east, kind=kind, title=f"泵站{kind}", duties="值守", by=town.secretary
        )
    return emergency


FLOOD = Replay("flood", build_flood, on=TOWN, sealed=True)
recorded_flood = recording(FLOOD)


@pytest.fixture
def flood(recorded_flood, town) -> Emergency:
    return FLOOD.play(town)


def text(client, address) -> str:
    reply = client.get(address)
    assert reply.status_code == 200, address
    return lay_flat(reply.content.decode())


def rows_page(flood, what, area) -> str:
    return f"/emergencies/{flood.pk}/rows/{what}/?area={area.pk}"


def keep_names(days: int) -> None:
    EmergencyLimits.objects.create(active_from=timezone.localdate(), purge_days=days)


def dead(page: str) -> list[str]:
    """The numbers other than zero that stand without a link."""
    counts = page.split('class="em-counts"')[1].split('class="help"')[0]
    return [number for number in FIGURE.findall(counts) if D(number)]


def test_every_number_opens_to_as_many_rows(town, flood):
    client = signed_in(town.street_secretary)
    shown = text(client, f"/emergencies/{flood.pk}/")
    assert dead(shown) == []
    links = NUMBER.findall(shown)
    assert len(links) > 12
    for address, number in links:
        page = text(client, unescape(address))
        if "/rows/hours/" in address:
            assert f"合计<b>{number}</b>小时" in page
        else:
            assert next(one for one in LISTED.findall(page)[0] if one) == number, address


def test_control_a_number_without_its_link_is_found(town, flood):
    shown = text(signed_in(town.street_secretary), f"/emergencies/{flood.pk}/")
    address, number = NUMBER.findall(shown)[0]
    assert dead(shown.replace(f'<a class="em-number" href="{address}">{number}</a>', number)) == [number]


@pytest.mark.parametrize(
    ("what", "figure"),
    [
        ("invited", 2),
        ("accepted", 1),
        ("declined", 0),
        ("unanswered", 1),
        ("served", 1),
        ("on-shift", 1),
        ("hours", D("4.0")),
        ("teams", 1),
        ("orgs", 1),
        ("posts", 2),
        ("pioneer-posts", 1),
    ],
)
def test_the_rows_of_a_community_are_those_counted(town, flood, what, figure):
    found = opened_count(flood, town.east, what, names=True)
    assert (found.figure, found.total) == (figure, figure)
    # Control: where a row is not among those that are listed, the page notices.
    assert not found.differs
    listed = opened_count(flood, town.east, what, names=True)
    vars(listed)["queryset"] = found.counted.rows(flood).none()
    assert listed.differs == bool(figure)


def test_every_head_count_has_its_rows(flood, town):
    """Whatever is counted can be opened: a new count without rows fails here."""
    assert {counted.label for counted in COUNTED.values()} >= {"到过岗", "志愿服务队", "到岗时长", "正在岗"}
    for what in COUNTED:
        found = opened_count(flood, town.street, what, names=False)
        assert found.total == found.figure, what


def test_names_are_for_those_who_run_it(town, flood):
    runs = text(signed_in(town.secretary), rows_page(flood, "served", town.east))
    assert "甲" in runs
    assert "甲一" not in runs, "masked: the list with names in full is another page, where looks are recorded"
    assert "姓名" in runs
    numbers_only = text(signed_in(town.organisation), rows_page(flood, "served", town.street))
    assert '<th scope="col">姓名</th>' not in numbers_only
    assert "甲" not in numbers_only
    assert "姓名只对组织本次动员的工作人员显示" in numbers_only


def test_strangers_and_wrong_words_find_nothing(town, flood):
    for person in (town.north_secretary, town.auditor, town.admin):
        assert signed_in(person).get(rows_page(flood, "served", town.east)).status_code == 404
    client = signed_in(town.secretary)
    for area in (town.west, town.street, town.north):
        assert client.get(rows_page(flood, "served", area)).status_code == 404, area
    assert client.get(rows_page(flood, "no-such", town.east)).status_code == 404
    assert client.get(rows_page(flood, "served", town.east)).status_code == 200


def test_after_the_end_the_archive_opens_without_names(town, flood):
    keep_names(30)
    ordered("close", flood, town.street_secretary)
    client = signed_in(town.street_secretary)
    shown = text(client, f"/emergencies/{flood.pk}/")
    assert dead(shown) == []
    for address, number in NUMBER.findall(shown):
        assert "/people/" not in address, "the list with names is closed"
        page = text(client, unescape(address))
        assert "甲" not in page
        assert f"<b>{number}</b>" in page
    served = text(client, rows_page(flood, "served", town.street))
    assert "动员已结束，不再显示姓名" in served
    assert "以下共<b>1</b>条" in served
    assert "东园应急队" in text(client, rows_page(flood, "teams", town.street))
    assert client.get(rows_page(flood, "on-shift", town.street)).status_code == 404


def test_once_the_names_are_gone_the_page_says_so(town, flood):
    keep_names(30)
    ordered("close", flood, town.street_secretary)
    ordered("purge", flood, town.street_secretary)
    client = signed_in(town.street_secretary)
    assert dead(text(client, f"/emergencies/{flood.pk}/")) == []
    teams = text(client, rows_page(flood, "teams", town.street))
    assert "清除，不能再列出是哪些志愿服务队；1支是结束时留存的总数" in teams
    assert "东园应急队" not in teams
    served = text(client, rows_page(flood, "served", town.street))
    assert "清除，以下各条不含姓名" in served
    assert "以下共<b>1</b>条" in served
    assert "防汛支部" in text(client, rows_page(flood, "orgs", town.street))


def test_rows_that_changed_since_the_end_are_said_to(town, flood):
    keep_names(30)
    ordered("close", flood, town.street_secretary)
    client = signed_in(town.street_secretary)
    assert "此后有变动" not in text(client, rows_page(flood, "served", town.street))
    EmergencyTotals.objects.filter(emergency=flood, area=town.street).update(served=7)
    assert "7人是结束时留存的总数；现有记录为1人" in text(client, rows_page(flood, "served", town.street))


def test_the_archive_on_the_desk_opens_too(town, flood):
    ordered("close", flood, town.street_secretary)
    client = signed_in(town.street_secretary)
    shown = text(client, f"/desk/volunteers/emergency/{flood.pk}/change/")
    for what in ("served", "teams", "hours", "pioneer-posts"):
        assert f"/emergencies/{flood.pk}/rows/{what}/?area={town.street.pk}" in unescape(shown), what


def test_what_closing_ends_can_be_looked_at_first(town, flood):
    client = signed_in(town.street_secretary)
    shown = text(client, f"/emergencies/{flood.pk}/close/")
    for what in ("orgs", "posts", "invited"):
        assert f"/emergencies/{flood.pk}/rows/{what}/" in shown
    # The department that opened it plans no shifts: their page is not its own.
    assert f"/emergencies/{flood.pk}/shifts/" in shown
    assert Shift.objects.filter(emergency=flood).exists()


def test_the_hours_that_wait_open_to_their_records(town, flood):
    client = signed_in(town.street_secretary)
    settle(shift_ids=[shift.pk for shift in Shift.objects.filter(emergency=flood)])
    shown = unescape(text(client, f"/emergencies/{flood.pk}/"))
    assert "1条待确认" in shown
    address = f"/desk/volunteers/servicerecord/?state__exact=submitted&emergency={flood.pk}"
    assert address in shown
    assert "甲一" in text(client, address)
    other = text(client, address.replace(f"emergency={flood.pk}", f"emergency={flood.pk + 1}"))
    assert "甲一" not in other, "an emergency that the viewer does not know has no rows"


def test_the_page_of_rows_asks_as_much_for_many_as_for_few(town, flood, django_assert_max_num_queries):
    for _ in range(5):
        accepted(town.west, town.west_secretary)
    invited(flood, town.street, by=town.street_secretary)
    client = signed_in(town.street_secretary)
    with django_assert_max_num_queries(26):
        client.get(rows_page(flood, "invited", town.street))


def test_odd_digits_in_an_address_or_a_form_name_nothing(town, flood):
    client = signed_in(town.street_secretary)
    assert client.get(f"/emergencies/{flood.pk}/?area=²").status_code == 404
    assert client.get(f"/emergencies/{flood.pk}/?area={town.street.pk}").status_code == 200  # control
    people = f"/emergencies/{flood.pk}/people/"
    assert client.post(f"{people}answers/", {"ids": "²", "answer": "accept"}).status_code < 500
    assert client.post(f"/emergencies/{flood.pk}/setup/", {"act": "end", "right": "²"}).status_code == 200
    for page in ("/desk/volunteers/member/?q=²²²²²²²²", f"{people}?area={town.street.pk}"):
        assert signed_in(town.secretary).get(page).status_code in (200, 404)
