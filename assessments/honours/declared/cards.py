"""What waits of honours: what was entered and nobody checked, what runs out; in the desk's search."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from assessments.honours.choices import HonourState
from assessments.honours.models import Honour
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, registry
from orgtree.desk.finding import find_by

NEAR = timedelta(days=90)


def of_state(user, state: str):
    return Honour.objects.allowed(user, P.HONOUR_MANAGE).filter(state=state)


def honours_at(state: str) -> str:
    return f"{reverse('admin:assessments_honour_changelist')}?state__exact={state}"


registry.add_cards(
    [
        Card(
            key="assessments.honours_to_check",
            label="待核对示范与荣誉",
            hint="已登记、还没有对照文件核对的；登记人自己不能核对",
            place="assessments",
            rows=lambda user: of_state(user, HonourState.ENTERED).exclude(entered_by=user),
            since="entered_at",
            url=lambda user: honours_at(HonourState.ENTERED),
            permission=P.HONOUR_MANAGE,
        ),
        Card(
            key="assessments.honours_ending",
            label="示范命名到期",
            hint="有效期已满或三个月内届满的，请申报复核或登记失效",
            place="assessments",
            kind=CardKind.DUE,
            rows=lambda user: of_state(user, HonourState.HELD).filter(until__lt=timezone.localdate() + NEAR),
            since="until",
            url=lambda user: honours_at(HonourState.HELD),
            permission=P.HONOUR_MANAGE,
        ),
    ]
)
registry.add_finders([Finder("honours", "示范与荣誉", P.ASSESS_VIEW, find_by(Honour, P.ASSESS_VIEW, "name"))])
