"""manage.py rebuild_tree"""

import pghistory
from django.core.management.base import BaseCommand

from orgtree.people.services.tree_health import rebuild_trees


class Command(BaseCommand):
    help = "按上级关系重新编排区域树和党组织树；同级顺序不变"

    def handle(self, *args, **options):
        with pghistory.context(command="rebuild_tree"):
            for model, count in rebuild_trees(by=None).items():
                self.stdout.write(f"{model._meta.verbose_name}树：重新编排了{count}个节点")
