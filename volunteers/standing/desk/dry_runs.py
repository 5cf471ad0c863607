"""The dry run of a draft of rules on the desk: what it would have made of a past year, and of whom."""

from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.looks.services.access import record_rows
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook
from orgtree.text.rules.numbers import plain
from orgtree.web.downloads import workbook_reply
from volunteers.points.choices import Band
from volunteers.points.models.points import RuleSet
from volunteers.standing.desk.closings import year_field
from volunteers.standing.lists import dry_run_list
from volunteers.standing.models.closing import DryRun
from volunteers.standing.services import dry_runs

MOVES_SHOWN = 50


class DryRunForm(ServiceForm):
    """Which draft on which year of which area."""

    year = year_field()

    class Meta:
        model = DryRun
        fields = ("rule_set", "area", "year")
        help_texts = {"area": "在规则的适用区域之内"}


@admin.register(DryRun)
class DryRunAdmin(ScopedAdmin):
    """What a draft would have made of a past year; the ledger is only read."""

    acts = dry_runs.dry_runs
    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    related_permissions = {"area": P.RULES_EDIT}
    form = DryRunForm
    add_label = "开始试算"
    add_hint = "用还没有发布的草稿把过去一年重新算一遍，看谁的积分、等次会变。只供参考，不改动任何积分。"
    empty_hint = "规则的草稿在发布以前可以在这里试算：看按草稿，去年谁的积分、等次会变。由能修改规则的组织部门办理。"
    menu_place = "settings"
    tab_position = 45
    listing = dry_run_list
    readonly_fields = ("state_shown", "progress_shown", "bands_shown", "moved_shown", "names_shown")

    def get_fields(self, request, obj=None):
        if obj is None:
            return DryRunForm.Meta.fields
        about = ("state_shown", "rule_set", "area", "year", "progress_shown", "created_by", "created_at")
        return (*about, "bands_shown", "moved_shown", "names_shown")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "rule_set":
            kept = self.rows_for(DryRun._meta.get_field("area"), request)
            kwargs["queryset"] = RuleSet.objects.filter(published_at__isnull=True, area__in=kept)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @does(dry_runs.dry_runs, "start")
    def save_by_service(self, request, obj, form, change):
        return dry_runs.start_dry_run(**form.cleaned_data, by=request.user)

    def get_object(self, request, object_id, from_field=None):
        run = super().get_object(request, object_id, from_field)
        if run is not None:
            run.viewer = request.user  # whose eyes decide which names are shown
        return run

    def object_links(self, request, obj):
        if obj.state != RunState.DONE:
            return []
        return [("下载试算结果（.xlsx）", reverse("admin:volunteers_dryrun_xlsx", args=[obj.pk]), "download")]

    def get_urls(self):
        xlsx = path("<int:pk>/moves.xlsx", self.admin_site.admin_view(self.xlsx_view), name="volunteers_dryrun_xlsx")
        return [xlsx, *super().get_urls()]

    def xlsx_view(self, request, pk: int):
        run = self.get_object(request, str(pk))
        if run is None or not run.result:  # not done yet: there is no link to it either
            raise Http404
        named = dry_runs.named_moves(run, request.user)
        subject, people = f"规则试算结果（编号{run.pk}）", [move[0] for move in named]
        record_rows(request.user, people, subject=subject, area=run.area)
        return workbook_reply(write_workbook(_sheets(run, named)), f"{run.area.name}{run.year}年规则试算.xlsx")

    def row_title(self, obj) -> str:
        return f"{obj.rule_set}试算{obj.area}{obj.year}年"

    @display(description="等次分布")
    def bands_shown(self, run):
        if not run.result:
            return "试算完成后显示"
        before, after = run.result["before"], run.result["after"]
        rows = [(Band(code).label, before[code], after[code], after[code] - before[code]) for code in Band.values]
        lines = format_html_join(
            "", "<tr><th>{}</th><td>{}人</td><td>{}人</td><td>{}</td></tr>",
            [(label, old, new, f"{change:+}人" if change else "不变") for label, old, new, change in rows],
        )  # fmt: skip
        return _table(("等次", "现行规则", "草稿", "变化"), lines)

    @display(description="积分变化")
    def moved_shown(self, run):
        if not run.result:
            return "试算完成后显示"
        moves = run.result["moves"]
        points = sum(old != new for _, old, new, _, _ in moves)
        across = sum(was != now for *_, was, now in moves)
        return f"{run.result['people']}人中，{points}人积分变化，{across}人等次变化"

    @display(description="变化名单")
    def names_shown(self, run):
        if not run.result:
            return "试算完成后显示"
        if not run.result["moves"]:
            return "没有人的积分或等次会变化"
        named = dry_runs.named_moves(run, run.viewer)
        if not named:
            return "您不能查看这些人的积分，只显示人数"
        rows = [(member, plain(old), plain(new), _moved(old, new), was, now) for member, old, new, was, now in named]
        lines = format_html_join(
            "", "<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>", rows[:MOVES_SHOWN]
        )
        more = f"另有{len(rows) - MOVES_SHOWN}人，见下载的表格" if len(rows) > MOVES_SHOWN else ""
        return format_html(
            "{}{}", _table(("姓名", "现行积分", "草稿积分", "变化", "现行等次", "草稿等次"), lines), more
        )


def _moved(old, new) -> str:
    return f"{'+' if new > old else '−'}{plain(abs(new - old))}" if new != old else "不变"


def _table(headings, lines):
    """A table of our own on the page of the run."""
    head = format_html_join("", "<th>{}</th>", [(one,) for one in headings])
    return format_html('<table class="plain-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, lines)


def _sheets(run: DryRun, named: list[tuple]) -> list[Sheet]:
    about = f"{run.area.path_label()}　{run.year}年　试算规则：{run.rule_set}。只供参考，未改动任何积分。"
    spread = [[label, run.result["before"][code], run.result["after"][code]] for code, label in Band.choices]
    counts = (
        Heading("等次"),
        Heading("现行规则人数", number=True, summed=True),
        Heading("草稿人数", number=True, summed=True),
    )
    people = (
        Heading("编号"),
        Heading("姓名"),
        Heading("现行积分", number=True, decimals=2),
        Heading("草稿积分", number=True, decimals=2),
        Heading("现行等次"),
        Heading("草稿等次"),
    )
    rows = [[member.number, member.name, old, new, was, now] for member, old, new, was, now in named]
    return [
        Sheet("等次分布", "规则试算：等次分布", about, counts, spread),
        Sheet("变化名单", "规则试算：变化名单", about, people, rows),
    ]
