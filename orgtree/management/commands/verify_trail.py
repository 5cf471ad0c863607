"""manage.py verify_trail [--root DAY [--digest HEX]]"""

from orgtree.chain.verifying import VerifyCommand
from orgtree.models import TrailRoot
from orgtree.trail.services import inspect_trail


class Command(VerifyCommand):
    help = "核验操作留痕：变更记录、访问记录、办理经过与每晚的留痕摘要逐段核对；发现问题时以非零状态退出"
    root = TrailRoot
    alarm = "操作留痕有{count}处问题，请保留现场，与审计人员联系"

    def inspect(self, *, until, digest):
        found = inspect_trail(until=until, digest=digest)
        return found, f"操作留痕{'有问题' if found else '完好'}"
