from getpass import getpass

from django.core.management.base import BaseCommand, CommandError

from orgtree.choices import PostKind
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.services.people import create_first_admin


class Command(BaseCommand):
    help = "Make an account with the post 系统管理 at an area: the first one of an installation, or one more in need."

    def add_arguments(self, parser):
        parser.add_argument("account", help="account name: a small letter first, 3 to 40 characters")
        parser.add_argument("--name", default=PostKind.SYSTEM_ADMIN.label, help="the person's name")
        parser.add_argument("--area", help="division code of the area; not needed where the tree has one root")

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
            raise CommandError("Name the area by its division code: --area 410300000000. Import the divisions first.")
        return areas[0]

    @staticmethod
    def ask() -> str:
        """The password, typed twice and not shown."""
        password = getpass("Password: ")
        if getpass("Again: ") != password:
            raise CommandError("The two passwords differ.")
        return password
