"""Orders of other systems: kept first, then made into cases; sent again they are found, sent changed they are known as changed."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from grids.cases.choices import CaseSource, CaseState, PhoneFor, ReplyChannel
from grids.cases.models import Case
from grids.cases.services.filing import add_report, open_case
from grids.cases.services.opening import PLACES, Told
from grids.cases.services.telling import clerks_of, desk_of, desks_at, leg_page
from grids.categories.services import categories_for
from grids.doors.choices import OrderState
from grids.doors.models import DoorOrder
from orgtree.acts import Doing, rows_at
from orgtree.choices import Permission as P
from orgtree.database.locks import hold_for
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.notices.services import notify

SENT = ("category_code", "area_code", "told_at", "place", "title", "words", "asker", "phone", "phone_for")


@dataclass(frozen=True)
class Sent:
    """What the other system says of an order; moments as ISO text, so that it can be sealed as it came."""

    category_code: str = ""
    area_code: str = ""
    told_at: str = ""
    place: str = ""
    title: str = ""
    words: str = ""
    asker: str = ""
    phone: str = ""
    phone_for: str = PhoneFor.HANDLER

    @property
    def moment(self) -> datetime | None:
        return parse_datetime(self.told_at) if self.told_at else None

    @property
    def digest(self) -> str:
        """Equal for orders that say the same."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def sent_of(order: DoorOrder) -> Sent:
    """What the order said, as long as it is kept."""
    return Sent(**json.loads(order.body)) if order.body else Sent()


def sent_in(doing: Doing) -> Sent:
    """What the making was told."""
    said = {name: doing.said[name] for name in SENT if name != "told_at"}
    told_at = doing.said["told_at"]
    return Sent(**said, told_at=told_at.isoformat() if told_at else "")


def year_of(doing: Doing) -> int:
    """The year in which the number is unique: that of the telling."""
    return timezone.localdate(doing.said["told_at"] or doing.at).year


# --- Receiving ------------------------------------------------------------------------------------------------------------


def hold_number(doing: Doing, ids) -> None:
    """Two sendings of one number at once are one after the other, whoever sends them."""
    said = doing.said
    hold_for(f"grids.order:{said['source']}:{said['outside_number']}:{year_of(doing)}")


def find_order(doing: Doing) -> DoorOrder | None:
    """The order of this number and year; where it says something else now, that is noted on it and told to whoever has the case.

    Here and not in an act of its own, since the sender cannot know whether it came before: a lost reply looks the same.
    """
    said = {name: doing.said[name] for name in ("source", "outside_number")}
    order = DoorOrder.objects.select_for_update(of=("self",)).filter(year=year_of(doing), **said).first()
    if order is None:
        return None
    sent = sent_in(doing)
    order.times += 1
    if sent.digest != order.digest:
        order.changes, order.changed_at, order.digest = order.changes + 1, doing.at, sent.digest
        order.body = sent.text
        if order.state == OrderState.WAITING:
            file_order(order, sent, doing.by)
        elif order.case_id:
            tell_changed(order)
    order.save()
    return order


def drop_withdrawn(outside_number: str, told_at: datetime) -> None:
    """Let the hotline's order of this number go where its case was withdrawn; what it was stays in the trail."""
    year = timezone.localdate(told_at).year
    orders = DoorOrder.objects.filter(source=CaseSource.HOTLINE, outside_number=outside_number, year=year)
    orders.filter(case__state=CaseState.WITHDRAWN).delete()


def tell_changed(order: DoorOrder) -> None:
    """Whoever has the case, at the desk and in units, hears once of each change; what it says stays sealed in the order."""
    case = Case.objects.select_related("area").get(pk=order.case_id)
    told = f"{order.get_source_display()}来件{order.outside_number}的内容有变化"
    page = reverse("admin:grids_doororder_change", args=[order.pk])
    title, key = f"来件有更新：事项{case.number}", f"doororder:{order.pk}:changed:{order.changes}"
    notify(users=desk_of(case) or desks_at(case.area), key=key, title=title, text=f"{told}，请打开来件核对", url=page)
    for leg in case.legs.live():
        notify(
            users=clerks_of([leg.institution_id]), key=key, title=title, text=f"{told}，请与社区核对", url=leg_page(leg)
        )


