"""Requests at moments fixed beforehand, over kept connections.

An answer is timed from the moment at which its request was due, not from when a line was free for it: a site that falls
behind shows that. Nothing but asyncio: the client shares its cores with the site, and a library's spends more on a request
than some pages do.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import quantiles

HOST = "127.0.0.1"
TRIES, PATIENCE = 3, 60.0  # a program tries again, with the same key; seconds until it gives up
MOST_LINES = 1_000
SLOWEST = 1.0  # seconds: the goal for 95 of 100 (issue of speed, "Load")


@dataclass(frozen=True)
class Ask:
    """One request as it goes over the line, and the status that says that it was done."""

    text: bytes
    wanted: int = 200


def get(path: str, headers: str) -> Ask:
    return Ask(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{headers}\r\n".encode())


def post(path: str, headers: str, body: str, kind: str, wanted: int) -> Ask:
    """A form or a document that is sent; `wanted` is the status of one that was taken."""
    head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\n{headers}Content-Type: {kind}\r\n"
    sent = body.encode()
    return Ask(f"{head}Content-Length: {len(sent)}\r\n\r\n".encode() + sent, wanted)


@dataclass(frozen=True)
class Answers:
    """How long each took in seconds, None for what was not done; `refused` counts statuses that nobody wanted."""

    took: list[float | None]
    refused: dict[int, int]

    @property
    def done(self) -> int:
        return sum(1 for one in self.took if one is not None)

    @property
    def spread(self) -> tuple[float, float, float]:
        """Median, 95 of 100 and the longest, of what was done."""
        known = sorted(one for one in self.took if one is not None)
        if len(known) < 2:
            return (0.0, 0.0, 0.0)
        parts = quantiles(known, n=100)
        return parts[49], parts[94], known[-1]


class Line:
    """One kept connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self.reader, self.writer = reader, writer

    @property
    def is_open(self) -> bool:
        return not (self.reader.at_eof() or self.writer.is_closing())

    async def ask(self, text: bytes) -> int:
        """The status of the answer, which is read to its end. Raises OSError or EOFError where the line breaks."""
        self.writer.write(text)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        await self.reader.readexactly(int(length or 0))
        if b"connection: close" in head:
            self.writer.close()
        return int(head[9:12])


class Sender:
    """All lines to the web processes of a site, in turn as a proxy leads to them, and what came of what was sent."""

    def __init__(self, *ports: int):
        self.ports, self.refused = cycle(ports), {}
        self.lines, self.idle = [], []  # all that were opened, and those in nobody's hands
        self.free = asyncio.Semaphore(MOST_LINES)

    async def send_all(self, plan: Iterable[tuple[float, Ask]]) -> Answers:
        """Send each at its moment, in seconds from now, whether earlier ones are answered or not."""
        clock, tasks = asyncio.get_running_loop().time, []
        began = clock()
        for moment, ask in plan:
            if (rest := began + moment - clock()) > 0:
                await asyncio.sleep(rest)
            tasks.append(asyncio.create_task(self._timed(ask, began + moment)))
        took = await asyncio.gather(*tasks)
        for line in self.lines:
            line.writer.close()
        await asyncio.gather(*(line.writer.wait_closed() for line in self.lines), return_exceptions=True)
        return Answers(list(took), self.refused)

    async def _timed(self, ask: Ask, due: float) -> float | None:
        async with self.free:
            done = await self._sent(ask)
        return asyncio.get_running_loop().time() - due if done else None

    async def _sent(self, ask: Ask) -> bool:
        for _ in range(TRIES):
            try:
                async with asyncio.timeout(PATIENCE):
                    line = await self._line()
                    status = await line.ask(ask.text)
            except (OSError, EOFError, TimeoutError):
                continue  # that line is gone; once more on another
            self.idle.append(line)
            if status == ask.wanted:
                return True
            self.refused[status] = self.refused.get(status, 0) + 1
            return False
        return False

    async def _line(self) -> Line:
        while self.idle:
            if (line := self.idle.pop()).is_open:
                return line
        self.lines.append(Line(*await asyncio.open_connection(HOST, next(self.ports))))
        return self.lines[-1]


def send(ports: Sequence[int], plan: Sequence[tuple[float, Ask]]) -> Answers:
    """What came of the plan at the site on these ports."""

    async def run() -> Answers:
        return await Sender(*ports).send_all(plan)

    return asyncio.run(run())
