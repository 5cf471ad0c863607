from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection

from config.bench import ballots, cases, desk, empty, figures, national, needs, pages, rounds, suites, venues
from config.bench.world import BARE, LARGE, ORDINARY, SERVICES_EACH, build_world
from orgtree.models import Area

# By name, in the order in which they run: what a later one adds does not burden an earlier one.
SUITES = {
    "empty": lambda viewers: empty.empty_database(),
    "month": lambda viewers: figures.month_fill(),
    "board": lambda viewers: suites.board_page(),
    "scope": suites.scope,
    "newest": suites.newest_members,
    "api": suites.api_list,
    "pages": pages.pages,
    "logging": lambda viewers: pages.logging(viewers["community"]),
    "crediting": lambda viewers: desk.crediting(viewers["community"]),
    "confirming": lambda viewers: desk.confirming(viewers["community"]),
    "roster": lambda viewers: desk.roster(viewers["community"]),
    "needs": lambda viewers: needs.matching(viewers["district"]),
    "call-up": lambda viewers: suites.call_up(viewers["district"]),
    "booking": lambda viewers: venues.booking(),
    "cases": lambda viewers: cases.cases(),
    "ballots": lambda viewers: ballots.issuing_and_casting(),
    "rounds": lambda viewers: rounds.composites_and_surveys(),
    "year": lambda viewers: figures.year_fill(),
    "tree": lambda viewers: suites.tree_load(),
    "national": lambda viewers: national.fill_memory(),
}
# Several by one word: what has a goal of its own; 共驻共建 as a whole, its board with all those needs and bookings beside it.
TOGETHER = {
    "goals": ("empty", "month", "needs", "booking", "national"),
    "cocon": ("needs", "booking"),
    "grids": ("cases",),
    "assessments": ("ballots", "rounds"),
}
# What needs the tree alone.
OF_THE_TREE = {"cases", "ballots", "rounds"}


class Command(BaseCommand):
    help = "Benchmarks as ratios against what the database must do at least (make bench)."

    def add_arguments(self, parser):
        parser.add_argument("suites", nargs="*", help=f"only these of: {' '.join((*SUITES, *TOGETHER))}")
        parser.add_argument("--large", action="store_true", help="in a province of 95,000 areas and 5,600,000 services")

    def handle(self, *args, **options):
        asked = options["suites"] or list(SUITES)
        chosen = [name for one in asked for name in TOGETHER.get(one, (one,))]
        if unknown := set(chosen) - SUITES.keys():
            raise CommandError(f"no such suite: {' '.join(sorted(unknown))}; there are {' '.join(SUITES)}")
        call_command("migrate", verbosity=0)
        if Area.objects.exists():
            raise CommandError("bench needs an empty database of its own: run it by `make bench`")
        viewers = {}
        if chosen != ["empty"]:
            size = BARE if set(chosen) <= OF_THE_TREE else LARGE if options["large"] else ORDINARY
            areas, services = size.districts * 5_011, size.members * SERVICES_EACH
            self.stdout.write(f"building {areas:,} areas and {services:,} services …")
            viewers = build_world(size)
        with connection.cursor() as cursor:
            # What the server spends is then all in the process behind our connection, where timing finds it.
            cursor.execute("SET max_parallel_workers_per_gather = 0")
        for name in [name for name in SUITES if name in chosen]:
            for row in SUITES[name](viewers):
                self.stdout.write(str(row))
