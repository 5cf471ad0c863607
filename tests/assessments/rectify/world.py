"""Rectification for tests, made through the services: the assessing office asks, the community's secretary answers."""

from datetime import timedelta

from django.utils import timezone

from assessments.models import RectifyItem, Talk
from assessments.rectify.services.items import item_acts
from assessments.rectify.services.talks import talk_acts
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint, create_user


def office(town, number: int = 1) -> User:
    """Somebody of the district's assessing office."""
    account = f"kaohe{number}"
    if known := User.objects.filter(account=account).first():
        return known
    user = create_user(account=account, name="考核干部", password=None, home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.ASSESS_OFFICE, area=town.district, by=None)
    return user


def department(town) -> tuple[Institution, User]:
    """A department of the district, and its clerk."""
    unit, _ = Institution.objects.get_or_create(
        name="区住建局", area=town.district, defaults={"kind": InstitutionKind.AUTHORITY}
    )
    if known := User.objects.filter(account="zhujian").first():
        return unit, known
    user = create_user(account="zhujian", name="部门经办", password=None, home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.DEPARTMENT, institution=unit, by=None)
    return unit, user


def listed(town, *, by=None, **more) -> RectifyItem:
    """An item of 东园社区."""
    said = {
        "area": town.east,
        "institution": None,
        "year": timezone.localdate().year,
        "source": "review",
        "problem": "网格例会没有按月召开",
        "fed_back_on": None,
        "due_on": None,
    }
    return make(item_acts, "enter", by=by or office(town), **said | more).row


def do(key: str, item: RectifyItem, by, **said) -> RectifyItem:
    return perform_one(item_acts, key, pk=item.pk, by=by, **said)


def claimed(town, by=None, **more) -> RectifyItem:
    return do("claim", listed(town, **more), by or town.secretary, measure="每月第一周召开，留存记录")


def applied(town, by=None, **more) -> RectifyItem:
    return do("apply", claimed(town, by, **more), by or town.secretary, outcome="已按月召开三次，记录齐全")


def verified(town, by=None, **more) -> RectifyItem:
    return do("verify", applied(town, by, **more), office(town), finding="抽查三个月记录，属实")


def talked(town, *, by=None, **more) -> Talk:
    """A talk with 东园社区."""
    today = timezone.localdate()
    said = {
        "area": town.east,
        "institution": None,
        "kind": "admonish",
        "trigger": "rectify",
        "trigger_words": "上年整改销号率低于80%",
        "held_on": today,
        "record": "逐项说明未完成的原因",
        "demand": "三十日内完成剩余两项",
        "due_on": today + timedelta(days=30),
    }
    return make(talk_acts, "record", by=by or office(town), **said | more).row


def do_talk(key: str, talk: Talk, by, **said) -> Talk:
    return perform_one(talk_acts, key, pk=talk.pk, by=by, **said)
