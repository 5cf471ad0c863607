"""Write docs/acts.md anew from the declared acts."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from orgtree.acts import declared_acts
from orgtree.acts.page import transition_tables


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        Path(settings.BASE_DIR, "docs", "acts.md").write_text(transition_tables(declared_acts()), encoding="utf-8")
