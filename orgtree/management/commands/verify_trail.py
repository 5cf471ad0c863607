"""manage.py verify_trail [--root DAY [--digest HEX]]"""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from orgtree.models import TrailRoot
from orgtree.trail.services import inspect_trail

SHOWN = 50


class Command(BaseCommand):
    help = "核验操作留痕：变更记录、访问记录、办理经过与每晚的留痕摘要逐段核对；发现问题时以非零状态退出"

    def add_arguments(self, parser):
        parser.add_argument("--root", type=date.fromisoformat, metavar="日期", help="留存在外的是哪一天的留痕摘要")
        parser.add_argument("--digest", default="", metavar="摘要", help="这一天留存在外的摘要（64位十六进制）")

    def handle(self, *args, root, digest, **options):
        if digest and root is None:
            raise CommandError("请用 --root 写明摘要是哪一天的")
        if root and not TrailRoot.objects.filter(day=root).exists():
            raise CommandError(f"没有{root}的留痕摘要")
        found = inspect_trail(until=root, digest="".join(digest.lower().split()))
        for words in found[:SHOWN]:
            self.stdout.write(words)
        if last := TrailRoot.objects.first():
            self.stdout.write(f"最近的留痕摘要：{last.line()}")
        if found:
            raise CommandError(f"操作留痕有{len(found)}处问题，请保留现场，与审计人员联系")
        self.stdout.write("操作留痕完好")
