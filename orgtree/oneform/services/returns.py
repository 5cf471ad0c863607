"""Returns: opened for every area that is asked, filled in where nobody knows, confirmed from below upward, locked, opened again for a time."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Noted, acts_of, follow, note_steps, perform_on
from orgtree.choices import FormState, ReturnState
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.figures.rules import PERIODS_BEFORE, usual_range, written
from orgtree.figures.services.reporting import check_time, reporters_of, tell_reporters
from orgtree.notices.models.notices import Notice
from orgtree.notices.services import notify
from orgtree.notices.words import called
from orgtree.oneform.models import DONE, AskedForm, FormReturn
from orgtree.oneform.rules import due_day, number_in, period_due
from orgtree.oneform.services.filling import expected_areas, fill_form
from orgtree.scope.services import within_reach
from orgtree.tree.models import Area

LONGEST_ANSWER = 60
WAITS = (ReturnState.WAITING, ReturnState.OPEN, ReturnState.UNLOCKED)


def page_of(row: FormReturn) -> str:
    return reverse("admin:orgtree_formreturn_change", args=[row.pk])


# --- Begun and ended by the platform --------------------------------------------------------------------------------------


def keep_forms(today: date) -> int:
    """How many returns were opened today; forms past their last day and returns that nobody may ask any more are over. Safe to run twice."""
    end_forms(today)
    end_returns(today)
    return sum(open_returns(form, today) for form in AskedForm.objects.live().select_related("area"))


@transaction.atomic
def open_returns(form: AskedForm, today: date) -> int:
    """How many returns of the period that has ended last were made for a form in use: of its level, and of every level above up to its area."""
    period = period_due(form.period_kind, today, since=form.starts_on, until=form.ends_on)
    if period is None:
        return 0
    asked = list(expected_areas(form, period))
    above = _above(asked, form.area)
    there = set(FormReturn.objects.filter(form=form, period_start=period.start).values_list("area_id", flat=True))
    due, now = due_day(period, form.due_days, today), timezone.now()
    made = [
        FormReturn(form=form, area=area, period_start=period.start, due_on=due, state=state)
        for areas, state in ((asked, ReturnState.OPEN), (above, ReturnState.WAITING))
        for area in areas
        if area.pk not in there
    ]
    FormReturn.objects.bulk_create(made, batch_size=2_000)
    note_steps(acts_of(FormReturn), [Noted(row, "open", "", row.state, None, now) for row in made])
    _tell(made)
    return len(made)


def _above(asked: Iterable[Area], top: Area) -> list[Area]:
    """The areas over those, up to and with the form's own; none twice."""
    found: dict[int, Area] = {}
    parents = {area.parent_id for area in asked if area.pk != top.pk}
    while parents:
        areas = list(Area.objects.within(top).filter(pk__in=parents))
        found |= {area.pk: area for area in areas}
        parents = {area.parent_id for area in areas if area.pk != top.pk} - found.keys()
    return list(found.values())


def _tell(rows: list[FormReturn]) -> None:
    """Tell whoever reports for these areas what is there to be looked at."""
    ready = [row for row in rows if row.state == ReturnState.OPEN]

    def say(row: FormReturn, holder: int) -> Notice:
        return Notice(
            user_id=holder,
            key=f"formreturn:{row.pk}",
            title=f"待核对上报：{called(row.form)}（{row.period.label}）",
            text=f"已按台账填好，{row.due_on:%m月%d日}前核对上报。",
            url=page_of(row),
        )

    tell_reporters(ready, say)


@transaction.atomic
def end_forms(today: date) -> None:
    """Forms past their last day are over."""
    over = AskedForm.objects.live().filter(ends_on__lt=today).select_for_update()
    follow(acts_of(AskedForm), "expire", list(over))


@transaction.atomic
def end_returns(today: date) -> None:
    """What nobody asks any more, and what was opened for a time that is over."""
    waiting = FormReturn.objects.filter(state__in=[ReturnState.WAITING, ReturnState.OPEN]).select_related(
        "form", "area"
    )
    of_ended = waiting.exclude(form__state=FormState.LIVE).select_for_update(of=("self",))
    follow(acts_of(FormReturn), "lapse", list(of_ended), reason="报表已停用或到期")
    gone = waiting.filter(area__dissolved_on__lte=today).select_for_update(of=("self",))
    follow(acts_of(FormReturn), "lapse", list(gone), reason="区域已撤销")
    open_again = FormReturn.objects.filter(state=ReturnState.UNLOCKED, unlocked_until__lt=today)
    follow(acts_of(FormReturn), "relock", list(open_again.select_for_update()))


