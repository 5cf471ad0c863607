"""Agreements in each state that an act may leave, and who may do every act on them."""

from datetime import date, timedelta
from functools import partial

from django.utils import timezone

from cocon.agreements.choices import AgreementState
from cocon.agreements.services.acts import agreements
from cocon.models import Agreement, AgreementGoal
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.days.rules.months import last_day
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint, create_user
from tests.cocon.units.makers import clerk_of, unit_of

NAME = "第一中学"
GOALS = "联合主题党日 6次\n党员到社区服务：40人次"


def drafted(town, member=None, *, unit=None, since: date | None = None, months: int = 12, **words) -> Agreement:
    """A draft of 东园社区 with a unit that has a clerk."""
    if unit is None:
        unit = Institution.objects.filter(name=NAME).first() or unit_of(town, NAME)
        if not unit.posts.exists():
            clerk_of(unit)
    since = since or timezone.localdate()
    said = {"duties_unit": "参加共建活动", "duties_community": "提供场地", "until": last_day(since, months)}
    ends = {"community": town.east, "by": town.secretary, "goals": GOALS}
    return make(agreements, "draft", unit=unit, since=since, **ends | said | words).row


def clerk(agreement: Agreement) -> User:
    return User.objects.filter(posts__institution=agreement.unit).earliest("pk")


def signed_by_community(town, member=None, **more) -> Agreement:
    row = drafted(town, **more)
    return perform_one(agreements, "sign_community", pk=row.pk, by=more.get("by", town.secretary))


def signed_by_unit(town, member=None, **more) -> Agreement:
    row = drafted(town, **more)
    return perform_one(agreements, "sign_unit", pk=row.pk, by=clerk(row))


def signed(town, member=None, *, days: int = 0, **more) -> Agreement:
    """Signed by both, beginning so many days from today."""
    more = {"since": timezone.localdate() + timedelta(days=days)} | more
    row = signed_by_community(town, **more)
    return perform_one(agreements, "sign_unit", pk=row.pk, by=clerk(row))


def expiring(town, member=None) -> Agreement:
    """In force, with less than the two months left in which one is reminded."""
    since = timezone.localdate() - timedelta(days=30)
    return signed(town, since=since, until=timezone.localdate() + timedelta(days=9))


def both_hands(town) -> tuple[User, User]:
    """Two who are at the community's desk and the unit's at once, whom nobody would appoint: either does every act."""
    people = list(User.objects.filter(account__startswith="liangtou-").order_by("pk"))
    return tuple(people or [_with_both_hands(town, number) for number in (1, 2)])


def _with_both_hands(town, number: int) -> User:
    user = create_user(account=f"liangtou-{number}", name=f"两头办{number}", home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
    appoint(holder_id=user.pk, kind=PostKind.UNIT_ORG, institution=Institution.objects.get(name=NAME), by=None)
    return user


MAKERS = {
    "cocon.agreement": {
        AgreementState.DRAFT: drafted,
        AgreementState.COMMUNITY_SIGNED: signed_by_community,
        AgreementState.UNIT_SIGNED: signed_by_unit,
        AgreementState.UPCOMING: partial(signed, days=5),
        AgreementState.ACTIVE: signed,
        AgreementState.EXPIRING: expiring,
    }
}
DESKS = {"cocon.agreement": both_hands}
WORDS = {
    "cocon.agreement.tell": lambda: {
        "goal": AgreementGoal.objects.filter(counter="").latest("pk"),
        "told": "3",
    },
    "cocon.agreement.edit": {"goals": "党课 2次"},
}
BEGINNINGS = {
    "cocon.agreement.draft": lambda town, member: {
        "unit": unit_of(town, NAME),
        "community": town.east,
        "since": timezone.localdate(),
        "until": last_day(timezone.localdate(), 12),
        "goals": GOALS,
        "duties_unit": "参加共建活动",
        "duties_community": "提供场地",
    },
    "cocon.agreement.renew": lambda town, member: {"renews": expiring(town)},
}
