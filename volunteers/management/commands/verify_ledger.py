"""manage.py verify_ledger [--root DAY [--digest HEX]]"""

from orgtree.chain.verifying import VerifyCommand
from volunteers.models import LedgerRoot
from volunteers.points.services.ledger_checks import inspect_ledger


class Command(VerifyCommand):
    help = "核验积分账本：逐条核对摘要链、账根与计入分值，指出每个账户第一条有问题的条目；发现问题时以非零状态退出"
    root = LedgerRoot
    alarm = "积分账本有{count}处问题，请停止办理积分并保留现场，与审计人员联系"

    def inspect(self, *, until, digest):
        found = inspect_ledger(until=until, digest=digest)
        whole = "有问题" if found.faults else "完好"
        return [
            str(fault) for fault in found.faults.values()
        ], f"核对{found.accounts}个账户、{found.entries}条：{whole}"
