"""Clocks that are watched: a reminder in working time before they are due, yellow and red once each with their own moment.

All of one clock is one transaction, so that whoever dies in between has neither told nor marked it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from grids.cases.choices import CaseDeadline, ClockKind
from grids.cases.models import Case, CaseClock, Leg
from grids.cases.models.clocks import Watched
from grids.cases.rules import red_moment
from grids.cases.services.telling import case_page, clerks_of, desk_of, desks_at, leg_page
from orgtree.calendar.services.clocks import clock_of
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.calendar.services.office_hours import Offices
from orgtree.days.rules.working_time import Limit, Unit, WorkingTime
from orgtree.models import Area
from orgtree.notices.services import notify

AHEAD, RED = Limit(4, Unit.HOUR), Limit(3, Unit.WORKDAY)
FAR = timedelta(days=16)  # no reminder lies so long before its due moment, over the longest holiday
NOTHING = timedelta()


class Watch:
    """One round over all clocks of its kinds, with the rules as they stand now. What another subject watches says whose they are."""

    models: tuple[type[Watched], ...] = (CaseClock, Leg)
    loads: tuple[str, ...] = ("case__area", "case__lead")

    def __init__(self, now: datetime | None = None):
        self.now = now or timezone.now()
        self._book, self._offices = DeadlineBook(), Offices()

    def run(self) -> int:
        """Remind, turn yellow, turn red; how many clocks were marked."""
        marked = 0
        for model in self.models:
            marked += self._each(model, self.to_remind(model), self._remind)
            marked += self._each(model, self._late(model).filter(yellow_at__isnull=True), self._turn_yellow)
            marked += self._each(model, self._late(model).filter(red_at__isnull=True), self._turn_red)
        return marked

    def _each(self, model: type[Watched], rows, mark: Callable[[Watched], bool]) -> int:
        return sum(self._one(model, pk, mark) for pk in rows.order_by("pk").values_list("pk", flat=True))

    @transaction.atomic
    def _one(self, model: type[Watched], pk: int, mark: Callable[[Watched], bool]) -> bool:
        rows = model.objects.select_related(*self.loads)
        row = rows.select_for_update(of=("self",), no_key=True, skip_locked=True).filter(pk=pk).first()
        return bool(row) and mark(row)

    def to_remind(self, model: type[Watched]):
        """Those that are due in a while and of which nobody was reminded."""
        return model.objects.running().filter(reminded_at__isnull=True, due_at__gt=self.now, due_at__lte=self.now + FAR)

    def _late(self, model: type[Watched]):
        late = Q(stopped_at__isnull=True, due_at__lt=self.now) | Q(stopped_at__gt=F("due_at"))
        return model.objects.filter(late)

    def place_of(self, row: Watched) -> tuple[Area, datetime]:
        """Where its hours are kept, and since when."""
        return row.case.area, row.case.opened_at

    def _office(self, row: Watched) -> WorkingTime:
        area, since = self.place_of(row)
        return self._offices.at(area, timezone.localdate(since))

    def _rule(self, key: CaseDeadline, row: Watched, usual: Limit) -> Limit:
        return self._book.limit(key, timezone.localdate(self.now), self.place_of(row)[0]) or usual

    def _remind(self, row: Watched) -> bool:
        """Within working time alone: a reminder at night reaches nobody."""
        office = self._office(row)
        if row.reminded_at or office.used(self.now, self.now + timedelta(minutes=1)) == NOTHING:
            return False
        moment = clock_of(row, office).remind_at(self._rule(CaseDeadline.REMIND, row, AHEAD))
        if moment is None or moment > self.now:
            return False
        row.reminded_at = self.now
        row.save(update_fields=["reminded_at"])
        self.tell(row, "即将到期")
        return True

    def _turn_yellow(self, row: Watched) -> bool:
        if row.yellow_at or row.due_at is None:
            return False
        row.yellow_at = row.due_at
        row.save(update_fields=["yellow_at"])
        if not row.stopped_at:  # of one that has stopped nobody needs to hear any more
            self.tell(row, "已超时限（黄牌）")
            self.tell_desk(row)
        return True

    def _turn_red(self, row: Watched) -> bool:
        moment = red_moment(clock_of(row, self._office(row)), self._rule(CaseDeadline.RED, row, RED))
        if row.red_at or moment is None or moment > (row.stopped_at or self.now):
            return False
        row.red_at = moment
        row.save(update_fields=["red_at"])
        if not row.stopped_at:
            self.tell(row, "严重超时限（红牌）")
        return True

    def tell_desk(self, row: Watched) -> None:
        """What nobody signed for comes back to whoever gave it out: to be called about, or given to another."""
        if getattr(row, "kind", "") != ClockKind.SIGN:
            return
        title = f"事项{row.case.number}交办后无人签收"
        people = {*desk_of(row.case), row.leg.given_by_id}
        text = f"{row.leg.institution}到期没有签收，请催办，或撤回后改派"
        notify(users=people, key=f"caseclock:{row.pk}:unsigned", title=title, text=text, url=case_page(row.case))

    def tell(self, row: Watched, words: str) -> None:
        """Those whose turn it is."""
        url = leg_page(_leg_of(row)) if _leg_of(row) else case_page(row.case)
        kind = row.get_kind_display() if isinstance(row, CaseClock) else "办理"
        text = f"{timezone.localtime(row.due_at):%m月%d日 %H:%M}到期"
        key = f"{row._meta.model_name}:{row.pk}:{words}"
        notify(users=people_on(row), key=key, title=f"事项{row.case.number}{kind}{words}", text=text, url=url)


def _leg_of(row: Watched) -> Leg | None:
    return row if isinstance(row, Leg) else row.leg


def people_on(row: Watched) -> set[int]:
    """The accounts whose turn it is: the unit's clerks for its leg, else who handles it, else the desk of the place."""
    if leg := _leg_of(row):
        return set(clerks_of([leg.institution_id]))
    case: Case = row.case
    if getattr(row, "kind", "") == ClockKind.HANDLE and case.handled_by_id:
        return {case.handled_by_id}
    return set(desks_at(case.area))


def watch_clocks(now: datetime | None = None) -> int:
    """One round; how many clocks were marked. Safe to run any number of times, also beside itself."""
    return Watch(now).run()
