"""Fill an empty database with the demonstration district, or go on where a fill was cut short."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo_district import FillRunning, Scale, fill_first, fill_next, is_filled
from config.demo_district.logins import login_table


class Command(BaseCommand):
    help = "Make the demonstration district (洛阳市涧西区), or what is still missing of it."

    def add_arguments(self, parser):
        parser.add_argument("--communities", type=int, default=Scale.communities, help="how many of the 76 communities")
        parser.add_argument("--members", type=int, default=Scale.members, help="how many invented members (9 to 2,040)")
        parser.add_argument("--first", action="store_true", help="only the tree and the first two communities")
        parser.add_argument("--logins", action="store_true", help="only print the accounts to sign in with")

    def handle(self, *, communities, members, first, logins, **options):
        if not getattr(settings, "DEMO_DATA", False):
            raise CommandError("Invented people do not belong among real ones: these settings do not allow demo data.")
        if not logins:
            self._fill(Scale(timezone.localdate(), communities, members), first)
        elif is_filled():
            self.stdout.write(login_table())
        else:
            self.stdout.write("还没有演示数据：请先运行 fill_demo")

    def _fill(self, scale: Scale, first: bool) -> None:
        started = time.monotonic()

        def say(part: str) -> None:
            self.stdout.write(f"    {time.monotonic() - started:4.0f} 秒  {part}")

        try:
            steps = 0
            if not is_filled():
                fill_first(scale, say)
                steps = 1
            while not first and fill_next(scale, say):
                steps += 1
        except FillRunning:
            raise CommandError("另一个进程正在补齐演示数据，请稍后再试") from None
        if not steps:
            self.stdout.write("演示数据已存在，保持不变")