def remind_of_returns(today: date) -> None:
    """One reminder a return, from the day before it is due."""
    rows = FormReturn.objects.to_check().filter(due_on__lte=today.fromordinal(today.toordinal() + 1))
    for row in rows.select_related("form", "area"):
        text = f"报送期限：{row.due_on:%Y-%m-%d}"
        notify(users=reporters_of(row.area), key=f"formreturn:{row.pk}:due", title=f"请核对上报：{called(row.form)}（{row.period.label}）", text=text, url=page_of(row))  # fmt: skip


# --- Done by people ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def fill_in(*, return_id: int, answers: Mapping[int, str], by) -> FormReturn:
    """The return with what nobody but the area knows (item id -> text). Raises RuleBroken at `item_<id>` for an answer too long."""
    row = within_reach(FormReturn, P.FORM_CONFIRM, by).select_for_update(of=("self",)).filter(pk=return_id).first()
    if row is None:
        raise not_found("报表上报")
    filled = fill_form(row.form, row.area, row.period, viewer=by)
    asked = {cell.item.pk for cell in filled.asked} if row.has_own_blanks else set()
    kept = dict(row.typed)
    for pk, text in answers.items():
        if pk not in asked:
            continue
        if len(text.strip()) > LONGEST_ANSWER:
            raise RuleBroken("answer_long", f"不超过{LONGEST_ANSWER}字", field=f"item_{pk}")
        kept[str(pk)] = text.strip()
    if row.typed == kept:
        return row
    row.typed = kept
    return perform_on(acts_of(FormReturn), "fill_in", row, by=by)


def unusual_answers(row: FormReturn) -> list[str]:
    """What was typed into a blank and is far from what the area typed there before: heading and usual range, in words."""
    before = FormReturn.objects.filter(form=row.form, area=row.area, period_start__lt=row.period_start)
    past = list(before.order_by("-period_start").values_list("typed", flat=True)[:PERIODS_BEFORE])[::-1]
    told = []
    for item in row.form.items.all():
        value = number_in(row.typed.get(str(item.pk), ""))
        usual = usual_range(number_in(typed.get(str(item.pk), "")) for typed in past)
        if value is not None and usual and not usual.holds(value):
            told.append(f"{item.heading}以往一般在{written(usual.low)}至{written(usual.high)}之间")
    return told


def confirm_values(row: FormReturn, by) -> None:
    """Keep what is reported. Raises RuleBroken while something is open, or the form may not be asked any more."""
    if row.form.state != FormState.LIVE:
        raise RuleBroken("form_over", "这张报表已停用或到期，不再要求上报", conflict=True)
    check_time(row)
    filled = fill_form(row.form, row.area, row.period, viewer=by)
    if filled.closed:
        raise RuleBroken("list_closed", f"您在这里不能查看“{filled.closed}”，请由有权限的同事核对上报", conflict=True)
    if row.has_own_blanks and filled.open_items:
        named = "、".join(item.heading for item in filled.open_items[:3])
        raise RuleBroken("open_cells", f"还有{len(filled.open_items)}项没有补填：{named}", conflict=True)
    if filled.uncounted:
        raise RuleBroken("uncounted", "有的数字还没有汇总，请等夜间汇总后再上报", conflict=True)
    row.values = filled.texts()


def above_of(row: FormReturn) -> FormReturn | None:
    """The return of the next area above for the same period."""
    if row.area_id == row.form.area_id:
        return None
    return FormReturn.objects.filter(form=row.form, period_start=row.period_start, area=row.area.parent_id).first()


def below_of(row: FormReturn):
    """Those of the areas directly below, which are still asked."""
    rows = FormReturn.objects.filter(form=row.form, period_start=row.period_start, area__parent=row.area_id)
    return rows.exclude(state=ReturnState.LAPSED)


def pass_upward(row: FormReturn, by) -> None:
    """Where it was the last of its siblings, the return above is ready to be looked at."""
    above = above_of(row)
    if above is None:
        return
    above = FormReturn.objects.select_for_update().get(pk=above.pk)
    if above.state == ReturnState.WAITING and not below_of(above).exclude(state__in=DONE).exists():
        follow(acts_of(FormReturn), "arrive", [above], by=by)
        _tell([above])


def call_back_above(row: FormReturn, by) -> None:
    """The return above waits again. Raises RuleBroken where it was confirmed: then this one is locked."""
    above = above_of(row)
    if above is None:
        return
    above = FormReturn.objects.select_for_update().get(pk=above.pk)
    if above.state in DONE:
        raise RuleBroken("locked", "上级已核对上报，本期已锁定；需要更正请上级开通限时更正", conflict=True)
    follow(acts_of(FormReturn), "await_again", [above], by=by)
