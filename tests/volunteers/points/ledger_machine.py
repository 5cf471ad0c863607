"""The ledger as a state machine, for hypothesis: all that people may do to points, and what must hold after each step.

It is January, so that services and deeds of the last weeks lie in two years, one of which may be closed.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from orgtree.acts import make, perform, perform_one
from orgtree.errors import RuleBroken
from orgtree.runs import do_run
from tests.town import play_town
from tests.volunteers.people import accepted, at, kind
from tests.volunteers.recognition.test_rewards import reward_in, take, window_at
from volunteers.choices import EntryKind
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import transfer_report_in
from volunteers.models import (
    HourChange,
    MemberYear,
    PointCredit,
    PointEntry,
    Redemption,
    ReportIn,
    Reward,
    RuleSet,
    ServiceRecord,
)
from volunteers.points.rules.points import Entry, credit
from volunteers.points.services.ledger_chain import LEDGER
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.points.services.points import Deed, credit_deeds, reverse_deed
from volunteers.recognition.services.rewards import balance_of, redemptions
from volunteers.service.services.hour_changes import hour_changes
from volunteers.service.services.service_records import confirm_services, reject_services, service_acts, void_service
from volunteers.standing.services.year_closing import start_closing

LAST_YEAR = 2025
TODAY = datetime(LAST_YEAR + 1, 1, 14, 15, 0, tzinfo=timezone.get_default_timezone())
ITEMS = ("G04", "G05", "S07", "N01", "N04")  # deeds beside services: caps by year and month, categories, deductions
KINDS = ("S01", "S02", "S04", "S05")
STARTS, LENGTHS, DAYS = st.integers(6, 20), st.integers(1, 6), st.integers(1, 25)


@dataclass(frozen=True)
class Closed:
    """An account as its year's closing left it, and the deeds that it had then."""

    row: tuple
    deeds: frozenset[int]

    @classmethod
    def look(cls, account: int):
        columns = ("frozen_total", "frozen_hours", "closed_at", "closed_by", "suggested_band")
        deeds = PointEntry.objects.filter(account=account, kind=EntryKind.EARN).values_list("pk", flat=True)
        return cls(MemberYear.objects.values_list(*columns).get(pk=account), frozenset(deeds))


