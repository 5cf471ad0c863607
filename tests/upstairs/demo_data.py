"""Invented promises: one in each community."""

from orgtree.declare import registry
from orgtree.declare.opened import DemoPart
from tests.upstairs.models import Promise
from volunteers.models import Member


def build_promises(part) -> None:
    for community in part.communities:
        member = Member.objects.within(community).order_by("pk").first()
        Promise.objects.create(member=member, text="每月走访一次", made_on=part.today)


registry.add_demo_parts((DemoPart("upstairs.promises", "楼上承诺", build_promises),))
