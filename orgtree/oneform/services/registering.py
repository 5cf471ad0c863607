"""Registering an office's table: read, its blanks found and mapped, corrected by hand; what it costs and what is asked twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.utils import timezone

from orgtree.acts import acts_of, note_first, perform_on
from orgtree.choices import FormShape, FormState
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.locks import hold_for
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.oneform.models import AskedForm, FormItem
from orgtree.oneform.rules import Blank, Layout, Rates, Unreadable, blanks_of_columns, blanks_of_items
from orgtree.oneform.services.layouts import as_json, from_json, read_layout
from orgtree.oneform.services.rates import rates_at
from orgtree.oneform.services.sources import (
    asked_already,
    item_for,
    known_names,
    labels_of,
    listed_rows,
    lists_like,
    remembered,
    source_from_words,
)
from orgtree.scope.services import within_reach
from orgtree.tree.models import Area


def register_form(*, file, by, sheet: str = "", **said) -> AskedForm:
    """The form as it waits for another's approval; `register_once` without its word whether it is new."""
    return register_once(file=file, by=by, sheet=sheet, **said)[0]


@transaction.atomic
def register_once(*, file, by, sheet: str = "", **said) -> tuple[AskedForm, bool]:
    """(the form as it waits for another's approval, whether it is new): its blanks mapped as well as their words tell.

    The same table sent twice is found again. `said` are its fields, `sheet` the name of the one that is meant of several. Raises RuleBroken at the wrong field: a file that is no table, an area out of reach, an end in the past.
    """
    form = AskedForm(**said, registered_by=by, registered_at=timezone.now(), state=FormState.PROPOSED)
    if not within_reach(Area, P.FORM_REGISTER, by).filter(pk=form.area.pk).exists():
        raise not_found("区域", field="area")
    if form.ends_on < timezone.localdate():
        raise RuleBroken("ends_on", "截止日期已过，过期的报表不能再要", field="ends_on")
    layout = read_layout(file, sheet)
    form.layout = as_json(layout)
    hold_for(f"{AskedForm._meta.label_lower}:{by.pk if by else ''}")
    if known := _sent_before(form):
        return known, False
    blanks = _lay_out(form, layout)
    check_valid(form)
    with constraints_as_rules():
        form.save()
    map_blanks(form, blanks, by)
    note_first(acts_of(AskedForm), "register", form, by=by)
    return form, True


def _sent_before(form: AskedForm) -> AskedForm | None:
    """The same table of the same person, still waiting: a second press of the button."""
    same = {name: getattr(form, name) for name in ("area", "title", "office", "level", "registered_by", "layout")}
    return AskedForm.objects.filter(**same, state=FormState.PROPOSED).first()


def _lay_out(form: AskedForm, layout: Layout) -> list[Blank]:
    """The blanks of the table, with what a line of it is set on the form."""
    try:
        columns = blanks_of_columns(layout)
        items = blanks_of_items(layout) if layout.body and not _names_areas(form, layout) else []
    except Unreadable as error:
        raise RuleBroken("layout_unread", str(error), field="file") from error
    form.shape = FormShape.ITEMS if items else FormShape.AREAS
    form.rows_of = "" if items else listed_rows(f"{layout.title}{form.title}", columns)
    if form.rows_of:
        form.shape = FormShape.ROWS
    if not (items or columns):
        raise RuleBroken("layout_unread", "没有找到要填的栏目", field="file")
    return items or columns


def _names_areas(form: AskedForm, layout: Layout) -> bool:
    """Whether the printed lines are areas of the form."""
    words = {text for line in layout.body for text in line.cells if text}
    return Area.objects.within(form.area).filter(name__in=words).exists()


def map_blanks(form: AskedForm, blanks: list[Blank], by) -> None:
    """Make the items of a saved form."""
    names, kept = known_names(form), remembered(by) if by else {}
    FormItem.objects.bulk_create([item_for(form, blank, names, kept) for blank in blanks])


