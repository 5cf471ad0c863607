"""Freeze the figures of an ended period."""

from django.core.management.base import BaseCommand, CommandError

from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.figures.services.figures import close_period
from orgtree.models import User
from orgtree.sheets.workbooks import plain


class Command(BaseCommand):
    help = "关账：统计期结束并汇总后冻结其指标，此后的变动记为更正"

    def add_arguments(self, parser):
        parser.add_argument("period", help="统计期，如 2026-10、2026Q3、2025")
        parser.add_argument("--by", required=True, help="关账人账号（须为管辖全部区域的组织部门）")

    def handle(self, *, period, by, **options):
        try:
            closed = close_period(period=Period.parse(period), by=User.objects.get_by_natural_key(by))
        except ValueError as error:
            raise CommandError("统计期写法应为 2026-11、2026Q4 或 2026") from error
        except RuleBroken as error:
            raise CommandError(error.message) from error
        except User.DoesNotExist as error:
            raise CommandError(f"没有账号 {by}") from error
        self.stdout.write(f"{closed.period.label}已关账，数据截至{plain(closed.as_of)}")