class Ledger(RuleBasedStateMachine):
    """Two members of one community; a desk of two, since nobody decides on what they entered."""

    @initialize()
    def begin(self):
        self.clock = time_machine.travel(TODAY)
        self.clock.start()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.town = play_town()
        self.members = [accepted(self.town.east, self.town.secretary) for _ in range(2)]
        self.reward = reward_in(
            window_at(self.town.east, self.town.secretary), self.town.secretary, stock=50, per_person=9
        )
        self.deeds = 0
        self.days = 0
        self.seen: dict[int, tuple] = {}
        self.closed: dict[int, Closed] = {}

    def teardown(self):
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)
            self.clock.stop()

    # --- What people do ----------------------------------------------------------------------------------------------

    @rule(who=st.integers(0, 1), start=STARTS, length=LENGTHS, days=DAYS, code=st.sampled_from(KINDS))
    def log(self, who, start, length, days, code):
        moments = {"started_at": at(start, days_ago=days), "ended_at": at(start + length / 2, days_ago=days)}
        self.try_to(
            lambda: make(
                service_acts,
                "log",
                member=self.members[who],
                kind=kind(code),
                note="巡查",
                by=self.desk(who),
                **moments,
            )
        )

    @rule(pick=st.integers(0, 50))
    def confirm(self, pick):
        ids = list(ServiceRecord.objects.waiting().values_list("pk", flat=True))
        perform(service_acts, "vouch", ids=ids, by=self.town.street_secretary)  # where it takes two
        for by in (self.town.secretary, self.town.west_secretary):
            confirm_services(record_ids=ids[pick % 3 :], by=by)

    @rule(pick=st.integers(0, 50))
    def reject(self, pick):
        if record := self.chosen(ServiceRecord.objects.waiting(), pick):
            reject_services(record_ids=[record.pk], reason="请写明地点", by=self.town.secretary)

    @rule(pick=st.integers(0, 50))
    def void(self, pick):
        if record := self.chosen(ServiceRecord.objects.confirmed(), pick):
            self.try_to(lambda: void_service(record_id=record.pk, reason="不实", by=self.town.secretary))

    @rule(pick=st.integers(0, 50), start=STARTS, length=LENGTHS, days=DAYS, code=st.sampled_from(KINDS))
    def propose(self, pick, start, length, days, code):
        if record := self.chosen(ServiceRecord.objects.confirmed(), pick):
            moments = {"started_at": at(start, days_ago=days), "ended_at": at(start + length / 2, days_ago=days)}
            by = self.town.street_secretary
            self.try_to(
                lambda: make(hour_changes, "propose", record=record, kind=kind(code), reason="少记了", by=by, **moments)
            )

    @precondition(lambda self: HourChange.objects.waiting().exists())
    @rule(agreed=st.booleans())
    def decide(self, agreed):
        ids = list(HourChange.objects.waiting().values_list("pk", flat=True))
        by = self.town.secretary
        _ = (
            perform(hour_changes, "approve", ids=ids, by=by)
            if agreed
            else perform(hour_changes, "decline", ids=ids, reason="不符", by=by)
        )

    @rule(who=st.integers(0, 1), item=st.sampled_from(ITEMS), days=DAYS, twice=st.booleans())
    def credit(self, who, item, days, twice):
        member = self.members[who]
        self.deeds += 1
        deed = Deed(member.pk, item, Decimal(1), at(9, days_ago=days), member.area, f"machine:{self.deeds}")
        refusal = self.try_to(lambda: credit_deeds(deeds=[deed, deed] if twice else [deed], by=self.town.clerk))
        account = MemberYear.objects.filter(member=member, year=deed.occurred_at.year).first()
        assert refusal == ("year_closed" if account and account.pk in self.closed else None), (
            "a closed year took a deed"
        )

    @precondition(lambda self: self.deeds)
    @rule(pick=st.integers(0, 50))
    def reverse(self, pick):
        reverse_deed(source=f"machine:{1 + pick % self.deeds}", note="登记有误", by=self.town.secretary)

    @rule(who=st.integers(0, 1))
    def move(self, who):
        """The member moves to the neighbour, or back: a new report-in, the same account of points."""
        member = self.members[who]
        spell = ReportIn.objects.live().get(member=member)
        east = spell.community_id == self.town.east.pk
        there, by = (self.town.west, self.town.west_secretary) if east else (self.town.east, self.town.secretary)
        self.try_to(lambda: self.moved(member, there, by))
        member.refresh_from_db()

    def moved(self, member, there, by):
        transfer_report_in(member=member, community=there, residence="阳光小区", by=member.user)
        live = ReportIn.objects.live().get(member=member)
        perform(report_ins, "accept", ids=[live.pk], by=by)

    @rule(who=st.integers(0, 1))
    def redeem(self, who):
        member = self.members[who]
        spent = balance_of(member).spent
        self.try_to(lambda: take(member, self.reward))
        after = balance_of(member)
        assert after.spent == spent or after.left >= 0, "overdraft"

    @rule(pick=st.integers(0, 50))
    def cancel(self, pick):
        if reserved := self.chosen(Redemption.objects.filter(state="reserved"), pick):
            self.try_to(lambda: perform_one(redemptions, "cancel", pk=reserved.pk, by=reserved.member.user))

    @rule()
    def close_year(self):
        """The street closes the year that is over, with all that still waits; later again, for what came after."""
        closing = start_closing(
            area=self.town.street, year=LAST_YEAR, despite_waiting=True, by=self.town.street_secretary
        )
        do_run(closing.pk)
        accounts = MemberYear.objects.filter(year=LAST_YEAR)
        assert all(account.closed_at for account in accounts)
        for account in accounts:
            if account.pk not in self.closed:
                assert account.frozen_total == account.total()
                self.closed[account.pk] = Closed.look(account.pk)

    @rule()
    def night(self):
        self.days += 1
        LEDGER.make_root(at(0, days_ago=-self.days).date())

    # --- What always holds -------------------------------------------------------------------------------------------

    @invariant()
    def the_chain_is_whole_and_the_credits_are_the_rules(self):
        if hasattr(self, "outer"):
            assert inspect_ledger().faults == {}, "the ledger has faults"

    @invariant()
    def balance_is_the_sum_of_what_the_entries_give(self):
        """Reckoned here from the entries alone, by the pure function."""
        if not hasattr(self, "outer"):
            return
        rules = {one.pk: one.as_rules() for one in RuleSet.objects.all()}
        for account in MemberYear.objects.all():
            entries = [
                Entry(e.pk, e.item_code, e.quantity, at_local(e.occurred_at), e.rule_set_id, e.reverses_id)
                for e in account.entries.all()
            ]
            credits = credit(entries, rules)
            assert account.total() == sum((one.credited for one in credits), Decimal(0)), "the total is not the sum"
            assert account.total() <= 120

    @invariant()
    def caps_hold(self):
        if not hasattr(self, "outer"):
            return
        sums: dict = defaultdict(Decimal)
        rows = PointCredit.objects.values_list("entry__account", "entry__item_code", "entry__occurred_at", "credited")
        for account, item, moment, credited in rows:
            sums[account, item[0]] += credited
            if item == "S01":
                sums[account, "day", at_local(moment).date()] += credited
        for key, value in sums.items():
            limit = {"B": 20, "S": 65, "G": 30, "H": 20, "day": 8}.get(key[1])
            assert limit is None or 0 <= value <= limit, (key, value)

    @invariant()
    def what_was_spent_is_what_is_kept(self):
        if not hasattr(self, "outer"):
            return
        for member in self.members:
            kept = Redemption.objects.filter(member=member).exclude(state="cancelled")
            assert balance_of(member).spent == sum((one.points for one in kept), Decimal(0)), (
                "spent is not what is kept"
            )
        assert Reward.objects.with_left().get(pk=self.reward.pk).left >= 0

    @invariant()
    def a_closed_year_stays_as_it_was_closed(self):
        """Only reversals may follow, and they move neither the frozen total nor the hours."""
        if not hasattr(self, "outer"):
            return
        for account, closed in self.closed.items():
            assert Closed.look(account) == closed, "the closed year changed"

    @invariant()
    def what_was_written_stays_and_is_taken_back_once(self):
        if not hasattr(self, "outer"):
            return
        now = {e[0]: e[1:] for e in PointEntry.objects.values_list("pk", "digest", "reverses", "kind")}
        assert {pk: now.get(pk) for pk in self.seen} == self.seen, "what was written changed"
        self.seen = now
        taken_back = [reverses for _, reverses, kind in now.values() if kind == EntryKind.REVERSE]
        assert len(taken_back) == len(set(taken_back))

    @invariant()
    def a_record_counts_exactly_as_it_stands(self):
        """A confirmed record has one entry that is not taken back; any other has none. In a closed year it may have none."""
        if not hasattr(self, "outer"):
            return
        for record in ServiceRecord.objects.all():
            standing = PointEntry.objects.filter(
                source__regex=rf"^service:{record.pk}(:\d+)?$", reversal__isnull=True
            ).values_list("source", flat=True)
            closed = any((record.member_id, record.served_on.year) == key for key in self.closed_years())
            wanted = [record.source] if record.state == "confirmed" else []
            assert list(standing) == wanted or (closed and not standing), "a record does not count as it stands"

    # --- Helpers -----------------------------------------------------------------------------------------------------

    def closed_years(self):
        return list(MemberYear.objects.filter(pk__in=self.closed).values_list("member", "year"))

    def desk(self, who):
        east = self.members[who].area.name.startswith("东园")
        return self.town.clerk if east else self.town.street_secretary

    @staticmethod
    def chosen(rows, pick):
        found = list(rows.order_by("pk"))
        return found[pick % len(found)] if found else None

    @staticmethod
    def try_to(act):
        """The code of the refusal, or None; nothing may have changed by what was refused, which the invariants see."""
        try:
            with transaction.atomic():
                act()
        except RuleBroken as refusal:
            return refusal.code
        return None


def at_local(moment):
    return moment.astimezone(at(0).tzinfo)
