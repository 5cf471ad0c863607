"""manage.py import_sheets KIND DIR --by ACCOUNT [--say STATEMENT ...] [--write]"""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from orgtree.errors import RuleBroken
from orgtree.imports.services.folders import sheets_in, take_sheet, told
from orgtree.models import User
from orgtree.sheets.declaring import importers


class Command(BaseCommand):
    help = (
        "逐个导入文件夹里的表格（每个文件以区域编号命名，如 370702001001.xlsx）：先检查并报告，加 --write 才写入；"
        "中断后再次执行即接着办，已写入的不重复；每个文件都是一次表格导入，可在“表格导入”中查看、下载错误行和撤销"
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "kind", choices=sorted(importers), metavar="KIND", help="导入内容，如 roster（在职党员名册）"
        )
        parser.add_argument("folder", type=Path, metavar="DIR", help="表格所在的文件夹")
        parser.add_argument("--by", required=True, metavar="ACCOUNT", help="以谁的名义导入：须在这些区域有导入权限")
        parser.add_argument(
            "--say", nargs="*", default=[], metavar="STATEMENT", help="导入前须确认的事项，如 consented"
        )
        parser.add_argument("--write", action="store_true", help="写入检查无误的行")

    def handle(self, *args, kind: str, folder: Path, by: str, say: list[str], write: bool, **options):
        importer, done = importers[kind], Counter()
        if unsaid := [box for box in importer.boxes if box.key not in say]:
            raise CommandError("".join(f"请确认“{box.label}”：加 --say {box.key}" for box in unsaid))
        try:
            user = User.objects.get(account=by)
            sheets = sheets_in(folder, importer, user)
            for number, (path, area) in enumerate(sheets, start=1):
                ticked = dict.fromkeys(say, True)
                job = take_sheet(path, importer=importer, area=area, options=ticked, write=write, by=user)
                self.stdout.write(f"[{number}/{len(sheets)}] {area.code} {area.name} {told(job)}")
                done[job.get_state_display()] += 1
        except User.DoesNotExist as error:
            raise CommandError(f"没有账号 {by}") from error
        except RuleBroken as error:
            raise CommandError(error.message) from error
        self.stdout.write("，".join(f"{state}{number}个" for state, number in done.items()))
