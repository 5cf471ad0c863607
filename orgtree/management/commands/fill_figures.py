"""Fill figures by hand: the periods of today, one period, or all of the last twelve months."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from orgtree.days.rules.periods import Period, periods_holding, recent_periods
from orgtree.figures.services.figures import fill_figures


class Command(BaseCommand):
    help = "汇总指标：默认汇总本月、本季、本年"

    def add_arguments(self, parser):
        parser.add_argument("--period", action="append", help="统计期，如 2026-11、2026Q4、2026，可多次给出")
        parser.add_argument("--all", action="store_true", help="最近十二个月涉及的全部月、季、年")

    def handle(self, *, period, all, **options):
        for one in self.periods(period, everything=all):
            filled = fill_figures(one)
            changed = f"写入{filled.written}条，删除{filled.removed}条"
            self.stdout.write(f"{one.label}：{'已关账，更正' if filled.closed else ''}{changed}")

    def periods(self, slugs, *, everything: bool) -> list[Period]:
        today = timezone.localdate()
        if everything:
            return recent_periods(today)
        try:
            return [Period.parse(slug) for slug in slugs] if slugs else periods_holding(today)
        except (ValueError, IndexError) as error:
            raise CommandError("统计期写法应为 2026-11、2026Q4 或 2026") from error
