"""manage.py verify_ledger [--root DAY [--digest HEX]]"""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from orgtree.chain import Findings
from volunteers.models import LedgerRoot
from volunteers.points.services.ledger_checks import inspect_ledger

SHOWN = 50


class Command(BaseCommand):
    help = "核验积分账本：逐条核对摘要链、账根与计入分值，指出每个账户第一条有问题的条目；发现问题时以非零状态退出"

    def add_arguments(self, parser):
        parser.add_argument("--root", type=date.fromisoformat, metavar="日期", help="只与这一天及以前的账根核对")
        parser.add_argument("--digest", default="", metavar="摘要", help="这一天留存在外的账根摘要（64位十六进制）")

    def handle(self, *args, root, digest, **options):
        if digest and root is None:
            raise CommandError("请用 --root 写明摘要是哪一天的账根")
        if root and not LedgerRoot.objects.filter(day=root).exists():
            raise CommandError(f"没有{root}的账根")
        found = inspect_ledger(until=root, digest="".join(digest.lower().split()))
        self._print(found)
        if found.faults:
            raise CommandError(f"积分账本有{len(found.faults)}处问题，请停止办理积分并保留现场，与审计人员联系")

    def _print(self, found: Findings) -> None:
        for fault in list(found.faults.values())[:SHOWN]:
            self.stdout.write(str(fault))
        self.stdout.write(f"核对{found.accounts}个账户、{found.entries}条：{'有问题' if found.faults else '完好'}")
        if last := LedgerRoot.objects.first():
            self.stdout.write(f"最近的账根：{last.line()}")
