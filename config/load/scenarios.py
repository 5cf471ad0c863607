"""What a city does at its busiest, as requests at their moments (the goals: docs/performance.md, "Load")."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from config.bench.cases import body_of
from config.load.client import Ask, get, post
from config.load.rows import World
from grids.models import Case
from orgtree.choices import Permission as P
from orgtree.people.services.tokens import issue_token
from volunteers.models import CallUp, CheckIn

EACH, PEAK, PEAKS, PEAKS_APART = 20, 200, (20, 40), 60  # a second; in two seconds of each minute ten times as many
READERS, OPEN = 400, 1_000
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
CSRF = "l" * 32
Plan = list[tuple[float, Ask]]


@dataclass(frozen=True)
class Scenario:
    """`rows` counts what is written by it: as many more as requests that were done. `members` is how many accounts it needs for so many seconds;
    `warm` has each page opened once beforehand.
    """

    said: str
    plan: Callable[[World, int], Plan]
    rows: Callable[[], int] | None = None
    members: Callable[[int], int] = lambda seconds: 0
    warm: bool = False


def moments(seconds: int) -> Iterator[float]:
    """1,200 of each minute, which is 72,000 an hour, 200 each in two of its seconds."""
    calm = PEAKS_APART - len(PEAKS)
    left, passed = PEAKS_APART * EACH - len(PEAKS) * PEAK, 0
    for second in range(seconds):
        number = PEAK
        if second % PEAKS_APART not in PEAKS:
            passed += 1
            number = passed * left // calm - (passed - 1) * left // calm
        yield from (second + place / number for place in range(number))


def evenly(each: int, seconds: int, offset: float = 0.0) -> Iterator[float]:
    return (offset + place / each for place in range(each * seconds))


def cookie(session: str) -> str:
    return f"Cookie: sessionid={session}\r\n"


def form(path: str, session: str, **said: str) -> Ask:
    """A form of a member's page, taken with a redirect."""
    headers = f"Cookie: sessionid={session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
    return post(path, headers, urlencode(said), FORM, 302)


def answers(world: World, seconds: int) -> Plan:
    """Each of those called up says yes, once."""
    people = zip(moments(seconds), world.members, strict=False)
    return [(moment, form(f"/m/call-ups/{pk}/answer/", session, answer="accept")) for moment, (session, pk) in people]


def check_ins_and_filings(world: World, seconds: int) -> Plan:
    """Members check in for the half-year, from the last backwards, while a program files cases."""
    people = zip(evenly(EACH, seconds), world.members[::-1], strict=False)
    checked = [(moment, form("/m/check-ins/", session, kind="half_year", text="")) for moment, (session, _) in people]
    token = issue_token(name="测速", scopes=[P.CASE_ENTER, P.CASE_VIEW], days=1, by=world.cases.clerk)[1]
    headers = f"Authorization: Token {token}\r\n"
    filed = [
        (moment, post("/api/v1/cases/", headers, body_of(world.cases), JSON, 201))
        for moment in evenly(EACH, seconds, 0.5 / EACH)
    ]
    return sorted(checked + filed, key=lambda one: one[0])


def boards(world: World, seconds: int) -> Plan:
    """Each secretary at the own board, every tenth reader at the district's."""
    chance = random.Random(1)
    readers = [world.leader if place % 10 == 0 else chance.choice(world.secretaries) for place in range(READERS)]
    asked = [get(f"/board/{area}/", cookie(session)) for session, area in readers]
    return [(moment, asked[place % READERS]) for place, moment in enumerate(evenly(READERS, seconds))]


def sessions(world: World, seconds: int) -> Plan:
    """A thousand people who are signed in, one in ten of them staff: each opens the first page and then one a minute."""
    chance = random.Random(2)
    staff = world.secretaries[: OPEN // 10]
    asked = [get("/desk/volunteers/servicerecord/", cookie(session)) for session, _ in staff]
    asked += [get("/m/", cookie(session)) for session, _ in world.members[: OPEN - len(asked)]]
    first = [(chance.uniform(0, 60), ask) for ask in asked]
    plan = [(moment + 60 * minute, ask) for moment, ask in first for minute in range(seconds // 60 + 1)]
    return sorted((one for one in plan if one[0] < seconds), key=lambda one: one[0])


def answered() -> int:
    return CallUp.objects.filter(state="accepted").count()


def written() -> int:
    return CheckIn.objects.count() + Case.objects.count()


SCENARIOS = {
    "answers": Scenario(
        "72,000 called up answer within an hour: 20 a second, 200 in two seconds of each minute",
        answers,
        answered,
        lambda seconds: len(list(moments(seconds))),
    ),
    "filings": Scenario(
        "20 check-ins and 20 filings a second", check_ins_and_filings, written, lambda seconds: EACH * seconds
    ),
    "boards": Scenario("400 board readers a second, a warm cache", boards, warm=True),
    "sessions": Scenario(
        "1,000 open sessions, each a page a minute", sessions, members=lambda seconds: OPEN - OPEN // 10
    ),
}
