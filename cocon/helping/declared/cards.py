"""Helping pairs that somebody should go to."""

from django.urls import reverse
from django.utils import timezone

from cocon.helping.models import Engagement, HelpingPair
from cocon.helping.services.visits import pairs_to_visit
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, registry
from orgtree.desk.finding import find_by

registry.add_cards(
    [
        Card(
            key="cocon.helping_to_visit",
            label="该走访的帮扶对子",
            hint="超过规定天数没有走访，已提醒帮扶单位；走访后登记一条",
            place="cocon",
            kind=CardKind.DUE,
            rows=lambda user, memo=None: pairs_to_visit(
                HelpingPair.objects.allowed(user, P.COCON_MANAGE), timezone.localdate(), memo
            ),
            reads_memo=True,
            since="since",
            minutes=2,
            url=lambda user: f"{reverse('admin:cocon_helpingpair_changelist')}?which=visit-due",
            permission=P.COCON_MANAGE,
        )
    ]
)
registry.add_finders(
    [
        Finder(
            "engagements",
            "引进社会组织",
            P.COCON_VIEW,
            find_by(Engagement, P.COCON_VIEW, "organisation__name"),
        )
    ]
)
