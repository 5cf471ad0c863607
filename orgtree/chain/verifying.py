"""The base of commands that compare what is written once with its nightly roots: `manage.py verify_… [--root DAY [--digest HEX]]`."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from orgtree.chain.models import LedgerRoot

SHOWN = 50


class VerifyCommand(BaseCommand):
    """A subclass names the table of its roots and says what a look found."""

    root: type[LedgerRoot]
    alarm: str  # what the command fails with; {count} faults

    def add_arguments(self, parser):
        parser.add_argument(
            "--root", type=date.fromisoformat, metavar="日期", help=f"留存在外的是哪一天的{self.root.called}"
        )
        parser.add_argument("--digest", default="", metavar="摘要", help="这一天留存在外的摘要（64位十六进制）")

    def handle(self, *args, root, digest, **options):
        """CommandError when a day has no root, a digest no day, or anything is not what it was."""
        roots = self.root._default_manager
        if digest and root is None:
            raise CommandError(f"请用 --root 写明摘要是哪一天的{self.root.called}")
        if root and not roots.filter(day=root).exists():
            raise CommandError(f"没有{root}的{self.root.called}")
        faults, summary = self.inspect(until=root, digest="".join(digest.lower().split()))
        for words in (*faults[:SHOWN], summary):
            self.stdout.write(words)
        if last := roots.first():
            self.stdout.write(f"最近的{self.root.called}：{last.line()}")
        if faults:
            raise CommandError(self.alarm.format(count=len(faults)))

    def inspect(self, *, until: date | None, digest: str) -> tuple[list[str], str]:
        """A sentence for each fault, and one on the whole look. `digest`: the root of `until` as it was kept elsewhere."""
        raise NotImplementedError
