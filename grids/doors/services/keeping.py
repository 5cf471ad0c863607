"""How long the platform keeps what came with a telling: the picture and the sealed words of an order, as long as who asked."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from grids.cases.choices import CaseDeadline
from grids.cases.services.keeping import USUAL, ended_past_term
from grids.doors.choices import OrderState
from grids.doors.models import DoorOrder, ReportPhoto
from grids.doors.services.orders import order_acts
from orgtree.acts import follow
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.files.erasing import files_of
from orgtree.files.storing import delete_on_commit


def sealed_orders() -> QuerySet[DoorOrder]:
    """Those that still hold what was sent."""
    return DoorOrder.objects.annotate(length=Length("body")).filter(length__gt=0)


def waiting_past_term(today: date) -> QuerySet[DoorOrder]:
    """Those of which nobody made a case in all the time for which an asker may be known."""
    late = Q(pk__in=[])
    for ground, (days,) in DeadlineBook().numbers((CaseDeadline.KEEP_ASKER,), today, "area"):
        late |= ground & Q(received_at__lt=timezone.now() - timedelta(days=days or USUAL))
    return sealed_orders().filter(late, state=OrderState.WAITING)


@transaction.atomic
def purge_sendings(*, today: date) -> int:
    """Forget pictures and sealed words past their term; an order nobody filed ends with them. How many rows."""
    pictures = ReportPhoto.objects.filter(ended_past_term(today, "report__case"))
    delete_on_commit(files_of(pictures, "photo"))
    gone, _ = pictures.delete()
    emptied = DoorOrder.objects.filter(pk__in=sealed_orders().filter(ended_past_term(today)).values("pk"))
    emptied = emptied.update(body="")
    waiting = list(waiting_past_term(today).order_by("pk").select_for_update(of=("self",), no_key=True))
    return gone + emptied + follow(order_acts, "lapse", waiting)
