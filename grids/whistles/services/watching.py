"""The clocks of whistles are watched as those of cases: yellow and red once each, and the street hears of what a department let pass."""

from datetime import datetime

from django.utils import timezone

from grids.cases.services.watching import Watch
from grids.whistles.choices import StepKind
from grids.whistles.models import WhistleClock
from grids.whistles.services.reach import clerks_of, leg_page, whistle_page
from orgtree.models import Area
from orgtree.notices.services import notify


class WhistleWatch(Watch):
    """One round over the steps of all departments. The steps of hours begin with the whistle, of which they were just told: reminded is of the last alone."""

    models = (WhistleClock,)
    loads = ("leg__whistle__case__area", "leg__unit")

    def to_remind(self, model: type[WhistleClock]):
        """Those of the work."""
        return super().to_remind(model).filter(kind=StepKind.RESULT)

    def place_of(self, row: WhistleClock) -> tuple[Area, datetime]:
        return row.leg.whistle.case.area, row.leg.called_at

    def tell(self, row: WhistleClock, words: str) -> None:
        """The department."""
        title = f"吹哨{row.get_kind_display()}{words}：事项{row.leg.whistle.case.number}"
        text = f"{timezone.localtime(row.due_at):%m月%d日 %H:%M}到期"
        people = clerks_of([row.leg.unit_id])
        notify(users=people, key=f"whistleclock:{row.pk}:{words}", title=title, text=text, url=leg_page(row.leg))

    def tell_desk(self, row: WhistleClock) -> None:
        """Whoever asked for the whistle and whoever approved it: to call the department."""
        whistle = row.leg.whistle
        title = f"{row.leg.unit}没有按时{row.get_kind_display()}：事项{whistle.case.number}"
        people = {pk for pk in (whistle.asked_by_id, whistle.approved_by_id) if pk}
        text = f"吹哨{row.get_kind_display()}已超时限（黄牌），请催办"
        notify(users=people, key=f"whistleclock:{row.pk}:street", title=title, text=text, url=whistle_page(whistle))


def watch_whistles(now: datetime | None = None) -> int:
    """One round; how many clocks were marked. Safe to run any number of times, also beside itself."""
    return WhistleWatch(now).run()
