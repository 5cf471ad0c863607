"""Wishes of residents: no names in them, one claimer, an end confirmed by another person, one credit."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cocon.choices import WishState
from cocon.models import Wish
from cocon.wishes.services import wishes as services
from cocon.wishes.services.phones import phone_of_wish, purge_wish_phones
from orgtree.acts import engine, make, perform_one
from orgtree.choices import JobState
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.models import AccessLog, ActStep, Notice
from orgtree.text.rules.scanner import found_in
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.people import accepted, logged
from tests.volunteers.refusals import refused
from tests.volunteers.test_races import at_once
from volunteers.declare import account_closing
from volunteers.home.services.account_closing import close_account
from volunteers.home.services.own_data import own_data
from volunteers.models import PointEntry
from volunteers.service.services.service_records import confirm_services

PHONE = "13900001234"


def wish(town, **changes) -> Wish:
    details = {
        "area": town.east,
        "title": "换楼道灯泡",
        "need": "灯坏了，老人晚上不便",
        "kind": "repair",
        "by": town.clerk,
    }
    return make(services.wishes, "enter", **details | changes).row


def claimed(town, member, **changes) -> Wish:
    return perform_one(services.wishes, "claim", pk=wish(town, **changes).pk, by=member.user)


def fulfilled(town, member, **changes) -> Wish:
    held = claimed(town, member, **changes)
    return perform_one(services.wishes, "fulfil", pk=held.pk, outcome="已换好", by=member.user)


def text(reply) -> str:
    return reply.content.decode()


# --- Words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "private"),
    [
        ("请联系13800000000", True),
        ("电话 138 0000 0000", True),
        ("电话0379-64901234", True),
        ("证号41030519500101002X", True),
        ("证号４１０３０５１９５００１０１００２１", True),
        ("3号楼2单元501有灯坏了", True),
        ("3号楼302室", True),
        ("换一个40瓦的灯泡，楼道3层", False),
        ("2026年春节前要10副春联", False),
        ("帮120户打扫", False),
    ],
)
def test_what_reads_as_somebody(words, private):
    assert bool(found_in(words)) is private


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["title", "need"])
def test_a_wish_does_not_say_whose_it_is(town, field):
    with refused("words_private", field):
        wish(town, **{field: "找李大爷 13800000000"})
    with refused(f"{field}_missing", field):
        wish(town, **{field: "  "})
    assert wish(town, **{field: "换灯泡"}).state == WishState.OPEN  # control


# --- Steps ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
class TestSteps:
    def test_from_the_desk_to_the_credit(self, town, member):
        held = claimed(town, member)
        assert held.due_on == timezone.localdate() + timedelta(days=14)
        perform_one(services.wishes, "fulfil", pk=held.pk, outcome="已换好", by=member.user)
        done = perform_one(services.wishes, "close", pk=held.pk, by=town.clerk)
        assert (done.state, done.closed_by) == (WishState.CLOSED, town.clerk)
        entry = PointEntry.objects.get(source=f"wish:{held.pk}")
        assert (entry.item_code, entry.credit.credited) == ("S07", 4)
        with refused("wrong_state"):
            perform_one(services.wishes, "close", pk=held.pk, by=town.secretary)
        assert PointEntry.objects.filter(item_code="S07").count() == 1

    def test_only_desks_enter_and_confirm_and_nobody_their_own(self, town, member):
        with refused("not_found", "area"):
            wish(town, by=town.west_secretary)
        done = fulfilled(town, member)
        with refused("not_found"):
            perform_one(services.wishes, "close", pk=done.pk, by=town.west_secretary)
        with refused("not_found"):
            perform_one(services.wishes, "close", pk=done.pk, by=member.user)
        Wish.objects.filter(pk=done.pk).update(claimed_by=accepted_as(town.clerk, town))
        with refused("own_record"):
            perform_one(services.wishes, "close", pk=done.pk, by=town.clerk)
        assert perform_one(services.wishes, "close", pk=done.pk, by=town.secretary).state == WishState.CLOSED  # control

    def test_a_claim_is_for_neighbours_on_the_roll(self, town, member):
        far = accepted(town.west, town.west_secretary)
        with refused("not_found"):
            perform_one(services.wishes, "claim", pk=wish(town).pk, by=far.user)
        with refused("not_found"):
            perform_one(services.wishes, "claim", pk=wish(town).pk, by=far.user)
        assert claimed(town, member).claimed_by == member  # control

    def test_nobody_collects_wishes(self, town, member):
        for _ in range(3):
            claimed(town, member)
        with refused("wishes_held"):
            claimed(town, member)
        perform_one(services.wishes, "give_back", pk=Wish.objects.filter(claimed_by=member).first().pk, by=member.user)
        assert claimed(town, member)

    def test_overdue_without_a_word_goes_back_with_a_notice(self, town, member):
        held, patient = claimed(town, member), claimed(town, member, title="另一件")
        Wish.objects.update(due_on=timezone.localdate() - timedelta(days=1))
        perform_one(services.wishes, "more_time", pk=patient.pk, word="灯泡还在路上", by=member.user)
        assert services.return_overdue_wishes(today=timezone.localdate()) == 1
        held.refresh_from_db()
        patient.refresh_from_db()
        assert (held.state, held.claimed_by, patient.state) == (WishState.OPEN, None, WishState.CLAIMED)
        told = Notice.objects.filter(title__contains="超过期限未办理")
        assert {notice.user_id for notice in told} == {member.user_id, town.clerk.pk}
        assert services.return_overdue_wishes(today=timezone.localdate()) == 0
        with refused("more_time_once"):
            perform_one(services.wishes, "more_time", pk=patient.pk, word="再等等", by=member.user)

    def test_sent_back_and_done_again(self, town, member):
        done = fulfilled(town, member)
        back = perform_one(services.wishes, "send_back", pk=done.pk, reason="请说明换在哪一层", by=town.clerk)
        assert (back.state, back.claimed_by) == (WishState.CLAIMED, member)
        again = perform_one(services.wishes, "fulfil", pk=done.pk, outcome="三层已换好", by=member.user)
        assert (again.state, again.reason) == (WishState.FULFILLED, "")

    def test_cancelled_frees_the_claimer(self, town, member):
        held = claimed(town, member)
        gone = perform_one(services.wishes, "cancel", pk=held.pk, reason="居民已自行解决", by=town.clerk)
        assert (gone.state, gone.claimed_by) == (WishState.CANCELLED, None)
        assert Notice.objects.filter(user=member.user, title__contains="已取消", step__reason="居民已自行解决").exists()

    def test_words_are_not_changed_under_a_claimer(self, town, member):
        held = claimed(town, member)
        with refused("wrong_state"):
            perform_one(services.wishes, "edit", pk=held.pk, title="换水管", by=town.clerk)


def accepted_as(user, town):
    """A member whose account is that of a member of staff."""
    person = accepted(town.east, town.secretary)
    person.user = user
    person.save()
    return person


# --- Phone ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_number_is_for_the_claimer_alone_and_each_look_is_recorded(town, member):
    other, held = accepted(town.east, town.secretary), claimed(town, member, phone=PHONE)
    with refused("not_found"):
        phone_of_wish(wish_id=held.pk, by=other.user)
    assert phone_of_wish(wish_id=held.pk, by=member.user) == PHONE
    assert AccessLog.objects.filter(actor=member.user, action="reveal").count() == 1
    perform_one(services.wishes, "fulfil", pk=held.pk, outcome="已换好", by=member.user)
    with refused("not_found"):
        phone_of_wish(wish_id=held.pk, by=member.user)


@pytest.mark.django_db
def test_the_number_is_sealed_and_forgotten(town, member):
    done = fulfilled(town, member, phone=PHONE)
    perform_one(services.wishes, "close", pk=done.pk, by=town.clerk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM cocon_wish")
        assert PHONE not in cursor.fetchone()[0]
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'cocon_wishevent'")
        assert "phone" not in {name for (name,) in cursor.fetchall()}
    today = timezone.localdate()
    assert purge_wish_phones(today=today) == 0
    Wish.objects.update(closed_at=timezone.now() - timedelta(days=181))
    assert purge_wish_phones(today=today) == 1
    done.refresh_from_db()
    assert done.phone == ""


# --- Figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_good_deeds_are_those_of_services_and_fulfilled_wishes(town, member):
    record = logged(member, days_ago=0, start=0, end=0.5, good_deeds=3) if timezone.localtime().hour >= 1 else None
    perform_one(services.wishes, "close", pk=fulfilled(town, member).pk, by=town.clerk)
    fulfilled(town, member, title="还没核实的")
    if record:
        confirm_services(record_ids=[record.pk], by=town.clerk)
    window = Window(Period.parse(f"{timezone.localdate():%Y-%m}"), timezone.now() + timedelta(minutes=1))
    figures = registry.figures
    assert figures["volunteers.wishes_fulfilled"].counted(window).count() == 1
    in_services = figures["volunteers.good_deeds_in_services"].counted(window)
    assert sum(row.good_deeds for row in in_services) == (3 if record else 0)
    assert figures["volunteers.good_deeds"].formula(3, 1) == 4


# --- Pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
class TestPages:
    def test_a_member_claims_calls_and_reports(self, town, own, member):
        shown = wish(town, phone=PHONE)
        assert shown.title in text(own.get(reverse("member-wishes")))
        page = text(own.post(reverse("member-wish-act", args=[shown.pk, "claim"]), follow=True))
        assert "已认领" in page
        assert PHONE not in page
        assert PHONE in text(own.post(reverse("member-wish-phone", args=[shown.pk])))
        fulfil = reverse("member-wish-act", args=[shown.pk, "fulfil"])
        assert "请填写实现情况" in text(own.post(fulfil, {"outcome": ""}))
        page = text(own.post(fulfil, {"outcome": "交给13800000000的王大爷了"}))
        assert "像是有手机号" in page
        assert "13800000000的王大爷" in page  # what was typed is kept
        own.post(fulfil, {"outcome": "已换好"})
        shown.refresh_from_db()
        assert shown.state == WishState.FULFILLED

    def test_what_somebody_else_holds_is_not_shown(self, town, own, member):
        held = claimed(town, accepted(town.east, town.secretary))
        assert own.get(reverse("member-wish", args=[held.pk])).status_code == 404
        assert "被别人认领" in text(own.post(reverse("member-wish-act", args=[held.pk, "claim"]), follow=True))

    def test_the_list_costs_the_same_for_many(self, town, own):
        def cost():
            with CaptureQueriesContext(connection) as asked:
                assert own.get(reverse("member-wishes")).status_code == 200
            return len(asked)

        wish(town)
        cost()
        before = cost()
        for number in range(6):
            wish(town, title=f"第{number}件")
        assert cost() == before

    def test_the_desk_enters_and_confirms(self, town, member, client):
        client.force_login(town.clerk)
        form = {"area": town.east.pk, "title": "换灯", "need": "找13800000000", "kind": "repair", "people_helped": 6}
        assert "像是有手机号" in text(client.post("/desk/cocon/wish/add/", form | {"phone": ""}))
        client.post("/desk/cocon/wish/add/", form | {"need": "灯坏了", "phone": PHONE})
        shown = Wish.objects.get()
        page = text(client.get(f"/desk/cocon/wish/{shown.pk}/change/"))
        assert PHONE not in page
        perform_one(services.wishes, "claim", pk=shown.pk, by=member.user)
        perform_one(services.wishes, "fulfil", pk=shown.pk, outcome="已换好", by=member.user)
        assert "待核实微心愿" in text(client.get("/desk/"))
        client.post(f"/desk/cocon/wish/{shown.pk}/act/close/")
        shown.refresh_from_db()
        assert shown.state == WishState.CLOSED

    def test_the_api_within_scope_and_without_numbers(self, town, member, client):
        held = claimed(town, member, phone=PHONE)
        client.force_login(town.clerk)
        reply = client.get("/api/v1/wishes/")
        assert reply.json()["results"][0]["title"] == held.title
        assert PHONE not in text(reply)
        client.force_login(town.west_secretary)
        assert client.get("/api/v1/wishes/").json()["results"] == []
        client.force_login(member.user)  # control: one's own
        assert client.get(f"/api/v1/wishes/{held.pk}/").status_code == 200

    def test_a_sheet_of_wishes(self, town):
        header = ["心愿", "需求说明", "类别", "帮助人数", "联系电话"]

        def check(*rows):
            file = upload(workbook([header, *rows]))
            job = imports.upload_import(importer="wishes", area=town.east, file=file, options={}, by=town.clerk)
            imports.check_import(job.pk)
            job.refresh_from_db()
            return job

        good = ["换灯", "楼道灯坏了", "维修安装", "6", PHONE]
        bad = check(["换灯", "找13800000000", "维修", "0", ""])
        assert {error["column"] for error in bad.errors} == {"需求说明"}
        bad = check(["换灯", "楼道灯坏了", "维修", "0", ""])
        assert {error["column"] for error in bad.errors} == {"类别", "帮助人数"}
        for _ in range(2):
            job = check(good)
            assert job.state == JobState.READY, job.errors
            perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
            imports.apply_import(job.pk)
        assert Wish.objects.get().phone == PHONE


# --- Races ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def calls(self, town):
        shown, people = wish(town), [accepted(town.east, town.secretary) for _ in range(2)]
        return shown, [
            lambda who=who: perform_one(services.wishes, "claim", pk=shown.pk, by=who.user) for who in people
        ]

    def test_two_claims_at_once_are_one(self, committed_town):
        _, calls = self.calls(committed_town)
        results = at_once(*calls)
        assert sum(result in {"wrong_state", "not_found"} for result in results) == 1
        assert Notice.objects.filter(title__contains="已有人认领").count() == 1

    def test_control_without_the_lock_both_believe_it_theirs(self, committed_town, monkeypatch):
        both_read = threading.Barrier(2)

        def unlocked(acts, pk):
            found = Wish.objects.get(pk=pk)
            both_read.wait(10)
            return found

        monkeypatch.setattr(engine, "_lock_one", unlocked)
        _, calls = self.calls(committed_town)
        assert all(isinstance(result, Wish) for result in at_once(*calls))


# --- What was said to whom --------------------------------------------------------------------------------------------


def reasons_in_copy(member) -> list[str]:
    return [row["原因"] for row in own_data(member)["办理经过"] if row["原因"]]


def test_what_was_said_to_an_earlier_claimer_stays_theirs(town, member):
    """A wish changes hands: the reason is in the copy of whom it was said to, not of who holds the wish now, and goes with them."""
    done, second = fulfilled(town, member), accepted(town.east, town.secretary)
    perform_one(services.wishes, "send_back", pk=done.pk, reason="请补充照片", by=town.clerk)
    perform_one(services.wishes, "give_back", pk=done.pk, by=member.user)
    perform_one(services.wishes, "claim", pk=done.pk, by=second.user)
    assert (reasons_in_copy(member), reasons_in_copy(second)) == (["请补充照片"], [])
    close_account(member_id=member.pk, by=member.user)
    assert not ActStep.objects.filter(reason="请补充照片").exists()


def test_a_wish_of_who_is_gone_is_open_at_once(town, member, monkeypatch):
    """What was reported stays with the community to confirm; the desk is told of the other."""
    held, told_done = claimed(town, member), fulfilled(town, member, title="修门锁")
    close_account(member_id=member.pk, by=member.user)
    held.refresh_from_db()
    told_done.refresh_from_db()
    assert (held.state, held.claimed_by, told_done.state) == (WishState.OPEN, None, WishState.FULFILLED)
    assert Notice.objects.filter(user=town.clerk, title__contains="已注销账号").count() == 1
    other = accepted(town.east, town.secretary)
    again = perform_one(services.wishes, "claim", pk=held.pk, by=other.user)
    monkeypatch.delitem(account_closing.acts, "cocon.wishes")  # control: it is this that opens it
    close_account(member_id=other.pk, by=other.user)
    again.refresh_from_db()
    assert again.state == WishState.CLAIMED
