"""Staff, training and cards for tests, made through the services."""

from datetime import date, timedelta
from functools import partial
from itertools import count

from django.utils import timezone

from grids.models import GridCard, StaffTerm, StaffTraining
from grids.staff.choices import CardState, StaffRole, TermState, TrainingState
from grids.staff.services.cards import card_acts
from grids.staff.services.terms import term_acts, training_acts
from orgtree.acts import make, perform_one

_names = count(1)
REASON = "调离本社区"


def serving(town, member=None, **more) -> StaffTerm:
    """Somebody new who serves at 东园社区."""
    said = {"area": town.east, "role": StaffRole.COMMUNITY_WORKER, "holder": f"周试{next(_names)}"}
    said |= {"phone": "", "beat": "", "since": None, "until": None, "consented_on": None} | more
    return make(term_acts, "begin", **{"by": town.secretary} | said).row


def agreed(town, member=None, **more) -> StaffTerm:
    return serving(town, consented_on=timezone.localdate(), **more)


def left(town, member=None) -> StaffTerm:
    term = serving(town, since=timezone.localdate() - timedelta(days=30))
    return perform_one(term_acts, "leave", pk=term.pk, by=town.secretary, ended_on=None, reason=REASON)


def voided(town, member=None) -> StaffTerm:
    return perform_one(term_acts, "void", pk=serving(town).pk, by=town.secretary, reason="登记错了人")


def trained(town, member=None, *, term: StaffTerm | None = None, **more) -> StaffTraining:
    said = {"title": "矛盾调解", "held_on": timezone.localdate(), "hours": 4} | more
    return make(training_acts, "record", term=term or serving(town), by=town.secretary, **said).row


def trained_void(town, member=None) -> StaffTraining:
    return perform_one(training_acts, "void", pk=trained(town).pk, by=town.secretary, reason="登记错了日期")


def card(town, member=None, **more) -> GridCard:
    said = {
        "area": town.east_grid,
        "boundary": "东至健康街，南至北宫桥",
        "phone": "0536-8230000",
        "supervision_phone": "0536-8230001",
    }
    return make(card_acts, "write", **{"by": town.secretary} | said | more).row


def published(town, member=None, **more) -> GridCard:
    return perform_one(card_acts, "publish", pk=card(town, **more).pk, by=town.street_secretary)


MAKERS = {
    "grids.staffterm": {
        TermState.HELD: partial(serving, since=date(2026, 1, 1)),
        TermState.LEFT: left,
        TermState.VOID: voided,
    },
    "grids.stafftraining": {TrainingState.DONE: trained, TrainingState.VOID: trained_void},
    "grids.gridcard": {CardState.DRAFT: card, CardState.PUBLIC: published},
}
WORDS = {
    "grids.staffterm.edit": {"role": StaffRole.COMMUNITY_WORKER, "phone": "", "beat": "健康街", "until": None},
    "grids.staffterm.train": lambda: {"title": "消防常识", "held_on": timezone.localdate(), "hours": 2},
    "grids.staffterm.consent": lambda: {"consented_on": timezone.localdate()},
    "grids.gridcard.edit": {"boundary": "东至河", "phone": "0536-8230002", "supervision_phone": "0536-8230003"},
}
BEGINNINGS = {
    "grids.staffterm.begin": lambda town, member: {
        "area": town.east,
        "role": StaffRole.STREET_CHIEF,
        "holder": "吴试",
        "beat": "健康街",
    },
    "grids.stafftraining.record": lambda town, member: {
        "term": serving(town),
        "title": "矛盾调解",
        "held_on": timezone.localdate(),
        "hours": 4,
    },
    "grids.gridcard.write": lambda town, member: {
        "area": town.east_grid,
        "boundary": "东至健康街，南至北宫桥",
        "phone": "0536-8230000",
        "supervision_phone": "0536-8230001",
    },
}
