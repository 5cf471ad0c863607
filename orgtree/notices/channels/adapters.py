"""The channels. Each is a small class with `send(batch)`; one that is not configured is off and not offered."""

import json
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from orgtree.choices import ChannelKind


@dataclass(frozen=True)
class Message:
    """What goes to one address: its heading, its words. No person but the reader is named in it."""

    address: str
    title: str
    text: str


class NotSent(Exception):
    """The channel is sure that nothing of the batch has left: it may be tried again."""


class Channel(Protocol):
    """A way out. `send` hands the batch over, raises NotSent where surely nothing has left, anything else where it may have."""

    def send(self, batch: list[Message]) -> None: ...


class EmailChannel:
    """By Django's e-mail backend, from the address of the installation."""

    def __init__(self, sender: str):
        self.sender = sender

    def send(self, batch: list[Message]) -> None:
        connection = get_connection()
        try:
            connection.open()
        except OSError as error:
            raise NotSent from error
        try:
            for one in batch:
                EmailMessage(one.title, one.text, self.sender, [one.address], connection=connection).send()
        finally:
            connection.close()


class OutboxChannel:
    """A folder from which the installation's own gateway takes batches: one JSON file each, whole or not there."""

    def __init__(self, folder: Path):
        self.folder = folder

    def send(self, batch: list[Message]) -> None:
        name = uuid.uuid4().hex
        draft, ready = self.folder / f".{name}", self.folder / f"{name}.json"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps([asdict(one) for one in batch], ensure_ascii=False), encoding="utf-8")
        except OSError as error:
            raise NotSent from error
        draft.rename(ready)


def channels_on() -> dict[str, Channel]:
    """The channels that this installation has, by kind."""
    found: dict[str, Channel] = {}
    if settings.NOTICE_EMAIL_FROM:
        found[ChannelKind.EMAIL] = EmailChannel(settings.NOTICE_EMAIL_FROM)
    for kind, folder in (
        (ChannelKind.SMS, settings.NOTICE_SMS_OUTBOX),
        (ChannelKind.WECOM, settings.NOTICE_WECOM_OUTBOX),
    ):
        if folder:
            found[kind] = OutboxChannel(Path(folder))
    return found
