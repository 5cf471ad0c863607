"""Key tasks, supervision visits and mechanisms for tests, made through the services."""

from datetime import date, timedelta
from functools import partial
from itertools import count

from django.utils import timezone

from assessments.keytasks.choices import KeyTaskState, PartKind, VisitState
from assessments.keytasks.services.mechanism import part_acts
from assessments.keytasks.services.milestones import milestones_of
from assessments.keytasks.services.tasks import key_task_acts
from assessments.keytasks.services.visits import visit_acts
from assessments.models import KeyTask, MechanismPart, SupervisionVisit
from orgtree.acts import make, perform_one
from orgtree.assigned.acts import task_acts
from orgtree.choices import PostKind, Standing
from orgtree.models import Task, User
from orgtree.people.services.people import appoint, create_user
from tests.town import PASSWORD

_names = count(1)
DAY = timedelta(days=1)


def due() -> date:
    """A day of this year that a task may be due on; late in December the year's end is near."""
    return timezone.localdate().replace(month=12, day=31)


def key_task(town, member=None, **changes) -> KeyTask:
    """A new key task of 城关街道."""
    said = {"area": town.street, "year": due().year, "title": f"红色物业提升{next(_names)}", "asked": "逐个小区推进"}
    said |= {"lead": "街道党工委", "due_on": due()} | changes
    return make(key_task_acts, "enter", by=said.pop("by", town.street_secretary), **said).row


def given(town, member=None, **changes) -> KeyTask:
    """With a milestone of 东园社区."""
    key = key_task(town)
    said = {"milestone": "摸底建账", "everywhere": "", "place": town.east, "unit": None, "due_on": None} | changes
    return perform_one(key_task_acts, "give", pk=key.pk, by=town.street_secretary, **said)


def milestones(key: KeyTask) -> list[Task]:
    return list(milestones_of([key.pk]).order_by("pk"))


def confirm(task: Task, *, owner: User, giver: User) -> Task:
    """Received, reported and confirmed."""
    perform_one(task_acts, "accept", pk=task.pk, by=owner)
    perform_one(task_acts, "report", pk=task.pk, by=owner, result="已全部完成")
    return perform_one(task_acts, "confirm", pk=task.pk, by=giver)


def ready(town, member=None) -> KeyTask:
    """With all that was asked confirmed."""
    key = given(town)
    for task in milestones(key):
        confirm(task, owner=town.secretary, giver=town.street_secretary)
    return key


def visit(town, member=None, **changes) -> SupervisionVisit:
    """At 东园社区, by the street."""
    said = {"place": town.east, "day": timezone.localdate(), "team": "街道督导组", "key_task": None}
    said |= {"found": f"楼道堆物没有清完{next(_names)}"} | changes
    return make(visit_acts, "enter", by=said.pop("by", town.street_secretary), **said).row


def part(town, member=None, **changes) -> MechanismPart:
    """A task force of 城关街道."""
    said = {
        "area": town.street,
        "kind": PartKind.FORCE,
        "name": f"物业专项组{next(_names)}",
        "unit": None,
        "body": None,
    }
    said |= {"since": None} | changes
    return make(part_acts, "enter", by=said.pop("by", town.street_secretary), **said).row


def second_hand(town) -> User:
    """Another who sits at the street's desk."""
    known = User.objects.filter(account="jiedao2").first()
    if known:
        return known
    user = create_user(account="jiedao2", name="街道副书记", password=PASSWORD, home=town.street, by=None)
    appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    return User.objects.get(pk=user.pk)


def both_hands(town) -> tuple[User, User]:
    return town.street_secretary, second_hand(town)


MAKERS = {
    "assessments.keytask": {KeyTaskState.OPEN: key_task},
    "assessments.supervisionvisit": {VisitState.HELD: visit},
    "assessments.mechanismpart": {Standing.OPEN: partial(part, since=date(2026, 1, 1))},
}
ROWS = {"assessments.keytask.finish": ready}
DESKS = dict.fromkeys(MAKERS, both_hands)
WORDS = {
    "assessments.keytask.edit": lambda: {"title": "红色物业全覆盖", "due_on": due()},
    "assessments.keytask.give": lambda: {"everywhere": "communities", "place": None, "unit": None, "due_on": due()},
    "assessments.supervisionvisit.follow_up": lambda: {"due_on": due()},
}
BEGINNINGS = {
    "assessments.keytask.enter": lambda town, member: {
        "area": town.street,
        "year": due().year,
        "title": "红色物业提升",
        "asked": "逐个小区推进",
        "due_on": due(),
    },
    "assessments.keytask.carry": lambda town, member: {
        "previous": key_task(town),
        "due_on": due().replace(year=due().year + 1),
    },
    "assessments.supervisionvisit.enter": lambda town, member: {
        "place": town.east,
        "day": timezone.localdate(),
        "team": "街道督导组",
        "found": "楼道堆物没有清完",
    },
    "assessments.mechanismpart.enter": lambda town, member: {
        "area": town.street,
        "kind": PartKind.FORCE,
        "name": "物业专项组",
        "since": date(2026, 1, 1),
    },
}
