"""Forms sent as nobody fills them: pages are read as a browser reads them, each form on them is sent with some of its fields
spoilt, doubled or left out. What breaks is told with the address, what was sent and the exception (requirement C06).
"""

import random
import re
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.core.signals import got_request_exception
from django.test import Client

BROKEN = 500
# What ends the walk, or costs much and takes no words.
LEFT_OUT = re.compile(
    r"log-?out|password|/reading/|/sheet/|/export|\.(pdf|docx|xlsx|ics|svg)$|/files/|/static/|/media/"
)
SPOILT = [
    "", " ", "\0", "a\0b", "\ud800", "²", "٣", "-1", "0", "9" * 30, "1e400", "NaN", "Infinity", "-0", "0x10", "1,2,x", "x" * 5000,
    "😀" * 60, "0001-01-01", "9999-12-31", "99999-01-01", "2026-13-40", "2026-02-30T25:61", "24:00", "[]", "{}", "null", "[[[]]]",
    '{"a": 1e999}', "<b>x</b>", "' OR 1=1--", "%s%n", "../../etc", "\r\nX: y", "2147483648", "9223372036854775808", "1.5", "+", "是", "on",
]  # fmt: skip
PLAUSIBLE = [
    "2026-11-20",
    "2026-12-31",
    "09:00",
    "2026-11-20T09:00",
    "1",
    "3",
    "整理楼道",
    "社区活动室",
    "议事会会议纪要",
]


@dataclass
class Form:
    """One form of a page: where it goes, and (name, values that it offers, value that it has) of each field."""

    action: str = ""
    method: str = "get"
    fields: list[tuple[str, list[str], str]] = field(default_factory=list)

    @property
    def kind(self) -> tuple:
        """Equal for forms that are answered by the same code."""
        return re.sub(r"\d+", "#", self.action.split("?")[0]), tuple(sorted({name for name, _, _ in self.fields}))


class PageReader(HTMLParser):
    """The forms of a page and the addresses that it leads to."""

    def __init__(self, url: str):
        super().__init__()
        self.url, self.forms, self.links = url, [], []
        self.form = self.choice = self.words = None

    def handle_starttag(self, tag, attrs):
        told = {key: value or "" for key, value in attrs}
        if tag == "a" and told.get("href", "").startswith(("/", "?")):
            self.links.append(urljoin(self.url, told["href"]))
        elif tag == "form":
            self.form = Form(urljoin(self.url, told.get("action") or self.url), told.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form and told.get("name"):
            self.take(tag, told)
        elif self.form and tag == "option" and self.choice:
            self.choice[1].append(told.get("value", ""))
            if "selected" in told:
                self.form.fields[-1] = (*self.choice, told.get("value", ""))

    def take(self, tag, told):
        if tag == "select":
            self.choice = (told["name"], [])
            self.form.fields.append((*self.choice, ""))
        elif tag in ("input", "button", "textarea"):
            self.form.fields.append((told["name"], [told.get("value", "")], told.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.choice = None


@dataclass
class Broken:
    """What answered 500: who asked, how, where, with what, and the exception."""

    by: str
    method: str
    url: str
    sent: dict[str, list[str]]
    error: str


class Sender:
    """Somebody who sends spoilt forms; `sent` counts them, `broken` is what came of it."""

    def __init__(self, client: Client, name: str, dice: random.Random):
        self.client, self.name, self.dice = client, name, dice
        self.sent, self.broken, self.error = 0, [], None

    def walk(self, starts: list[str], *, forms: int, each: int = 3, pages: int = 10**6) -> None:
        """Read pages from these on, breadth first; send each kind of form `each` times, until `forms` were sent."""
        waiting, known, done = deque(starts), set(), {}
        while waiting and self.sent < forms and pages:
            url = waiting.popleft()
            kind = re.sub(r"\d+", "#", url)
            if done.setdefault(kind, 0) >= 2 or LEFT_OUT.search(url):
                continue
            done[kind] += 1
            pages -= 1
            page = self.read(url)
            links = [link for link in page.links if urlsplit(link).path.startswith("/")]
            self.dice.shuffle(links)
            waiting.extend(links)
            for form in page.forms:
                if form.kind not in known and not LEFT_OUT.search(form.action):
                    known.add(form.kind)
                    for _ in range(each):
                        self.send(form)

    def read(self, url: str) -> PageReader:
        reply = self.ask("get", url, {})
        page = PageReader(url)
        if reply is not None and reply.status_code == 200 and "text/html" in reply.get("Content-Type", ""):
            page.feed(reply.content.decode("utf-8", "replace"))
        return page

    def send(self, form: Form) -> None:
        self.sent += 1
        self.ask(form.method, form.action, self.filled(form))

    def filled(self, form: Form) -> dict[str, list[str]]:
        """The values of a form, some of them spoilt."""
        dice, sent = self.dice, {}
        for name, offered, value in form.fields:
            sent.setdefault(name, []).append(value or dice.choice(offered or PLAUSIBLE) or dice.choice(PLAUSIBLE))
        names = [name for name in sent if name != "csrfmiddlewaretoken"]
        for name in dice.sample(names, min(len(names), dice.randint(0, 3))):
            sent[name] = dice.choice([[dice.choice(SPOILT)], [dice.choice(SPOILT) for _ in range(3)], []])
        return sent

    def ask(self, method: str, url: str, sent: dict[str, list[str]]):
        """The reply; None where what was to be sent is no text at all."""
        sent = {name: [text.encode("utf-8", "ignore").decode() for text in texts] for name, texts in sent.items()}
        self.error = None
        with heard(self):
            reply = getattr(self.client, method)(url, sent)
        if reply.status_code >= BROKEN:
            self.broken.append(Broken(self.name, method, url, sent, self.error or str(reply.status_code)))
        return reply


@contextmanager
def heard(sender: Sender) -> Iterator[None]:
    """Inside, what nobody caught is noted."""

    def note(**_):
        sender.error = traceback.format_exc()

    got_request_exception.connect(note)
    try:
        yield
    finally:
        got_request_exception.disconnect(note)
