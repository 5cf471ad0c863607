"""Rules of the ground floor for the contract of acts: kept by a district, decided by two others of its keepers."""

from datetime import timedelta

from django.utils import timezone

from orgtree.calendar.services.deadlines import WAIT, save_deadline
from orgtree.choices import PostKind, RuleState
from orgtree.models import DeadlineRule, Post, User
from orgtree.people.services.people import create_user


def keeper(area, account: str) -> User:
    """Somebody who keeps the rules of the area, of a street too, where none may sit any more."""
    user = create_user(account=account, name="组织干事", home=area, by=None)
    Post.objects.create(holder=user, kind=PostKind.ORGANISATION_DEPT, area=area)
    return user


def published(town, member) -> DeadlineRule:
    rule = DeadlineRule(area=town.district, key="accept", number=3, unit="workday", active_from=timezone.localdate())
    return save_deadline(rule=rule, by=town.organisation)


def proposed(town, member) -> DeadlineRule:
    day = timezone.localdate() + WAIT + timedelta(days=member.pk % 300)
    rule = DeadlineRule(area=town.district, key="keep_words", number=30, unit="month", active_from=day)
    return save_deadline(rule=rule, by=town.organisation)


MAKERS = {"orgtree.deadlinerule": {RuleState.PROPOSED: proposed, RuleState.PUBLISHED: published}}
DESKS = {"orgtree.deadlinerule": lambda town: tuple(keeper(town.district, f"keeper-{one}") for one in "ab")}
