"""Notices by e-mail, SMS and 企业微信: once, not at night, together once a day, only where somebody wants them."""

import json
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from config.celery import app
from orgtree.choices import ChannelKind as C
from orgtree.choices import DeliveryState as D
from orgtree.declare import registry
from orgtree.declare.notices import NoticeKind
from orgtree.models import ContactAddress, Delivery, Notice
from orgtree.notices.channels.adapters import NotSent, OutboxChannel, channels_on
from orgtree.notices.channels.choosing import addresses_of, choose_channels, forget_channels, own_section
from orgtree.notices.channels.sending import plan_deliveries, send_due, send_notices
from orgtree.notices.rules import read_hours
from orgtree.notices.services import mark_read, notify
from orgtree.notices.tasks import channels as tasks
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from volunteers.home.services.account_closing import close_account

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 12, tzinfo=timezone.get_default_timezone())
URGENT = NoticeKind("urgent", "急事", ("urgent",), urgent=True)
MUST = NoticeKind("must", "必须知道", ("must",), urgent=True, optional=False)


@pytest.fixture(autouse=True)
def installed(settings, tmp_path, monkeypatch, time_machine):
    """An installation with all channels, at noon."""
    settings.NOTICE_EMAIL_FROM = "platform@example.cn"
    settings.NOTICE_SMS_OUTBOX, settings.NOTICE_WECOM_OUTBOX = str(tmp_path / "sms"), str(tmp_path / "wecom")
    settings.NOTICE_QUIET_HOURS, settings.NOTICE_DIGEST_AT = "21:00-8:00", "18:00"
    for kind in (URGENT, MUST):
        monkeypatch.setitem(registry.notice_kinds, kind.key, kind)
    time_machine.move_to(NOON, tick=False)
    return tmp_path


class Kept:
    """A channel that remembers what it was given, and may fail as told."""

    def __init__(self, error: BaseException | None = None):
        self.error, self.sent = error, []

    def send(self, batch):
        self.sent += batch
        if self.error:
            raise self.error


def tell(user, key: str = "urgent:1", title: str = "有急事") -> Notice:
    notify(users=[user], key=key, title=title, text="请看")
    return Notice.objects.get(user=user, key=key)


def reached(user, channel: str = C.EMAIL, address: str = "clerk@example.cn", unwanted=()) -> None:
    choose_channels(addresses={channel: address}, unwanted=unwanted, by=user)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


# --- Once -----------------------------------------------------------------------------------------------------------------


def test_it_goes_out_once_however_often_it_is_looked_at(town):
    reached(town.clerk)
    tell(town.clerk)
    assert [send_notices() for _ in range(3)] == [1, 0, 0]
    [letter] = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (["clerk@example.cn"], "有急事", "请看")


def test_a_worker_killed_while_it_sends_sends_nothing_twice(town):
    reached(town.clerk)
    tell(town.clerk)
    plan_deliveries([C.EMAIL])
    dying = Kept(KeyboardInterrupt())  # the batch had left, and then the worker was gone
    with pytest.raises(KeyboardInterrupt):
        send_due(C.EMAIL, dying)
    again = Kept()
    assert (send_due(C.EMAIL, again), len(dying.sent), again.sent, states()) == (0, 1, [], [D.TAKEN])


