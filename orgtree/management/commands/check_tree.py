"""manage.py check_tree"""

from django.core.management.base import BaseCommand, CommandError

from orgtree.models import Area, PartyOrg
from orgtree.services.tree_health import check_trees

SHOWN = 50


class Command(BaseCommand):
    help = "检查区域树和党组织树的每一类损坏；发现损坏时以非零状态退出"

    def handle(self, *args, **options):
        faults = check_trees()
        for model in (Area, PartyOrg):
            self._print(model, faults[model])
        if any(faults.values()):
            raise CommandError("树有损坏，请执行 rebuild_tree 后再次检查")

    def _print(self, model, faults) -> None:
        names = model.objects.in_bulk({fault.id for fault in faults[:SHOWN]})
        for fault in faults[:SHOWN]:
            self.stdout.write(f"{model._meta.verbose_name} {fault.id} {names[fault.id]}：{fault.damage}")
        self.stdout.write(f"{model._meta.verbose_name}树：{f'{len(faults)}处损坏' if faults else '完好'}")
