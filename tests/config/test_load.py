"""The load test in small: that its people, sessions and requests fit the site, and that it would see what is lost or late."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.test import Client

from config.bench import suites, world
from config.bench.case_rows import District
from config.load import rows, scenarios
from config.load.client import Answers, Ask, Sender, get
from config.load.playing import chosen, told
from config.load.site import commands
from grids.models import Category
from orgtree.choices import PostKind
from volunteers.models import CallUp, Member


def test_twelve_hundred_a_minute_with_ten_times_as_many_in_two_seconds():
    sent = list(scenarios.moments(60))
    seconds = [int(moment) for moment in sent]
    assert (len(sent), sent) == (1_200, sorted(sent))
    assert [seconds.count(peak) for peak in scenarios.PEAKS] == [scenarios.PEAK] * 2
    assert seconds.count(0) in (13, 14)


@pytest.mark.parametrize(
    ("took", "added", "good"),
    [
        ([0.1] * 20, 20, True),
        ([0.1] * 19 + [None], 20, False),  # one was never answered
        ([0.1] * 20, 19, False),  # one was answered and is not there
        ([0.1] * 20, 21, False),  # one is there twice
        ([0.1] * 16 + [1.5] * 4, 20, False),  # too slow
    ],
    ids=["all well", "not answered", "not written", "twice", "slow"],
)
def test_what_is_lost_doubled_or_late_is_no_goal_met(took, added, good):
    assert told(Answers(took, {}), added, spent=1.0)[1] is good


def test_a_line_that_breaks_is_tried_again_and_a_refusal_is_counted():
    served = []

    async def serve(reader, writer):
        served.append((await reader.readuntil(b"\r\n\r\n")).split(b" ")[1])
        if len(served) > 1:  # the first is cut off without a word
            status = b"403 No" if served[-1] == b"/closed/" else b"200 OK"
            writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 2\r\n\r\nok")
            await writer.drain()
        writer.close()

    async def play() -> Answers:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await Sender(port).send_all([(0.0, get("/open/", "")), (0.05, get("/closed/", ""))])

    with ThreadPoolExecutor(1) as apart:  # a browser of another test has a loop in this thread
        found = apart.submit(asyncio.run, play()).result()
    assert [one is None for one in found.took] == [False, True]
    assert found.refused == {403: 1}
    assert served.count(b"/open/") == 2


def test_processes_are_those_of_the_procfile(tmp_path):
    found = commands(8123, tmp_path)
    assert set(found) == {"web", "worker", "beat"}
    assert "127.0.0.1:8123" in found["web"]
    assert f"{tmp_path}/beat-schedule" in found["beat"]


def test_an_unknown_scenario_is_named():
    with pytest.raises(SystemExit, match="no such scenario: unheard"):
        chosen(["unheard"])


def status_of(ask: Ask) -> int:
    """What the site answers to the very bytes of the request, its guard against forged forms on."""
    head, _, body = ask.text.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    kind = headers.pop("Content-Type", "")
    client = Client(enforce_csrf_checks=True)
    return client.generic(method, path, body, kind, headers=headers | {"Host": "testserver"}).status_code


@pytest.mark.django_db
def test_each_request_is_taken_by_the_site(town, monkeypatch):
    monkeypatch.setattr(scenarios, "OPEN", 20)
    world.enrol_for_call_up(town.district, town.clerk, 4)
    leader = world.seated("load-leader", PostKind.STREET_COMMITTEE, town.district)
    suites.call_barely(suites.open_emergency(town.district, leader))
    accounts = rows.give_accounts(3)
    assert (CallUp.objects.count(), Member.objects.filter(user__isnull=False).count()) == (4, 3)
    members = list(zip(rows.sessions_of(accounts), accounts.values(), strict=True))
    secretaries = [(session, town.east.pk) for session in rows.sessions_of([town.secretary, town.secretary])]
    category = Category.objects.get(code="0202", area=None)
    cases = District(town.district, town.east_grid, None, town.street_secretary, None, category)
    played = rows.World(members, secretaries, (rows.sessions_of([leader])[0], town.district.pk), cases)
    for scenario in scenarios.SCENARIOS.values():
        before = scenario.rows() if scenario.rows else 0
        asked = list(dict.fromkeys(ask for _, ask in scenario.plan(played, 3)))[:6]
        assert [status_of(ask) for ask in asked] == [ask.wanted for ask in asked], scenario.said
        assert not scenario.rows or scenario.rows() - before == len(asked)
    said_yes = scenarios.answered()
    foreign = replace(played, members=[(members[0][0], CallUp.objects.get(state="invited").pk)])
    # Refused in words, by the same status: what is not written shows it.
    assert status_of(scenarios.answers(foreign, 1)[0][1]) == 302
    assert scenarios.answered() == said_yes
