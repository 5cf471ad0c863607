"""Estates without a company, committees and contracts that end."""

from django.urls import reverse
from django.utils import timezone

from cocon.estates.models import Estate, PropertyTerm
from cocon.estates.rules import NEAR
from orgtree.choices import Permission as P
from orgtree.days.rules.months import months_on
from orgtree.declare import Card, CardKind, Finder, registry
from orgtree.desk.finding import find_by


def list_of(noun: str, which: str):
    return lambda user: f"{reverse(f'admin:cocon_{noun}_changelist')}?which={which}"


def _own(user):
    return Estate.objects.allowed(user, P.COCON_MANAGE).filter(ended_on=None)


def _bare(user):
    return _own(user).exclude(pk__in=Estate.objects.served_on(timezone.localdate()).values("pk"))


def _committees_over(user):
    return _own(user).filter(committee_until__lt=months_on(timezone.localdate(), NEAR))


registry.add_cards(
    [
        Card(
            key="cocon.estates_bare",
            label="没有物业企业的小区",
            hint="没有在期物业企业的小区，请引入或登记",
            place="cocon",
            kind=CardKind.KNOW,
            rows=_bare,
            url=list_of("estate", "bare"),
            permission=P.COCON_MANAGE,
        ),
        Card(
            key="cocon.committees_over",
            label="业委会届满",
            hint="任期已满或三个月内届满，请组织换届",
            place="cocon",
            kind=CardKind.DUE,
            rows=_committees_over,
            since="committee_until",
            minutes=5,
            url=list_of("estate", "committee-over"),
            permission=P.COCON_MANAGE,
        ),
        Card(
            key="cocon.property_ending",
            label="物业合同到期",
            hint="三个月内到期、还没有登记下一期的物业服务",
            place="cocon",
            kind=CardKind.DUE,
            rows=lambda user: PropertyTerm.objects.allowed(user, P.COCON_MANAGE).ending(timezone.localdate()),
            since="until",
            minutes=5,
            url=list_of("propertyterm", "ending"),
            permission=P.COCON_MANAGE,
        ),
    ]
)
registry.add_finders([Finder("estates", "小区", P.COCON_VIEW, find_by(Estate, P.COCON_VIEW, "name"))])
