"""What a blank may be filled from: facts of the area, figures, names of the rows behind a figure, columns of rows."""

from collections.abc import Iterable
from datetime import date

from orgtree.choices import CellSpan, FormShape
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Column, Derived, Measure, registry
from orgtree.declare.tables import AreaFact, ListedRows
from orgtree.oneform.models import AskedForm, FormItem
from orgtree.oneform.rules import Blank, share_known, suggest
from orgtree.sheets.headings import How, likeness_of
from orgtree.sheets.lines import heading_key
from orgtree.tree.models import Area

FIGURE, FACT, COLUMN, NAMES = "figure:", "fact:", "column:", "names:"
NAME = "名称"  # how the first column of rows ends that may be named in one cell
LEAST_SHARE = 0.6  # of the headings that must be columns of a list for the table to be one of its rows
LOOKED_BACK = 500
Listed = Measure | ListedRows


def _each(say):
    """A fact that each area says by itself."""
    return lambda areas, period, day: {area.pk: say(area) for area in areas}


def _of_time(areas: list[Area], period: Period, day: date) -> dict[int, str]:
    return dict.fromkeys((area.pk for area in areas), period.label)


def _of_day(areas: list[Area], period: Period, day: date) -> dict[int, str]:
    return dict.fromkeys((area.pk for area in areas), day.isoformat())


NAMED = ("社区", "社区名称", "村居", "村居名称", "社区村", "街道", "街道名称", "镇办", "单位名称", "填报单位", "名称")
FACTS = (
    AreaFact("name", "区域名称", _each(lambda area: area.name), NAMED),
    AreaFact("code", "区域代码", _each(lambda area: area.code), ("代码", "区划代码", "统计代码", "社区代码")),
    AreaFact(
        "parent",
        "上级区域",
        _each(lambda area: area.parent.name if area.parent else ""),
        ("所属街道", "所在街道", "所属镇办", "所属社区", "所在社区"),
    ),
    AreaFact("kind", "区域类型", _each(lambda area: area.get_kind_display()), ("类型", "类别")),
    AreaFact("period", "统计期", _of_time, ("统计月份", "月份", "报告期", "统计时间")),
    AreaFact("day", "填报日期", _of_day, ("填表日期", "制表日期", "上报日期")),
)


def listed(key: str, catalogue: dict[str, Measure | Derived] | None = None) -> Listed | None:
    """What a table of records may list under this key: the rows behind a figure, or those that an app declares besides."""
    found = registry.listed_rows.get(key) or (catalogue or registry.catalogue()).get(key)
    return None if isinstance(found, Derived) else found


def all_listed() -> dict[str, Listed]:
    """Everything that a table of records may list, by key."""
    figures = {key: one for key, one in registry.catalogue().items() if isinstance(one, Measure)}
    return registry.listed_rows | figures


def plain_columns(rows: Listed) -> list[Column]:
    """The columns of rows that name no person."""
    return [column for column in rows.columns if not column.personal]


def name_column(rows: Listed) -> Column | None:
    """The column by which rows are named in one cell; None where they have none, or it names a person."""
    first = rows.columns[0] if rows.columns else None
    return first if first and first.label.endswith(NAME) and not first.personal else None


def labels_of(form: AskedForm) -> dict[str, str]:
    """code -> label of everything that a blank of this form may be filled from, facts first."""
    if form.shape == FormShape.ROWS:
        rows = listed(form.rows_of)
        return {f"{COLUMN}{column.label}": column.label for column in plain_columns(rows)} if rows else {}
    figures = registry.catalogue()
    labels = {f"{FACT}{key}": fact.label for key, fact in registry.area_facts.items()}
    labels |= {f"{FIGURE}{key}": figure.label for key, figure in figures.items()}
    taken = set(labels.values())
    for key, rows in all_listed().items():
        label = f"{rows.label.removesuffix('数')}{NAME}"
        if name_column(rows) and label not in taken:
            labels[f"{NAMES}{key}"] = label
            taken.add(label)
    return labels


def known_names(form: AskedForm) -> dict[str, str]:
    """heading key -> code, other names of facts included."""
    names = {heading_key(label): code for code, label in labels_of(form).items()}
    if form.shape != FormShape.ROWS:
        facts = registry.area_facts.items()
        names |= {heading_key(name): f"{FACT}{key}" for key, fact in facts for name in fact.names}
    return names


def listed_rows(title: str, blanks: Iterable[Blank]) -> str:
    """The key of what the table seems to list, the one most like the title; "" where nothing has such columns."""
    found = lists_like(title, [blank.path for blank in blanks])
    return found[0][0] if found else ""


def lists_like(title: str, paths: list[tuple[str, ...]]) -> list[tuple[str, str]]:
    """(key, label) of the rows that have most of these columns, those most like the title first."""
    found = []
    for key, rows in all_listed().items():
        share = share_known(paths, [column.label for column in plain_columns(rows)])
        if share >= LEAST_SHARE and len(paths) > 1:
            likeness = likeness_of(heading_key(title), heading_key(rows.label).rstrip("数量"))
            found.append((share, likeness, key, rows.label))
    return [(key, label) for *_, key, label in sorted(found, reverse=True)]


def item_for(form: AskedForm, blank: Blank, names: dict[str, str], kept: dict[str, tuple[str, str]]) -> FormItem:
    """The blank with its source, not saved: what somebody chose for such a heading before, else what it is called or most like."""
    source, span = kept.get(blank.key, ("", blank.span))
    told = blank.key in kept and (not source or source in names.values())
    if not told:
        source, how = suggest(blank.path, names)
        span = blank.span
        if how is How.LIKE and source.startswith((FACT, NAMES)) and form.shape != FormShape.ROWS:
            source = ""  # what only looks like a fact of the area is asked
    span = span if source.startswith((FIGURE, NAMES)) else CellSpan.THIS
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
