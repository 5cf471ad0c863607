"""A draft of the rules tried on a past year: who would move, by how much, across which band. The ledger is only read."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from orgtree.acts import Act, Acts, declare_acts, note_first
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.runs import Running, start_run
from volunteers.members.models.member import Member
from volunteers.points.choices import Band, PointUnit
from volunteers.points.models.points import MemberYear, PointCredit, PointEntry, RuleSet
from volunteers.points.rules.points import Entry, Rules, credit
from volunteers.points.services.rule_sets import RuleBook
from volunteers.standing.models.closing import DryRun
from volunteers.standing.rules.years import suggested_band

BATCH = 200
ZERO = Decimal(0)


@transaction.atomic
def start_dry_run(*, rule_set: RuleSet, area: Area, year: int, by) -> DryRun:
    """The order to try a draft on a year of an area. Raises RuleBroken: `not_found`, `published`, `area`, `year`."""
    if rule_set.area is None or not by.holds_at(P.RULES_EDIT, rule_set.area):
        raise not_found("规则", field="rule_set")
    if rule_set.published_at:
        raise RuleBroken("published", "只能试算还没有发布的草稿", field="rule_set")
    if not area.is_descendant_of(rule_set.area, include_self=True):
        raise RuleBroken("area", "试算区域应在规则的适用区域之内", field="area")
    if not 2000 <= year <= timezone.localdate().year:
        raise RuleBroken("year", "请填写过去的年度", field="year")
    run = start_run(DryRun(rule_set=rule_set, area=area, year=year, created_by=by))
    note_first(dry_runs, "start", run, by=by)
    return run


def try_rules(running: Running) -> None:
    """The work of a run: in batches that only read; the result is kept at the end."""
    run = DryRun.objects.select_related("area", "rule_set").get(pk=running.pk)
    accounts = list(
        MemberYear.objects.within(run.area).filter(year=run.year).order_by("pk").values_list("pk", flat=True)
    )
    running.report(0, total=len(accounts))
    trial, moves = _Trial(run), []
    for start in range(0, len(accounts), BATCH):
        batch = accounts[start : start + BATCH]
        moves += trial.moves(batch)
        running.report(start + len(batch))
    DryRun.objects.filter(pk=run.pk).update(result=trial.result(moves))


def _entries(account_ids: list[int]) -> dict[int, list[PointEntry]]:
    by_account = defaultdict(list)
    for entry in PointEntry.objects.filter(account__in=account_ids):
        by_account[entry.account_id].append(entry)
    return by_account


class _Trial:
    """One draft against what was credited."""

    def __init__(self, run: DryRun):
        self.run, self.book = run, RuleBook()
        self.rules: Rules = run.rule_set.as_rules()
        self.last_day = date(run.year, 12, 31)

    def moves(self, account_ids: list[int]) -> list[tuple]:
        """(member, before, after, band before, band after) of each account."""
        accounts = MemberYear.objects.filter(pk__in=account_ids).select_related("member__area").in_bulk()
        before = dict(
            PointCredit.objects.filter(entry__account__in=account_ids)
            .values_list("entry__account")
            .annotate(total=Sum("credited"))
        )
        entries = _entries(account_ids)
        return [
            self._move(accounts[pk], before.get(pk, ZERO), self._total(entries.get(pk, [])))
            for pk in account_ids
            if not accounts[pk].exempt_reason
        ]

    def _move(self, account: MemberYear, before: Decimal, after: Decimal) -> tuple:
        marks = self.book.set_for(account.member.area, self.last_day).marks
        new_marks = self.run.rule_set.marks
        return (account.member_id, before, after, suggested_band(before, marks), suggested_band(after, new_marks))

    def _total(self, entries: list[PointEntry]) -> Decimal:
        """What the draft would have credited; a deed whose item or level it no longer has earns nothing."""
        tried = [self._tried(entry) for entry in entries if self._knows(entry)]
        return sum((one.credited for one in credit(tried, {self.run.rule_set_id: self.rules})), ZERO)

    def _knows(self, entry: PointEntry) -> bool:
        item = self.rules.items.get(entry.item_code)
        return item is not None and (item.unit != PointUnit.LEVEL or entry.quantity <= len(item.tiers))

    def _tried(self, entry: PointEntry) -> Entry:
        moment = timezone.localtime(entry.occurred_at)
        return Entry(entry.pk, entry.item_code, entry.quantity, moment, self.run.rule_set_id, entry.reverses_id)

    @staticmethod
    def result(moves: list[tuple]) -> dict:
        """Bands before and after, and the moves of those whose points or band change, the largest change first."""
        moved = (move for move in moves if move[1] != move[2] or move[3] != move[4])
        changed = sorted(moved, key=lambda move: -abs(move[2] - move[1]))
        return {
            "people": len(moves),
            "before": {band: Counter(move[3] for move in moves)[band] for band in Band.values},
            "after": {band: Counter(move[4] for move in moves)[band] for band in Band.values},
            "moves": [[member, str(old), str(new), was, now] for member, old, new, was, now in changed],
        }


def named_moves(run: DryRun, user) -> list[tuple]:
    """(member, before, after, band before, band after) for those whose points the viewer may see, by name."""
    moves = run.result.get("moves", [])
    reach = Member.objects.allowed(user, P.POINTS_VIEW).select_related("area").in_bulk([move[0] for move in moves])
    return [
        (reach[member], Decimal(old), Decimal(new), Band(was).label, Band(now).label)
        for member, old, new, was, now in moves
        if member in reach
    ]


# What its owner may do to a run is declared of runs.
dry_runs = declare_acts(
    Acts(
        DryRun,
        loads=("area",),
        called="试算",
        acts=(
            Act("start", "开始试算", "开始", frozenset(), RunState.QUEUED, permission=P.RULES_EDIT, by_form=True),
            Act(
                "delete",
                "删除",
                "删除",
                frozenset(RunState),
                None,
                leads="（删除）",
                permission=P.RULES_EDIT,
                removes=True,
                done="已删除这次试算。",
                hint="删除这次试算的结果；规则和积分不受影响。",
                icon="delete",
            ),
        ),
    )
)
