"""Pairs of members who are probably one person, for whoever may read both (docs/decisions/0074-one-person-twice.md)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, F, Q, QuerySet

from orgtree.choices import Permission as P
from orgtree.text.rules.written.names import name_key
from volunteers.members.models.member import Member
from volunteers.members.models.names import Written
from volunteers.members.models.pair import MemberPair
from volunteers.members.models.report_in import ReportIn
from volunteers.members.rules.doubles import Traits, reasons_for

MOST_NAMES = 300  # names that two or more carry and that are looked at for one page
MOST_NAMESAKES = 60  # of one name; beyond them each would be compared with each


@dataclass(frozen=True)
class Double:
    """Two members, the earlier file first, and why they are probably one person."""

    member: Member
    other: Member
    reasons: tuple[str, ...]


def find_doubles(user) -> list[Double]:
    """Pairs of whom the viewer may keep both, and of whom nothing was said yet; those with most reasons first."""
    people = open_members(Member.objects.allowed(user, P.MEMBER_EDIT))
    named = people.annotate(written=Written("name"))
    often = named.order_by().values("written").annotate(bearers=Count("pk")).filter(bearers__gt=1)
    names = [row["written"] for row in often.order_by("written")[:MOST_NAMES]]
    groups: dict[str, list[Member]] = defaultdict(list)
    for member in named.filter(written__in=names).select_related("area__parent__parent", "unit").order_by("pk"):
        groups[name_key(member.name)].append(member)
    pairs = [pair for found in groups.values() for pair in combinations(found[:MOST_NAMESAKES], 2)]
    return sorted(_with_reasons([*pairs, *_by_sign_in(people)]), key=lambda double: -len(double.reasons))


def resembling(user, asked: Traits, *, beside: Iterable[int] = ()) -> list[tuple[Member, list[str]]]:
    """Members in reach who are probably the one who is asked about, `beside` left out, each with the reasons."""
    people = open_members(Member.objects.allowed(user, P.MEMBER_EDIT)).exclude(pk__in=list(beside))
    named = people.annotate(written=Written("name")).filter(written=name_key(asked.name))
    found = list(named.select_related("unit").order_by("pk")[:MOST_NAMESAKES])
    traits = traits_of(found)
    return [(member, reasons) for member in found if (reasons := reasons_for(traits[member.pk], asked))]


def open_members(rows: QuerySet[Member]) -> QuerySet[Member]:
    """Those of the rows behind which a person still stands."""
    return rows.filter(closed_at__isnull=True)


def _by_sign_in(people: QuerySet[Member]) -> list[tuple[Member, Member]]:
    """Those who sign in with the number that another file has as its phone."""
    crossed = people.filter(user__phone_hash__isnull=False).exclude(phone_hash=F("user__phone_hash"))
    by_phone = {member.user.phone_hash: member for member in crossed.select_related("user", "area__parent__parent")}
    others = people.filter(phone_hash__in=list(by_phone)).select_related("area__parent__parent")
    return [(by_phone[other.phone_hash], other) for other in others if other.pk != by_phone[other.phone_hash].pk]


def _with_reasons(pairs: list[tuple[Member, Member]]) -> list[Double]:
    members = {member.pk: member for pair in pairs for member in pair}
    traits, said = traits_of(members.values()), _said_of(members)
    doubles = {}
    for one, other in pairs:
        key = frozenset((one.pk, other.pk))
        if key in said or key in doubles:
            continue
        reasons = reasons_for(traits[one.pk], traits[other.pk])
        if _signs_in_with(one, other) or _signs_in_with(other, one):
            reasons = [*reasons, "登录手机号是另一登记的手机号"]
        if reasons:
            doubles[key] = Double(*sorted((one, other), key=lambda member: member.pk), tuple(reasons))
    return list(doubles.values())


def _signs_in_with(one: Member, other: Member) -> bool:
    cached = "user" in one._state.fields_cache and one.user is not None
    return cached and bool(other.phone_hash) and one.user.phone_hash == other.phone_hash


def _said_of(ids: Iterable[int]) -> set[frozenset[int]]:
    pairs = MemberPair.objects.standing().filter(Q(member__in=list(ids)), Q(other__in=list(ids)))
    return {frozenset(pair) for pair in pairs.values_list("member", "other")}


def traits_of(members: Iterable[Member]) -> dict[int, Traits]:
    """What is compared of each, by id. One query."""
    members = list(members)
    live = ReportIn.objects.live().filter(member__in=[member.pk for member in members])
    homes = {
        pk: (community, residence) for pk, community, residence in live.values_list("member", "community", "residence")
    }
    return {
        member.pk: Traits(
            member.name, member.unit_name, member.unit_id, *homes.get(member.pk, (None, "")), member.phone
        )
        for member in members
    }
