"""What an app declares about a kind of long work; collected by `orgtree.declare.registry`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RunKind:
    """One kind of long work in the background.

    `work(running)` does it and returns its counts by key (`counted`: their Chinese names) or None; it calls `running.report(done)`, and is safe to
    begin anew where it was cut off, in steps that each commit. With `is_whole` the engine puts all of it into one transaction:
    nothing or everything. It raises RuleBroken, whose message ends the run, or RunStopped.

    `title(run)` names the run for people; `url(run)` is where its result stands ("" nowhere). Its owner sees it always, others by
    `permission` at its area (None: nobody). `right` is what its owner must still hold there when the work begins (None: the
    work looks itself). A worker that died is followed by another until `most_attempts`; `may_go_again` lets the owner begin
    once more what has failed or was stopped. `ended(run, error)` is called, in the transaction that ends it, for a run that
    failed or was stopped (`error`: what was raised, None after too many attempts); with `tells_owner` a failure is told.
    """

    key: str
    label: str
    work: Callable[[Any], dict[str, int] | None]
    permission: str | None = None
    right: str | None = None
    title: Callable[[Any], str] | None = None
    url: Callable[[Any], str] | None = None
    is_whole: bool = False
    most_attempts: int = 3
    may_go_again: bool = True
    ended: Callable[[Any, Exception | None], None] | None = None
    tells_owner: bool = True
    counted: Mapping[str, str] = field(default_factory=dict)
