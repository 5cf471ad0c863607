from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from config.bench import suites
from config.bench.world import build_world
from orgtree.models import Area


class Command(BaseCommand):
    help = "Benchmarks as ratios against what the database must do at least (make bench)."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        if Area.objects.exists():
            raise CommandError("bench needs an empty database of its own: run it by `make bench`")
        self.stdout.write("building 50,000 areas and 500,000 services …")
        viewers = build_world()
        for rows in (
            suites.month_fill(),
            suites.board_page(),
            suites.scope(viewers),
            suites.call_up(viewers["district"]),
            suites.tree_load(),
        ):
            for row in rows:
                self.stdout.write(str(row))
