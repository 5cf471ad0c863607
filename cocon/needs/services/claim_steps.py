"""What follows from the acts of claims: whom they lock, what they check, set and tell. Source: docs/rules.md, "Needs and claims"."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from cocon.needs.choices import ClaimState, NeedState, Side
from cocon.needs.models import Acceptance, Claim, Need
from cocon.needs.rules import RATINGS, check_claim, checked_words, is_done
from cocon.needs.services.meetings import clear_pool, raise_claim
from cocon.needs.services.milestones import (
    FIRST,
    call_off,
    confirm_reported,
    count_progress,
    give_milestone,
)
from cocon.needs.services.needs import NEED_ROOM, need_acts
from cocon.units.services.pairings import clerks_of, units_of
from orgtree.acts import Ask, Doing, Tell, follow
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Institution
from orgtree.notices.words import called
from orgtree.scope.models.either import rows_of_either


def desk_page_of(claim: Claim) -> str:
    return reverse("admin:cocon_claim_change", args=[claim.pk])


def page_of(claim: Claim) -> str:
    """The unit's page of it."""
    return reverse("unit-claim", args=[claim.pk])


def community_of(claim: Claim) -> list[int]:
    """Who has the need in hand on the community's side."""
    return sorted({pk for pk in (claim.need.published_by_id, claim.confirmed_by_id) if pk})


# --- Taking on ------------------------------------------------------------------------------------------------------------


def needs_open_to(user, ids=None) -> QuerySet[Need]:
    """Needs that the units of the person may take on, or have taken on."""
    ways = [way for unit in units_of(user) for way in Need.objects.open_to_each_way(unit)]
    return rows_of_either(Need.objects.all(), *ways, Need.objects.filter(pk__in=own_claims(user).values("need")))


def units_of_clerk(user, ids=None) -> QuerySet[Institution]:
    """Units in being whose shared matters the person handles."""
    return Institution.objects.allowed(user, P.COCON_UNIT).filter(closed_on__isnull=True).select_related("area")


def hold_need(doing: Doing, ids: Sequence[int]) -> None:
    """What is left of the need is counted by one at a time."""
    doing.said["need"], doing.said["room"] = NEED_ROOM.hold(doing.said["need"].pk)


def live_claim(doing: Doing) -> Claim | None:
    return Claim.objects.live().filter(need=doing.said["need"], unit=doing.said["unit"]).first()


def take_on(claim: Claim, doing: Doing) -> None:
    """Never more than is left, and only what the unit may see."""
    need, room = claim.need, doing.said["room"]
    if need.state != NeedState.PUBLISHED:
        raise RuleBroken("wrong_state", f"这项需求{need.get_state_display()}，不能认领", conflict=True)
    if not Need.objects.open_to(claim.unit).filter(pk=need.pk).exists():
        raise not_found("需求")
    check_claim(room, claim.quantity, need.measure)
    claim.moved_at = doing.at


def taken_on(claims: Sequence[Claim], doing: Doing) -> None:
    clear_pool(*(claim.need_id for claim in claims))


def checked_plan(text: str) -> str:
    return checked_words(text, field="words", label="打算怎么做", longest=300, required=False)


# --- What follows ---------------------------------------------------------------------------------------------------------


def lock_needs(doing: Doing, ids: Sequence[int]) -> None:
    """The need is locked before its claim, as everywhere: accepting the last claim closes it."""
    needs = Need.objects.filter(pk__in=Claim.objects.filter(pk__in=ids).values("need"))
    list(needs.order_by("pk").select_for_update(of=("self",), no_key=True))


def move(claim: Claim, doing: Doing) -> None:
    claim.moved_at = doing.at


def begin_milestone(claim: Claim, doing: Doing) -> None:
    """The first at confirmation, more of them while it runs."""
    move(claim, doing)
    give_milestone(claim, title=doing.said["milestone"], due_on=doing.said["due_on"], by=doing.by)


def end(claim: Claim, doing: Doing) -> None:
    move(claim, doing)
    call_off(claim, doing.reason or f"认领{doing.act.verb}", by=doing.by)


