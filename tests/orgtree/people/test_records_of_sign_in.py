"""What the record tells of sign-ins, failures and refused acts; who reads it; when it forgets whose and from where."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from orgtree.choices import PostKind, SignInKind
from orgtree.days.rules.months import months_before
from orgtree.declare import registry
from orgtree.models import Erasure, Post, SignInRecord
from orgtree.people.rules import SIGN_INS
from orgtree.people.services.people import appoint, create_user
from tests.orgtree.people.test_sign_in import post
from tests.town import PASSWORD
from volunteers.home.services.retention import due_counts, keep_terms

pytestmark = pytest.mark.django_db
WRONG = "wrong-password-1"


def kinds(**found):
    return list(SignInRecord.objects.filter(**found).order_by("id").values_list("kind", flat=True))


def test_who_came_in_who_did_not_and_from_where(town):
    post(
        Client(),
        "dongyuan",
        WRONG,
        REMOTE_ADDR="203.0.113.7",
        HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Chrome/1",
    )
    post(Client(), "dongyuan", PASSWORD, REMOTE_ADDR="2001:db8::7")
    post(Client(), "nobody", WRONG)
    wrong, entered, unknown = SignInRecord.objects.order_by("id")
    assert (wrong.kind, wrong.about, wrong.text) == (SignInKind.WRONG, town.secretary, "203.0.113.7")
    assert wrong.browser == "安卓设备 · Chrome"
    assert (entered.kind, entered.text, entered.area) == (SignInKind.ENTERED, "2001:db8::7", town.secretary.home)
    assert (unknown.about, unknown.area) == (None, town.east.get_root())
    assert WRONG not in str(list(SignInRecord.objects.values()))


def test_a_locked_account_is_told_of(town):
    for _ in range(6):
        post(Client(), "dongyuan", WRONG)
    assert kinds(about=town.secretary) == ["wrong"] * 4 + ["locked"] * 2


def test_a_page_out_of_reach_and_one_without_right_are_told_of_with_their_number(client, town):
    client.force_login(town.west_secretary)
    assert client.get(f"/board/{town.east.pk}/").status_code == 404
    assert client.get("/desk/audit/").status_code == 403
    assert client.get("/no/such/page/").status_code == 404  # nobody was refused: there is nothing there
    unreached, forbidden = SignInRecord.objects.order_by("id")
    assert (unreached.kind, unreached.place, unreached.row_id) == ("unreached", "/board/<int:area_id>/", town.east.pk)
    assert (forbidden.kind, forbidden.place, forbidden.about) == ("forbidden", "/desk/audit/", town.west_secretary)


def test_what_another_has_to_do_is_told_of(client, town):
    made = appoint(
        holder_id=town.clerk.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.west, beside=True, by=town.admin
    )
    Post.objects.filter(pk=made.pk).update(given_by=town.auditor)
    client.force_login(town.auditor)
    client.post(f"/desk/orgtree/post/{made.pk}/act/confirm/", {})
    assert kinds() == ["second"]
    assert SignInRecord.objects.get().row_id == made.pk


def test_nobody_alters_the_record(town):
    post(Client(), "nobody", WRONG)
    with pytest.raises(DatabaseError), transaction.atomic():
        SignInRecord.objects.update(text="")
    with pytest.raises(DatabaseError), transaction.atomic():
        SignInRecord.objects.all()._raw_delete("default")


def test_each_auditor_reads_on_one_page_what_was_at_the_accounts_of_their_areas(client, town):
    post(Client(), "dongyuan", WRONG, REMOTE_ADDR="203.0.113.7")
    client.force_login(town.auditor)
    page = client.get("/desk/orgtree/signinrecord/").content.decode()
    assert "203.0.113.7" in page
    assert "账号或密码不正确" in page
    client.force_login(town.secretary)
    assert client.get("/desk/orgtree/signinrecord/").status_code == 403


def test_the_person_reads_what_was_at_the_own_account_and_no_other(client, town):
    post(Client(), "dongyuan", WRONG, REMOTE_ADDR="203.0.113.7")
    post(Client(), "xiyuan", WRONG, REMOTE_ADDR="203.0.113.9")
    client.force_login(town.secretary)
    page = client.get("/devices/").content.decode()
    assert "203.0.113.7" in page
    assert "203.0.113.9" not in page


def test_after_its_term_the_record_says_neither_whose_nor_from_where(town):
    today = timezone.localdate()
    first = timezone.localtime().replace(hour=12)
    with time_machine.travel(first, tick=False):
        post(Client(), "dongyuan", WRONG, REMOTE_ADDR="203.0.113.7")
    cut = next(day for day in (today + timedelta(days=n) for n in range(150, 200)) if months_before(day, 6) >= today)
    assert keep_terms(cut - timedelta(days=1))[SIGN_INS] == 0  # control: a day before
    with time_machine.travel(first + (cut - today), tick=False):
        assert registry.deadlines[SIGN_INS].due() == due_counts()[SIGN_INS] == 1
        assert keep_terms()[SIGN_INS] == 1
        assert keep_terms()[SIGN_INS] == 0
    left = SignInRecord.objects.get()
    assert (left.kind, left.about, left.text) == ("wrong", None, "")
    assert Erasure.objects.get().table_name == "orgtree_signinrecord"


def test_a_member_finds_it_in_the_own_copy(member):
    post(Client(), member.phone, WRONG, REMOTE_ADDR="203.0.113.7")
    section = registry.own_data["orgtree.signinrecord"].section(member)
    assert [row[-1] for row in section.rows] == ["203.0.113.7"]
    other = create_user(name="旁人", phone="13900000077", password=PASSWORD, by=None)
    assert kinds(about=other) == []