@transaction.atomic
def correct_sources(*, form_id: int, words: Mapping[int, str], rows_of: str = "", by) -> AskedForm:
    """The form with the sources that somebody wrote by item (志愿服务次数（本年累计）, nothing: it is asked); remembered by their headings.

    A list that shows the rows of another figure from now on (`rows_of`) is mapped anew instead.

    Raises RuleBroken at `item_<id>` for words that name no source.
    """
    form = within_reach(AskedForm, P.FORM_REGISTER, by).select_for_update(of=("self",)).filter(pk=form_id).first()
    if form is None:
        raise not_found("报表")
    if rows_of and rows_of != form.rows_of and rows_of in dict(lists_of(form)):
        form.rows_of = rows_of
        form.items.all().delete()
        map_blanks(form, blanks_of_columns(from_json(form.layout)), by)
        return perform_on(acts_of(AskedForm), "correct", form, by=by)
    labels, changed = labels_of(form), []
    for item in form.items.all():
        found = source_from_words(words.get(item.pk, ""), labels) if item.pk in words else (item.source, item.span)
        if found is None:
            raise RuleBroken(
                "source", "没有这个数据来源，请从提示里选；没有的留空，由填报人补填", field=f"item_{item.pk}"
            )
        if found != (item.source, item.span):
            item.source, item.span, item.told = *found, True
            changed.append(item)
    if not changed:
        return form
    FormItem.objects.bulk_update(changed, ["source", "span", "told"])
    return perform_on(acts_of(AskedForm), "correct", form, by=by)


def lists_of(form: AskedForm) -> list[tuple[str, str]]:
    """(key, label) of what a table of records may list; none for another."""
    if form.shape != FormShape.ROWS:
        return []
    layout = from_json(form.layout)
    return lists_like(f"{layout.title}{form.title}", [blank.path for blank in blanks_of_columns(layout)])


# --- What it costs ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cost:
    """What a form asks of each area: blanks known and asked, about how many minutes, of how many areas; what others ask already."""

    form: AskedForm
    rates: Rates | None = None

    @cached_property
    def items(self) -> list[FormItem]:
        return list(self.form.items.all())

    @property
    def known(self) -> int:
        return sum(bool(item.source) for item in self.items)

    @cached_property
    def asked(self) -> int:
        """Blanks that people must fill; of a list, what it does not say stays empty."""
        return (
            0
            if self.form.shape == FormShape.ROWS
            else sum(not (item.source or item.may_stay_empty) for item in self.items)
        )

    @property
    def minutes(self) -> int:
        rates = self.rates or rates_at(self.form.area, timezone.localdate())
        return rates.minutes_for(self.known, self.asked)

    @cached_property
    def areas(self) -> int:
        return Area.objects.within(self.form.area).current().filter(kind__in=self.form.kinds).count()

    @cached_property
    def twice(self) -> list[tuple[FormItem, list[FormItem]]]:
        """(a blank, those of other forms in use that want the same)."""
        found = asked_already(self.form)
        return [(item, found[item.pk]) for item in self.items if item.pk in found]

    @property
    def words(self) -> str:
        """20个栏目，13个自动填好，6个要补填，1个可以留空；每个填报单位约3分钟，共340个单位。"""
        number = len(self.items)
        empty = number - self.known - self.asked
        tail = f"，{empty}个可以留空" if empty else ""
        return (
            f"{number}个栏目，{self.known}个自动填好，{self.asked}个要补填{tail}；"
            f"每个填报单位约{self.minutes}分钟，共{self.areas}个单位。"
        )


def told_twice(cost: Cost) -> str:
    """Which blanks are asked by other forms already; "" where none is."""
    if not cost.twice:
        return ""
    told = "；".join(f"“{item.heading}”已在《{others[0].form}》里" for item, others in cost.twice[:5])
    return f"有{len(cost.twice)}个栏目已有别的报表在要：{told}。"
