"""Playing scenarios, and saying what came of each."""

import os
from contextlib import nullcontext
from pathlib import Path

from config.embedded import postgres
from config.load.client import SLOWEST, Answers, send
from config.load.copies import copied, watched
from config.load.rows import World
from config.load.scenarios import SCENARIOS, Scenario
from config.load.site import processor_seconds, site


def chosen(names: list[str]) -> dict[str, Scenario]:
    """Those of these names, all where there are none. Exits with the names that there are."""
    if unknown := set(names) - SCENARIOS.keys():
        raise SystemExit(f"no such scenario: {' '.join(sorted(unknown))}; there are {' '.join(SCENARIOS)}")
    return {name: SCENARIOS[name] for name in names or SCENARIOS}


def play_all(named: dict[str, Scenario], world: World, seconds: int, folder: Path, *, nodes: int, copy: bool) -> bool:
    """Whether each met its goals; a line is printed of each. With `copy` boards are read from a copy of the database,
    which is gone when the last of them is played once more.
    """
    with copied() if copy else nullcontext((None, "")) as (place, address), site(folder, nodes=nodes) as ports:
        with watched(address) if copy else nullcontext("") as lag:
            played = [show(name, scenario, world, seconds, ports) for name, scenario in named.items()]
            met = all(played)
        if copy:
            print(lag, flush=True)
            postgres.stop(place)
            name, scenario = list(named.items())[-1]
            met &= show(f"{name}, the copy gone", scenario, world, seconds, ports)
    return met


def show(name: str, scenario: Scenario, world: World, seconds: int, ports: list[int]) -> bool:
    """Play one and print what came of it; whether its goals were met."""
    line, good = play(scenario, scenario.plan(world, seconds), ports)
    print(f"{name}: {scenario.said}, {seconds} s\n    {line}", flush=True)
    return good


def play(scenario: Scenario, plan: list, ports: list[int]) -> tuple[str, bool]:
    """What came of it in words, and whether the goals were met: nothing lost, 95 of 100 answered within a second."""
    if scenario.warm:
        send(ports, [(0.02 * place, ask) for place, ask in enumerate(dict.fromkeys(ask for _, ask in plan))])
    before, spent = scenario.rows and scenario.rows(), processor_seconds(os.environ["DATABASE_URL"])
    found = send(ports, plan)
    spent = processor_seconds(os.environ["DATABASE_URL"]) - spent
    added = scenario.rows() - before if scenario.rows else found.done
    return told(found, added, spent)


def told(found: Answers, added: int, spent: float) -> tuple[str, bool]:
    """The line of one scenario; `added` is what stands in the database of it."""
    sent = len(found.took)
    median, most, longest = found.spread
    lost = sent - min(added, found.done)
    good = not lost and added == sent and most <= SLOWEST
    refused = f" (statuses {found.refused})" if found.refused else ""
    return (
        f"{sent:,} sent, {found.done:,} done{refused}, {added:,} there, {lost:,} lost; median {median * 1000:,.0f} ms, "
        f"95 % below {most * 1000:,.0f} ms, longest {longest:,.1f} s; {spent * 1000 / max(sent, 1):,.1f} ms of processor each, "
        f"load of the machine {os.getloadavg()[0]:.1f}; goal 0 lost, 95 % ≤ {SLOWEST:g} s: {'met' if good else 'NOT MET'}",
        good,
    )