def submit(claim: Claim, doing: Doing) -> None:
    done, number = count_progress([claim])[claim.pk]
    if done < number:
        raise RuleBroken("milestones", f"还有{number - done}个节点没有报告，报告后再提交验收", conflict=True)
    move(claim, doing)
    claim.reason = ""


def send_back(claim: Claim, doing: Doing) -> None:
    """What the unit said of it is over with what it had submitted."""
    move(claim, doing)
    claim.acceptances.all().delete()
    claim.submitted_by = claim.submitted_at = None


def accept(side: str) -> Callable[[Claim, Doing], None]:
    def run(claim: Claim, doing: Doing) -> None:
        if claim.acceptances.filter(side=side).exists():
            raise RuleBroken("accepted", "本方已验收，等对方验收", conflict=True)
        said = {"rating": doing.said["rating"], "words": doing.said["words"]}
        Acceptance.objects.create(claim=claim, side=side, by=doing.by, at=doing.at, **said)
        move(claim, doing)
        if side == Side.COMMUNITY:
            confirm_reported(claim, by=doing.by)
        if claim.acceptances.count() == len(Side):
            claim.state, claim.accepted_at = ClaimState.ACCEPTED, doing.at
            settle(claim, doing)

    return run


def to_meeting(claim: Claim, doing: Doing) -> None:
    raise_claim(claim, by=doing.by)


def settle(claim: Claim, doing: Doing) -> None:
    """The need comes to 销号 where all of it is taken on and accepted; it is locked already."""
    need = Need.objects.select_related("area", "matter").get(pk=claim.need_id)
    others = need.claims.exclude(pk=claim.pk).values_list("state", flat=True)
    if is_done(NEED_ROOM.room(need.pk), [*others, ClaimState.ACCEPTED]):
        follow(need_acts, "settle", [need], by=doing.by)


# --- Telling --------------------------------------------------------------------------------------------------------------


def to_unit(words: str) -> Callable[[Claim, Doing], list[Tell]]:
    def tell(claim: Claim, doing: Doing) -> list[Tell]:
        return [
            Tell(
                clerks_of([claim.unit_id]),
                f"{words}：{claim.need.area.name}的{called(claim.need)}",
                url=page_of(claim),
                why=True,
            )
        ]

    return tell


def to_community(words: str) -> Callable[[Claim, Doing], list[Tell]]:
    def tell(claim: Claim, doing: Doing) -> list[Tell]:
        title = f"{claim.unit}{words}：{claim.need.area.name}的{called(claim.need)}"
        return [Tell(tuple(community_of(claim)), title, url=desk_page_of(claim), why=True)]

    return tell


def to_both(words: str) -> Callable[[Claim, Doing], list[Tell]]:
    return lambda claim, doing: [
        *to_unit(f"认领{words}")(claim, doing),
        *to_community(f"的认领{words}")(claim, doing),
    ]


# --- The acts -------------------------------------------------------------------------------------------------------------


def own_claims(user):
    """The claims of the units whose shared matters the person handles."""
    return Claim.objects.allowed(user, P.COCON_UNIT)


def judging() -> tuple[Ask, ...]:
    words = Ask(
        "words", "评语", is_optional=True, check=checked_verdict, told="评语，双方可见", help="双方可见，不写姓名"
    )
    return (Ask("rating", "评价", choices=RATINGS, told="1到5分，双方可见，不对外公布"), words)


def checked_verdict(text: str) -> str:
    return checked_words(text, field="words", label="评语", longest=200, required=False)


def checked_outcome(text: str) -> str:
    return checked_words(text, field="outcome", label="完成情况", longest=500)


def milestone_asks(*, is_optional: bool) -> tuple[Ask, ...]:
    return (
        Ask("milestone", "节点", longest=60, is_optional=is_optional, help=f"不填为“{FIRST}”" if is_optional else ""),
        Ask(
            "due_on",
            "节点完成日期",
            is_day=True,
            is_optional=is_optional,
            help="不填为需求的完成日期" if is_optional else "",
        ),
    )