def receive(order: DoorOrder, doing: Doing) -> None:
    """What came, sealed, until a case is made of it. Raises RuleBroken for a moment that is still to come."""
    if doing.said["told_at"] and doing.said["told_at"] > doing.at:
        raise RuleBroken("told_at", "反映时间不能晚于现在", field="told_at")
    sent = sent_in(doing)
    order.year, order.body, order.digest = year_of(doing), sent.text, sent.digest


def file_received(orders: list[DoorOrder], doing: Doing) -> None:
    """Make cases of what was just kept, as far as it can be done by itself."""
    for order in orders:
        file_order(order, sent_of(order), doing.by)
        order.save()


# --- Filing ---------------------------------------------------------------------------------------------------------------


def file_order(order: DoorOrder, sent: Sent, by) -> None:
    """Make a case of the order, or say on it why not; the caller saves it. What was filed is sealed no longer: it is gone."""
    try:
        with transaction.atomic():
            case = open_case(told=told_of(order, sent), by=by, **_case_in(order, sent, by))
    except RuleBroken as broken:
        order.fault = broken.message[:200]
    else:
        take_case(order, case)


def _case_in(order: DoorOrder, sent: Sent, by) -> dict:
    """The fields of the case that the order describes. Raises RuleBroken where place or class are not known."""
    named = {"code": sent.area_code} if sent.area_code else {"pk": order.area_id}
    area = rows_at(Area, P.CASE_ENTER)(by).filter(kind__in=PLACES, **named).first()
    if area is None:
        raise RuleBroken("area", "没有写明网格或社区的编码，请选择后登记", field="area")
    category = categories_for(by).filter(code=sent.category_code).first()
    if category is None:
        raise RuleBroken("category", "没有写明本地可用的事项分类，请选择后登记", field="category")
    return {"area": area, "category": category, "place": sent.place, "title": sent.title, "words": sent.words}


def told_of(order: DoorOrder, sent: Sent) -> Told:
    """Who told of it, to be answered through the system that it came from."""
    return Told(
        source=order.source,
        outside_number=order.outside_number,
        asker=sent.asker,
        phone=sent.phone,
        phone_for=sent.phone_for,
        channel=ReplyChannel.SOURCE,
        told_at=sent.moment,
    )


def take_case(order: DoorOrder, case: Case) -> None:
    """The order is the case's now, and its area is the case's; what it said of persons is sealed in the report alone."""
    order.case, order.area, order.state = case, case.area, OrderState.FILED
    order.fault, order.body = "", ""


def file_by_hand(order: DoorOrder, doing: Doing) -> None:
    """The case in the words of whoever entered it, with the order's own asker and number. Raises RuleBroken at the wrong field."""
    case = open_case(told=told_of(order, sent_of(order)), by=doing.by, **doing.said)
    take_case(order, case)


def join_by_hand(order: DoorOrder, doing: Doing) -> None:
    """One more telling of a case that is there. Raises RuleBroken."""
    case = doing.said["case"]
    add_report(case_id=case.pk, told=told_of(order, sent_of(order)), by=doing.by)
    take_case(order, case)


def try_again(order: DoorOrder, doing: Doing) -> None:
    """Once more by itself: raises RuleBroken with what is still in the way."""
    file_order(order, sent_of(order), doing.by)
    if order.case is None:
        raise RuleBroken("not_filed", order.fault, conflict=True)


def cases_to_join(user, ids=None) -> QuerySet[Case]:
    """Open cases on which the person enters what is told."""
    return rows_at(Case, P.CASE_ENTER)(user).open()


SOURCES = [(value, label) for value, label in CaseSource.choices if value in (CaseSource.HOTLINE, CaseSource.CITY)]
