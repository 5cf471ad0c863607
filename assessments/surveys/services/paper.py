"""Answers on paper: a batch of one grid or estate, entered twice by two people; counted when both say the same."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from assessments.surveys.choices import BatchState, SurveyState
from assessments.surveys.models import DrawnHousehold, Survey, SurveyBatch
from assessments.surveys.rules.sheets import read_answer, read_numbers, unequal
from assessments.surveys.services.answering import count_answers, place_of
from orgtree.acts import Act, Acts, Doing, NotBy, check_second_person, declare_acts, note_first, perform_on, perform_one
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found


def households_named(survey: Survey, typed: str) -> list[DrawnHousehold]:
    """The households of these numbers, all of one grid or estate. Raises RuleBroken at `numbers`."""
    numbers = read_numbers(typed)
    found = {
        household.serial: household
        for household in survey.households.filter(serial__in=numbers).select_related("area__parent", "estate")
    }
    if missing := [number for number in numbers if number not in found]:
        raise RuleBroken("numbers", f"没有这些问卷编号：{_listed(missing)}", field="numbers")
    households = [found[number] for number in numbers]
    if len({place_of(household) for household in households}) > 1:
        raise RuleBroken("numbers", "一批只录一个网格（小区）的答卷，请分开录入", field="numbers")
    return households


def start_batch(*, survey_id: int, numbers: str, typed: Sequence[str], by) -> SurveyBatch:
    """The first entry: whose answers they are, and the sheets, in any order. Raises RuleBroken at `numbers` or `sheet-N`.

    From now on these households answer on no other way.
    """
    with transaction.atomic():
        survey = _locked(survey_id, by)
        households = households_named(survey, numbers)
        answered = [household.serial for household in households if household.is_answered]
        if answered:
            words = f"{_listed(answered)}号已经作答，每户一份；请抽出这些户的答卷，不计入"
            raise RuleBroken("answered", words, field="numbers", conflict=True)
        checked = _checked(typed, len(households))
        area_id, estate_id = place_of(households[0])
        batch = SurveyBatch.objects.create(
            survey=survey,
            area_id=area_id,
            estate_id=estate_id,
            count=len(households),
            numbers=[household.serial for household in households],
            answers=checked,
            first_by=by,
            first_at=timezone.now(),
        )
        _set_answered(survey, batch.numbers, True)
        note_first(paper_acts, "enter", batch, by=by)
        return batch


def finish_batch(*, batch_id: int, numbers: str, typed: Sequence[str], by) -> SurveyBatch:
    """The second entry, by somebody else: where both agree the batch is counted and its sheets are forgotten.

    Raises RuleBroken at the numbers or sheets that differ; nothing is counted then.
    """
    with transaction.atomic():
        batch = _batch(batch_id, by)
        check_second_person(paper_acts["count"], batch, by)
        if read_numbers(numbers) != batch.numbers:
            raise RuleBroken("unequal", "问卷编号与第一次录入的不同，请核对", field="numbers")
        checked = _checked(typed, batch.count)
        if places := unequal(batch.answers, checked):
            words = f"第{_listed(places)}份与第一次录入的不同，请对照纸质答卷核对；第一次录错的，作废这一批重录"
            raise RuleBroken("unequal", words, field=f"sheet-{places[0]}")
        answers = [read_answer(text) for text in checked]
        count_answers(batch.survey, (batch.area_id, batch.estate_id), answers)
        batch.answers = batch.numbers = []
        return perform_on(paper_acts, "count", batch, by=by)


def _lock_surveys(doing: Doing, ids: Sequence[int]) -> None:
    """Before the batches, as every entry does."""
    surveys = SurveyBatch.objects.filter(pk__in=ids).values("survey")
    list(Survey.objects.filter(pk__in=surveys).order_by("pk").select_for_update(of=("self",), no_key=True))


def _void(batch: SurveyBatch, doing: Doing) -> None:
    """Its households may answer again."""
    _set_answered(batch.survey, batch.numbers, False)
    batch.answers = batch.numbers = []


FIRST = frozenset({BatchState.FIRST})
paper_acts = declare_acts(
    Acts(
        SurveyBatch,
        called="纸质答卷",
        loads=("survey",),
        acts=(
            Act("enter", "录入纸质答卷", "录入", frozenset(), BatchState.FIRST, P.SURVEY_MANAGE, by_form=True),
            Act(
                "count",
                "第二次录入",
                "计入",
                FIRST,
                BatchState.COUNTED,
                P.SURVEY_MANAGE,
                by_form=True,
                stamps=("second_by", "second_at"),
                not_by=(NotBy("first_by_id", "second_person", "第二次须由另一人录入"),),
            ),
            Act(
                "void",
                "作废重录",
                "作废",
                FIRST,
                BatchState.VOID,
                permission=P.SURVEY_MANAGE,
                first=_lock_surveys,
                run=_void,
                done="已作废，这些户可以重新录入。",
                hint="第一次录错的，作废后两人重新各录一遍。",
            ),
        ),
    )
)


def void_batch(*, batch_id: int, by) -> SurveyBatch:
    """Take a batch back before it is counted."""
    return perform_one(paper_acts, "void", pk=batch_id, by=by)


def _locked(survey_id: int, by) -> Survey:
    rows = Survey.objects.allowed(by, P.SURVEY_MANAGE)
    survey = rows.filter(pk=survey_id).select_for_update(of=("self",), no_key=True).first()
    if survey is None:
        raise not_found("满意度调查")
    if survey.state != SurveyState.OPEN:
        raise RuleBroken("wrong_state", f"{survey.get_state_display()}，不能录入答卷", conflict=True)
    return survey


def _batch(batch_id: int, by) -> SurveyBatch:
    """Under the lock of its survey. Raises RuleBroken for one that waits no more."""
    known = SurveyBatch.objects.allowed(by, P.SURVEY_MANAGE).filter(pk=batch_id).first()
    if known is None:
        raise not_found("纸质答卷")
    _locked(known.survey_id, by)
    batch = SurveyBatch.objects.select_related("survey").select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state != BatchState.FIRST:
        raise RuleBroken("wrong_state", f"这一批{batch.get_state_display()}", conflict=True)
    return batch


def _set_answered(survey: Survey, serials: Sequence[int], is_answered: bool) -> None:
    survey.households.filter(serial__in=serials).update(is_answered=is_answered)


def _checked(typed: Sequence[str], count: int) -> list[str]:
    """The sheets as they are kept. Raises RuleBroken at the first that cannot be read."""
    texts = [text.strip() for text in typed]
    if len(texts) != count:
        raise RuleBroken("sheets", f"编号有{count}户，答卷录了{len(texts)}份，应当一样多", field="numbers")
    for place, text in enumerate(texts, 1):
        if read_answer(text) is None:
            words = f"第{place}份应为五位数字：三题各1到3，年龄1到4，党员或工作人员1、都不是2"
            raise RuleBroken("sheet", words, field=f"sheet-{place}")
    return texts


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers))
