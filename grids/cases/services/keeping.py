"""How long the platform knows who told of a case: forgotten some time after its end, by the dated rule of the place."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from grids.cases.choices import CaseDeadline, CaseState
from grids.cases.models import Case, Report
from grids.cases.models.cases import ENDED
from grids.cases.services.course import case_acts
from orgtree.acts import follow
from orgtree.calendar.services.deadlines import DeadlineBook

USUAL = 180


def ended_past_term(today: date, case: str = "case") -> Q:
    """Rows whose case, found by `case`, ended longer ago than anybody may know who told of it."""
    late = Q(pk__in=[])
    for ground, (days,) in DeadlineBook().numbers((CaseDeadline.KEEP_ASKER,), today, f"{case}__area"):
        cut = timezone.now() - timedelta(days=days or USUAL)
        never_closed = Q(**{f"{case}__closed_at": None, f"{case}__opened_at__lt": cut})
        late |= ground & (Q(**{f"{case}__closed_at__lt": cut}) | never_closed)
    return late & Q(**{f"{case}__state__in": ENDED})


def askers_past_term(today: date) -> QuerySet[Report]:
    """Reports of cases that ended long enough ago and still say who asked."""
    sealed = Report.objects.annotate(name=Length("asker"), call=Length("phone")).filter(Q(name__gt=0) | Q(call__gt=0))
    return sealed.filter(ended_past_term(today))


def count_due() -> int:
    """How many reports lose who asked tonight."""
    return askers_past_term(timezone.localdate()).count()


@transaction.atomic
def purge_askers(*, today: date) -> int:
    """Forget name and number in reports of cases that ended long enough ago; the trail never held them. How many."""
    ids = list(askers_past_term(today).values_list("pk", flat=True))
    return Report.objects.filter(pk__in=ids).update(asker="", phone="", purged_at=timezone.now())


@transaction.atomic
def close_answered(*, today: date) -> int:
    """Close what everybody was answered about long enough ago and nobody has contradicted. How many."""
    late = DeadlineBook().late(CaseDeadline.CLOSE, "verified_at", "area", today)
    rows = Case.objects.filter(late, state__in=[CaseState.VERIFIED, CaseState.RATED]).order_by("pk")
    rows = rows.exclude(Exists(Report.objects.filter(case=OuterRef("pk")).to_answer()))
    return follow(case_acts, "close_by_itself", list(rows.select_for_update(of=("self",), no_key=True)))
