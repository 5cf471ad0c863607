"""manage.py keep_terms [--dry-run]"""

from django.core.management.base import BaseCommand

from orgtree.declare import registry
from volunteers.home.services.retention import KEYS, due_counts, keep_terms


class Command(BaseCommand):
    help = "清除超过保存期限的个人信息（每晚自动执行）；--dry-run 只报告各项有多少条到期，不作任何改动"

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="只看条数，不清除")

    def handle(self, *args, dry_run, **options):
        counts, verb = (due_counts(), "到期") if dry_run else (keep_terms(), "已清除")
        for key in KEYS:
            self.stdout.write(f"{registry.deadlines[key].label}：{verb}{counts[key]}条")
