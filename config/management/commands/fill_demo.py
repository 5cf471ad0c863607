"""Fill an empty database with the demonstration district."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo_district import Scale, fill_district, is_filled
from config.demo_district.logins import login_table


class Command(BaseCommand):
    help = "Make the demonstration district (洛阳市涧西区); does nothing where it exists."

    def add_arguments(self, parser):
        parser.add_argument("--communities", type=int, default=76, help="how many of the 76 communities")
        parser.add_argument("--members", type=int, default=2000, help="how many invented members (9 to 2,040)")
        parser.add_argument("--logins", action="store_true", help="only print the accounts to sign in with")

    def handle(self, *, communities, members, logins, **options):
        if not getattr(settings, "DEMO_DATA", False):
            raise CommandError("Invented people do not belong among real ones: these settings do not allow demo data.")
        if not logins:
            self._fill(Scale(communities, members, timezone.localdate()))
        elif is_filled():
            self.stdout.write(login_table())
        else:
            self.stdout.write("还没有演示数据：请先运行 fill_demo")

    def _fill(self, scale: Scale) -> None:
        if is_filled():
            self.stdout.write("演示数据已存在，保持不变")
            return
        started = time.monotonic()
        fill_district(scale, say=lambda part: self.stdout.write(f"    {time.monotonic() - started:4.0f} 秒  {part}"))
