"""manage.py grant_app_role ROLE [--print]"""

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from orgtree.database.app_role import append_only_tables, grant_app_role, role_statements
from orgtree.errors import RuleBroken


class Command(BaseCommand):
    help = "给应用程序使用的数据库角色授权：积分账本各表只能查询和追加。由表的所有者在每次迁移后执行"

    def add_arguments(self, parser):
        parser.add_argument("role", metavar="角色")
        parser.add_argument("--print", action="store_true", dest="only_print", help="只显示语句，不执行")

    def handle(self, *args, role, only_print, **options):
        try:
            if only_print:
                self.stdout.write(";\n".join(role_statements(role)) + ";")
                return
            grant_app_role(role)
        except RuleBroken as broken:
            raise CommandError(broken.message) from broken
        except ProgrammingError as error:
            raise CommandError(f"数据库拒绝授权：{error}") from error
        self.stdout.write(f"{role}已授权；只能查询和追加的表：{'、'.join(append_only_tables())}")