def test_control_without_taking_first_it_would_be_sent_twice(town, monkeypatch):
    reached(town.clerk)
    tell(town.clerk)
    plan_deliveries([C.EMAIL])
    dying = Kept(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        send_due(C.EMAIL, dying)
    Delivery.objects.update(state=D.WAITING)  # as if it had been taken only in the sender's memory
    assert send_due(C.EMAIL, Kept()) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_senders_each_notice_has_one(committed_town):
    town, channel = committed_town, Kept()
    reached(town.clerk)
    for number in range(20):
        tell(town.clerk, f"urgent:{number}")

    def one():
        plan_deliveries([C.EMAIL])
        send_due(C.EMAIL, channel)
        connection.close()

    workers = [Thread(target=one) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (len(channel.sent), set(states()), Delivery.objects.count()) == (20, {D.SENT}, 20)


@pytest.mark.parametrize(("error", "state"), [(NotSent(), D.WAITING), (ValueError(), D.UNSURE)])
def test_what_surely_did_not_leave_is_tried_again(town, time_machine, error, state):
    reached(town.clerk)
    tell(town.clerk)
    plan_deliveries([C.EMAIL])
    assert (send_due(C.EMAIL, Kept(error)), states()) == (0, [state])
    time_machine.move_to(NOON + timedelta(minutes=6), tick=False)
    assert send_due(C.EMAIL, Kept()) == (state == D.WAITING)


def test_tried_three_times_and_no_more(town, time_machine):
    reached(town.clerk)
    tell(town.clerk)
    plan_deliveries([C.EMAIL])
    for number in range(4):
        time_machine.move_to(NOON + timedelta(minutes=6 * number), tick=False)
        send_due(C.EMAIL, Kept(NotSent()))
    assert states() == [D.FAILED]


# --- When -----------------------------------------------------------------------------------------------------------------


def test_what_is_not_urgent_comes_together_once_a_day(town, time_machine):
    reached(town.clerk)
    for number in range(3):
        tell(town.clerk, f"duty:{number}", f"第{number}件")
    assert send_notices() == 0
    time_machine.move_to(NOON + timedelta(hours=6), tick=False)
    assert send_notices() == 3
    [letter] = mail.outbox
    assert (letter.subject, letter.body) == ("您有3条通知", "第0件\n第1件\n第2件")


def test_nothing_at_night(town, time_machine):
    reached(town.clerk)
    time_machine.move_to(NOON + timedelta(hours=10), tick=False)
    tell(town.clerk)
    assert (send_notices(), mail.outbox) == (0, [])
    time_machine.move_to(NOON + timedelta(hours=20), tick=False)  # eight in the morning
    assert send_notices() == 1


@pytest.mark.parametrize(
    ("clock", "urgent", "at"),
    [
        ("12:00", True, "30 12:00"),
        ("21:00", True, "01 08:00"),
        ("07:59", True, "30 08:00"),
        ("12:00", False, "30 18:00"),
        ("18:01", False, "01 18:00"),
    ],
)
def test_the_next_moment(clock, urgent, at):
    now = datetime.fromisoformat(f"2026-11-30 {clock}")
    assert f"{read_hours('21:00-8:00', '18:00').next_for(now, urgent=urgent):%d %H:%M}" == at


def test_hours_that_cannot_be_meant():
    for quiet, digest in (("21:00-8:00", "23:00"), ("night", "18:00")):
        with pytest.raises(ValueError, match="quiet hours|Invalid"):
            read_hours(quiet, digest)


# --- To whom --------------------------------------------------------------------------------------------------------------


def test_only_who_gave_an_address_and_has_not_read_it(town):
    reached(town.clerk)
    tell(town.secretary)
    plan_deliveries([C.EMAIL])
    mark_read(notice_id=tell(town.clerk).pk, by=town.clerk)
    assert (send_notices(), mail.outbox) == (0, [])


def test_read_between_planning_and_sending(town):
    reached(town.clerk)
    notice = tell(town.clerk)
    plan_deliveries([C.EMAIL])
    mark_read(notice_id=notice.pk, by=town.clerk)
    assert (send_due(C.EMAIL, Kept()), states()) == (0, [D.DROPPED])


def test_unwanted_kinds_stay_in_the_app_but_not_those_that_people_must_get(town):
    reached(town.clerk, unwanted=["urgent", "must", "other"])
    for key in ("urgent:1", "must:1", "duty:1"):
        tell(town.clerk, key, key)
    assert send_notices() == 1
    assert mail.outbox[0].subject == "must:1"
    assert Notice.objects.filter(user=town.clerk).count() == 3


def test_a_channel_that_is_not_configured_is_off(town, settings):
    reached(town.clerk)
    tell(town.clerk)
    settings.NOTICE_EMAIL_FROM = ""
    assert send_notices() == 0
    assert C.EMAIL not in channels_on()
    settings.NOTICE_SMS_OUTBOX = settings.NOTICE_WECOM_OUTBOX = ""
    client = Client()
    client.force_login(town.clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/notices/channels/").status_code == 404


def test_the_outbox_has_whole_files(town, installed):
    reached(town.clerk, C.SMS, "199 1234 5678")
    tell(town.clerk)
    assert send_notices() == 1
    [file] = (installed / "sms").iterdir()
    assert json.loads(file.read_text(encoding="utf-8")) == [
        {"address": "19912345678", "title": "有急事", "text": "请看"}
    ]


def test_an_outbox_that_cannot_be_written_is_tried_again(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSent):
        OutboxChannel(tmp_path / "file").send([])


# --- Choosing -------------------------------------------------------------------------------------------------------------


def test_addresses_are_sealed(town):
    reached(town.clerk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM orgtree_contactaddress")
        [(stored,)] = cursor.fetchall()
    assert "clerk" not in stored
    assert addresses_of(town.clerk) == {C.EMAIL: "clerk@example.cn"}


@pytest.mark.parametrize(("channel", "address"), [(C.EMAIL, "nobody"), (C.SMS, "123"), (C.WECOM, "字" * 101)])
def test_wrong_addresses_come_back_at_their_field(town, channel, address):
    with refused("address", channel):
        reached(town.clerk, channel, address)


def test_the_page(town):
    client = Client()
    client.force_login(town.clerk, backend="django.contrib.auth.backends.ModelBackend")
    wrong = client.post("/notices/channels/", {"email": "nobody", "sms": "", "wecom": ""})
    assert (wrong.status_code, "请填写正确的邮箱地址" in wrong.content.decode()) == (422, True)
    data = {"email": "clerk@example.cn", "sms": "19912345678", "wecom": "", "unwanted": ["other"]}
    assert client.post("/notices/channels/", data).status_code == 302
    assert addresses_of(town.clerk) == {C.EMAIL: "clerk@example.cn", C.SMS: "19912345678"}
    shown = client.get("/notices/channels/").content.decode()
    assert "clerk@example.cn" in shown
    assert client.post("/notices/channels/", {"email": "", "sms": "", "wecom": ""}).status_code == 302
    assert not ContactAddress.objects.exists()


def test_it_is_in_the_copy_of_ones_data_and_goes_with_the_account(town):
    member = accepted(town.east, town.secretary)
    reached(member.user, unwanted=["other"])
    assert own_section(member).rows == [("电子邮件", "clerk@example.cn"), ("只在平台内", "其他通知")]
    close_account(member_id=member.pk, by=member.user)
    assert not ContactAddress.objects.exists()
    forget_channels(town.clerk)


def test_beat_looks_every_minute():
    [row] = [row for row in app.conf.beat_schedule.values() if row["task"] == tasks.send_notices.name]
    assert row["schedule"] == 60
