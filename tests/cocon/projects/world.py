"""Budgets, projects and the people of the street: what tests about money begin with, made through the services."""

from decimal import Decimal

from django.utils import timezone

from cocon.models import FundLine
from cocon.projects.services.funds import line_acts
from orgtree.acts import make
from orgtree.choices import PostKind
from orgtree.models import User
from orgtree.people.services.people import appoint, create_user


def granted(town, yuan=1_000, *, kind="service", name="", area=None, year=None, by=None) -> FundLine:
    """So many yuan of the street, or of the area that is named."""
    said = {"kind": kind, "name": name or "为民服务专项", "year": year or timezone.localdate().year}
    by = by or town.street_secretary
    return make(line_acts, "grant", area=area or town.street, yuan=Decimal(yuan), by=by, **said).row


def allotted(town, yuan=400, *, parent=None, area=None) -> FundLine:
    """What the community has of the street's."""
    parent = parent or granted(town)
    said = {"parent": parent, "area": area or town.east, "yuan": Decimal(yuan)}
    return make(line_acts, "allot", by=town.street_secretary, **said).row


def street_person(town, account: str) -> User:
    """One more of the street's committee; the same account again is the same person."""
    if known := User.objects.filter(account=account).first():
        return known
    user = create_user(account=account, name="街道干部", password=None, home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    return User.objects.get(pk=user.pk)
