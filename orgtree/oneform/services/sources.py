"""What a blank may be filled from: facts of the area, figures, columns of the rows behind a figure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from orgtree.choices import CellSpan, FormShape
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Column, Measure, registry
from orgtree.oneform.models import AskedForm, FormItem
from orgtree.oneform.rules import Blank, share_known, suggest
from orgtree.sheets.headings import How, likeness_of
from orgtree.sheets.lines import heading_key
from orgtree.tree.models import Area

FIGURE, FACT, COLUMN = "figure:", "fact:", "column:"
LEAST_SHARE = 0.6  # of the headings that must be columns of a list for the table to be one of its rows
LOOKED_BACK = 500


@dataclass(frozen=True)
class Fact:
    """What is known of an area itself: its other names in offices' tables, and what it says (area, period, day of filling)."""

    label: str
    names: tuple[str, ...]
    say: Callable[[Area, Period, date], str]


FACTS = {
    "name": Fact(
        "区域名称",
        ("社区", "社区名称", "村居", "村居名称", "社区村", "街道", "街道名称", "镇办", "单位名称", "填报单位", "名称"),
        lambda area, period, day: area.name,
    ),
    "code": Fact("区域代码", ("代码", "区划代码", "统计代码", "社区代码"), lambda area, period, day: area.code),
    "parent": Fact(
        "上级区域",
        ("所属街道", "所在街道", "所属镇办", "所属社区", "所在社区"),
        lambda area, period, day: area.parent.name if area.parent else "",
    ),
    "kind": Fact("区域类型", ("类型", "类别"), lambda area, period, day: area.get_kind_display()),
    "period": Fact("统计期", ("统计月份", "月份", "报告期", "统计时间"), lambda area, period, day: period.label),
    "day": Fact("填报日期", ("填表日期", "制表日期", "上报日期"), lambda area, period, day: day.isoformat()),
}


def plain_columns(measure: Measure) -> list[Column]:
    """The columns of the rows behind a figure that name no person."""
    return [column for column in measure.columns if not column.personal]


def labels_of(form: AskedForm) -> dict[str, str]:
    """code -> label of everything that a blank of this form may be filled from, facts first."""
    if form.shape == FormShape.ROWS:
        measure = registry.catalogue().get(form.rows_of)
        columns = plain_columns(measure) if isinstance(measure, Measure) else []
        return {f"{COLUMN}{column.label}": column.label for column in columns}
    labels = {f"{FACT}{key}": fact.label for key, fact in FACTS.items()}
    return labels | {f"{FIGURE}{key}": figure.label for key, figure in registry.catalogue().items()}


def known_names(form: AskedForm) -> dict[str, str]:
    """heading key -> code, other names of facts included."""
    names = {heading_key(label): code for code, label in labels_of(form).items()}
    if form.shape != FormShape.ROWS:
        names |= {heading_key(name): f"{FACT}{key}" for key, fact in FACTS.items() for name in fact.names}
    return names


def listed_measure(title: str, blanks: Iterable[Blank]) -> str:
    """The key of the figure whose rows the table seems to list, the one most like the title; "" where none has such columns."""
    found = lists_like(title, [blank.path for blank in blanks])
    return found[0][0] if found else ""


def lists_like(title: str, paths: list[tuple[str, ...]]) -> list[tuple[str, str]]:
    """(key, label) of the figures whose rows have most of these columns, the one most like the title first."""
    found = []
    for key, figure in registry.catalogue().items():
        share = share_known(paths, [c.label for c in plain_columns(figure)]) if isinstance(figure, Measure) else 0
        if share >= LEAST_SHARE and len(paths) > 1:
            found.append(
                (share, likeness_of(heading_key(title), heading_key(figure.label).rstrip("数量")), key, figure.label)
            )
    return [(key, label) for *_, key, label in sorted(found, reverse=True)]


def item_for(form: AskedForm, blank: Blank, names: dict[str, str], kept: dict[str, tuple[str, str]]) -> FormItem:
    """The blank with its source, not saved: what somebody chose for such a heading before, else what it is called or most like."""
    source, span = kept.get(blank.key, ("", blank.span))
    told = blank.key in kept and (not source or source in names.values())
    if not told:
        source, how = suggest(blank.path, names)
        span = blank.span
        if how is How.LIKE and source.startswith(FACT) and form.shape != FormShape.ROWS:
            source = ""  # what only looks like a fact of the area is asked
    span = span if source.startswith(FIGURE) else CellSpan.THIS
    row, column = blank.row, blank.column
    return FormItem(
        form=form, row=row, column=column, heading=blank.heading[:200], key=blank.key[:200], source=source, span=span
    )


def remembered(user) -> dict[str, tuple[str, str]]:
    """heading key -> (code, span) as people chose it for forms in reach of `user`, the latest choice first. One query."""
    rows = FormItem.objects.allowed(user, P.FORM_REGISTER).filter(told=True).order_by("-pk")
    kept: dict[str, tuple[str, str]] = {}
    for key, source, span in rows.values_list("key", "source", "span")[:LOOKED_BACK]:
        kept.setdefault(key, (source, span))
    return kept


def source_in_words(item: FormItem, labels: dict[str, str]) -> str:
    """志愿服务次数（本年累计）, or "" for what is asked."""
    label = labels.get(item.source, "")
    return f"{label}（{item.get_span_display()}）" if label and item.span != CellSpan.THIS else label


def source_from_words(words: str, labels: dict[str, str]) -> tuple[str, str] | None:
    """(code, span) of what somebody wrote; ("", this period) for nothing, None for words that name no source."""
    words, span = words.strip(), CellSpan.THIS
    for one in CellSpan:
        if words.endswith(f"（{one.label}）"):
            words, span = words.removesuffix(f"（{one.label}）"), one
    codes = {label: code for code, label in labels.items()}
    if not words:
        return "", CellSpan.THIS
    return (codes[words], span) if words in codes else None


def asked_already(form: AskedForm) -> dict[int, list[FormItem]]:
    """item id -> blanks of other forms in use, asked of the same level there, that want the same. Two queries."""
    areas = form.area.get_ancestors(include_self=True) | form.area.get_descendants()
    others = FormItem.objects.filter(form__in=AskedForm.objects.live().filter(level=form.level, area__in=areas))
    others = list(others.exclude(form=form).select_related("form"))
    found = {}
    for item in form.items.all():
        same = [other for other in others if _wants_same(item, other)]
        if same:
            found[item.pk] = same
    return found


def _wants_same(one: FormItem, other: FormItem) -> bool:
    if one.source.startswith(FACT) or other.source.startswith(FACT):
        return False  # whose name it is stands on every table
    if one.source or other.source:
        return one.source == other.source and one.span == other.span
    return one.key == other.key
