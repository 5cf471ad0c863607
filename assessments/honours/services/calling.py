"""The roll of a training called by posts: which secretaries came, whose hours stand with them from then on. Nobody is named on it."""

from collections.abc import Iterable

from django.db import transaction

from assessments.honours.choices import Audience
from assessments.honours.models import CalledRecord, Training, TrainingRoll
from assessments.honours.services.trainings import roll_acts
from grids.staff.choices import StaffRole
from grids.staff.models import StaffTerm, StaffTraining
from grids.staff.services.terms import training_acts as staff_training_acts
from orgtree.acts import make, note_first
from orgtree.errors import RuleBroken


def secretaries_of(training: Training):
    """Who was secretary of a community of the training's area on its day, in the order of the tree."""
    rows = StaffTerm.objects.in_office_on(training.held_on).within(training.area).filter(role=StaffRole.SECRETARY)
    return rows.select_related("area__parent__parent").order_by("area__tree_id", "area__lft", "pk")


@transaction.atomic
def call_secretaries(*, training: Training, came: Iterable[int], by) -> TrainingRoll:
    """The counted roll, with the hours of each who came recorded. Raises RuleBroken at `came`, or as counting a roll does.

    Whoever may count the roll may call it; to read who they are is another right. Source: docs/rules.md, "Honours and training".
    """
    ticked = set(came)
    terms = [term for term in secretaries_of(training) if term.pk in ticked]
    if not terms or len(terms) < len(ticked):
        raise RuleBroken("came", "请在名单中勾选到场的书记", field="came")
    said = {"training": training, "audience": Audience.SECRETARY, "people": len(terms)}
    made = make(roll_acts, "count", by=by, **said)
    if not made.is_new and set(made.row.called.values_list("record__term", flat=True)) != ticked:
        raise RuleBroken("known", "这次培训已登记书记到场，有误的先作废", field="came", conflict=True)
    if made.is_new:
        told = {"title": training.title, "held_on": training.held_on, "hours": training.hours}
        roll = made.row
        records = StaffTraining.objects.bulk_create(
            StaffTraining(term=term, entered_by=by, entered_at=roll.entered_at, **told) for term in terms
        )
        note_first(staff_training_acts, "record", *records, by=by)
        CalledRecord.objects.bulk_create(CalledRecord(roll=roll, record=record) for record in records)
    return made.row
