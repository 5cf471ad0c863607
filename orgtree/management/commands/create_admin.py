"""manage.py create_admin ACCOUNT [--name NAME] [--area CODE]"""

from getpass import getpass

from django.core.management.base import BaseCommand, CommandError

from orgtree.choices import PostKind
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.people.services.people import create_first_admin


class Command(BaseCommand):
    help = "开通一个在某区域任“系统管理”的账号：安装后的第一个，或急需时再加一个"

    def add_arguments(self, parser):
        parser.add_argument("account", help="账号：小写字母开头，3至40位")
        parser.add_argument("--name", default=PostKind.SYSTEM_ADMIN.label, help="姓名")
        parser.add_argument("--area", help="区域的区划代码；区域树只有一个根时可省略")

    def handle(self, *args, account, name, area, **options):
        try:
            user = create_first_admin(account=account, name=name, area=self.find_area(area), password=self.ask())
        except RuleBroken as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{user.account}: {user.posts.get()}")

    @staticmethod
    def find_area(code):
        areas = Area.objects.filter(code=code) if code else Area.objects.root_nodes()
        if len(areas) != 1:
            raise CommandError("请先导入区划，并用区划代码指明区域，如 --area 410300000000")
        return areas[0]

    @staticmethod
    def ask() -> str:
        """The password, typed twice and not shown."""
        password = getpass("密码：")
        if getpass("再输一次：") != password:
            raise CommandError("两次输入的密码不一致")
        return password
