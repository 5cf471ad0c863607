"""manage.py check_tree"""

from django.core.management.base import BaseCommand, CommandError

from orgtree.models import Area, PartyOrg
from orgtree.people.services.tree_health import check_seats, check_trees, check_units
from orgtree.scope.rules.grants import seats_told
from orgtree.scope.rules.units import MOST_LEVELS

SHOWN = 50


class Command(BaseCommand):
    help = "检查区域树和党组织树的每一类损坏，列出设错区域或单位的岗位、层级过深的单位；树有损坏时以非零状态退出"

    def handle(self, *args, **options):
        faults = check_trees()
        for model in (Area, PartyOrg):
            self._print(model, faults[model])
        self._print_posts(check_seats())
        self._print_units(check_units())
        if any(faults.values()):
            raise CommandError("树有损坏，请执行 rebuild_tree 后再次检查")

    def _print(self, model, faults) -> None:
        names = model.objects.in_bulk({fault.id for fault in faults[:SHOWN]})
        for fault in faults[:SHOWN]:
            self.stdout.write(f"{model._meta.verbose_name} {fault.id} {names[fault.id]}：{fault.damage}")
        self.stdout.write(f"{model._meta.verbose_name}树：{f'{len(faults)}处损坏' if faults else '完好'}")

    def _print_posts(self, posts) -> None:
        for post in posts[:SHOWN]:
            self.stdout.write(f"任职 {post.pk} {post.holder} {post}：应设在{seats_told(post.kind)}")
        self.stdout.write(f"任职：{f'{len(posts)}处设错区域或单位，请免去后重新任命' if posts else '完好'}")

    def _print_units(self, units) -> None:
        for unit in units[:SHOWN]:
            self.stdout.write(f"单位 {unit.pk} {unit}：上级单位成环或超过{MOST_LEVELS}级")
        self.stdout.write(f"单位：{f'{len(units)}个层级过深，请调整上级单位' if units else '完好'}")
