"""manage.py import_divisions DIR [--under CODE ...]"""

from pathlib import Path

import pghistory
from django.core.management.base import BaseCommand, CommandError

from orgtree.errors import RuleBroken
from orgtree.tree.services.division_files import read_divisions
from orgtree.tree.services.divisions import DivisionReport, import_divisions

SHOWN = 20


class Command(BaseCommand):
    help = (
        "导入统计用区划代码表（provinces、cities、areas、streets、villages 五个 CSV 文件），可重复执行，不删除任何区域"
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="五个 CSV 文件所在的文件夹")
        parser.add_argument(
            "--under", nargs="+", default=[], metavar="CODE", help="只导入这些代码之下的区划（及其上级）"
        )

    def handle(self, *args, folder: Path, under: list[str], verbosity: int, **options):
        try:
            provinces = read_divisions(folder, under)
            with pghistory.context(command="import_divisions", folder=str(folder), under=under):
                report = import_divisions(provinces=provinces, under=under, by=None, progress=self.stdout.write)
        except RuleBroken as error:
            raise CommandError(error.message) from error
        self._print(report, everything=verbosity > 1)

    def _print(self, report: DivisionReport, *, everything: bool) -> None:
        self._list("变更", report.changed, everything)
        self._list("区划表中已没有（未作改动，请核实后撤销或并入）", report.vanished, everything)
        self.stdout.write(
            f"新增 {report.added}，变更 {len(report.changed)}，未变 {report.unchanged}，消失 {len(report.vanished)}"
        )

    def _list(self, title: str, lines: list[str], everything: bool) -> None:
        shown = len(lines) if everything else SHOWN
        for line in lines[:shown]:
            self.stdout.write(f"{title}：{line}")
        if len(lines) > shown:
            self.stdout.write(f"{title}：……共{len(lines)}个，加 -v 2 全部列出")
