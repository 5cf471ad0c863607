"""Who reads what of a unit: its own clerk, one of a unit below and one of a foreign unit, a community that is paired with it and one that is not.

Each asks every address of 共驻共建 for the planted rows, by their id and in lists; what they are shown is compared word by word
with what is theirs to read.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Pairing
from cocon.units.models import OfUnitQuerySet
from config.api import router
from orgtree.choices import PostKind
from orgtree.models import Institution, ScopedQuerySet, User
from orgtree.people.services.people import appoint, create_user
from tests.canary import CANARY
from tests.cocon.canaries import NAMES
from tests.cocon.units.makers import clerk_of, unit_of
from tests.visits import join, signed_in, visits
from tests.walk import text_of

pytestmark = pytest.mark.django_db
# What communities keep for themselves, and what is of others than the planted unit: its clerk reads all but that.
NOT_OWN = frozenset(
    ["职务", "议题", "说明", "例会", "品牌", "义卖", "分录", "阵地", "房间", "团队", "闭馆", "设施", "心愿"]
)
UNIT_PAGES = ("/desk/cocon/unitprofile/", "/desk/cocon/unityear/", "/desk/cocon/unitcontact/", "/api/v1/unit-")


@pytest.fixture
def unit(planted) -> Institution:
    return Institution.objects.get(pk=planted["orgtree.institution"])


def own(town, unit) -> User:
    return clerk_of(unit)


def subordinate(town, unit) -> User:
    return clerk_of(unit_of(town, "分校", superior=unit))


def foreign(town, unit) -> User:
    return clerk_of(unit_of(town, "区水务局"))


def paired(town, unit) -> User:
    """The secretary of 西园社区, which is paired with the unit as well, but knows nothing of the rows of 东园社区."""
    since = timezone.localdate() - timedelta(days=9)
    Pairing.objects.create(
        unit=unit, community=town.west, since=since, made_by=town.west_secretary, made_at=timezone.now()
    )
    return town.west_secretary


def unpaired(town, unit) -> User:
    user = create_user(account="north-secretary", name="北苑书记", home=town.district, by=None)
    appoint(holder_id=user.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.north, by=None)
    return user


STRANGERS = {make.__name__: make for make in (subordinate, foreign, unpaired)}
# What stands on rows of the unit itself: a community that is paired with it reads that, and nothing of another community.
OF_THE_UNIT = {"支持", "做法", "资源", "联系人"}


def addresses(planted, *, only: tuple[str, ...] = ()) -> list[str]:
    """Every address of this app, filled in, or those that begin so."""
    api = [f"/api/v1/{name}/" for name, view, _ in router.registry if view.__module__.startswith("cocon.")]
    ours = only or ("/u/", "/desk/cocon/", *api)
    return [url for url, _ in visits(planted) if url.startswith(ours)]


def seen(client, urls) -> dict[str, set[str]]:
    """{planted word: the addresses that show it}."""
    found: dict[str, set[str]] = {}
    for url in urls:
        shown = text_of(client.get(url))
        for word in NAMES:
            if f"{CANARY}{word}" in shown:
                found.setdefault(word, set()).add(url)
    return found


def test_a_units_clerk_reads_what_is_the_units(town, planted, unit):
    """By themselves: on a page of both sides of an agreement, who sits at both is shown the other side."""
    assert set(seen(signed_in(own(town, unit)), addresses(planted))) == set(NAMES) - NOT_OWN


def test_a_paired_community_reads_what_the_unit_says_of_itself_and_whom_it_does_not_concern_nothing(
    town, planted, unit
):
    """One person with the posts of all; what they are shown each alone is asked for."""
    who = join({make.__name__: make(town, unit) for make in (paired, *STRANGERS.values())}, town.district)
    found = seen(who.client, addresses(planted))
    shown = sorted({url for urls in found.values() for url in urls})
    read = {name: set(seen(client, shown)) for name, client in who.parts.items()}
    assert read == dict.fromkeys(STRANGERS, set()) | {"paired": OF_THE_UNIT}


def test_with_the_pairing_the_right_to_read_ends(town, planted, unit):
    user, today = paired(town, unit), timezone.localdate()
    urls = addresses(planted, only=UNIT_PAGES)
    Pairing.objects.filter(community=town.west).update(until=today)
    assert set(seen(signed_in(user), urls)) == {"支持", "做法", "联系人"}  # the last day counts
    Pairing.objects.filter(community=town.west).update(until=today - timedelta(days=1))
    assert seen(signed_in(user), urls) == {}


# --- Negative controls: planted leaks ------------------------------------------------------------------------------------


def test_control_a_unit_seen_without_a_pairing_is_found(town, planted, unit, monkeypatch):
    monkeypatch.setattr(OfUnitQuerySet, "allowed", lambda self, user, permission: self.all())
    urls = addresses(planted, only=UNIT_PAGES)
    for make in STRANGERS.values():
        assert {"支持", "做法"} <= set(seen(signed_in(make(town, unit)), urls)), make


def test_control_rows_of_every_unit_on_a_clerks_own_pages_are_found(town, planted, unit, monkeypatch):
    monkeypatch.setattr(ScopedQuerySet, "allowed", lambda self, user, permission: self.all())
    urls = addresses(planted, only=("/u/helping/", "/u/covenants/", "/u/contributions/", "/u/topics/"))
    for make in (subordinate, foreign):
        assert {"打算", "公约", "捐助"} <= set(seen(signed_in(make(town, unit)), urls)), make
