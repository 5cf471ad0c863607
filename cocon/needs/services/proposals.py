"""The list for the next joint meeting: every open need of somebody's places with the unit proposed for it, and what was done about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from cocon.meetings.models import Topic
from cocon.needs.choices import NeedDeadline
from cocon.needs.models import Need
from cocon.needs.rules import USUAL_PROPOSALS, reasons_of
from cocon.needs.services.matching import match_list
from cocon.needs.services.meetings import KINDS
from cocon.needs.services.needs import need_acts
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import Permission as P
from orgtree.models import ActStep, Institution

LONGEST_LIST = 500


@dataclass(frozen=True)
class Proposal:
    """A need, the unit proposed for it (None: no unit is left that may take it on) and why; whom the community has asked, and its topic."""

    need: Need
    unit: Institution | None
    reasons: tuple[str, ...]
    asked: tuple[str, ...]
    topic: Topic | None

    @property
    def is_asked(self) -> bool:
        return self.unit is not None and self.unit.name in self.asked


def most_for(user) -> int:
    """How many needs one unit is proposed for at most, by the dated rule of the place where the person sits."""
    area = next((post.area for post in user.live_posts if post.area), None)
    return DeadlineBook().number(NeedDeadline.PROPOSED, timezone.localdate(), area) or USUAL_PROPOSALS


def needs_to_match(user):
    """Needs of the person's places of which something is left to claim, those that end soonest first."""
    return Need.objects.allowed(user, P.COCON_MANAGE).open_now().with_room().order_by("until", "published_at", "pk")


def propose_list(user) -> list[Proposal]:
    """The list, at most LONGEST_LIST needs long. A fixed number of queries."""
    matched = match_list(needs_to_match(user)[:LONGEST_LIST], most_for(user))
    ids = [need.pk for need, _ in matched]
    units = Institution.objects.in_bulk({fit.unit for _, fit in matched if fit})
    topics = {topic.origin_id: topic for topic in Topic.objects.about(KINDS[Need], ids).under_way()}
    asked = _asked(ids)
    return [
        Proposal(
            need,
            units[fit.unit] if fit else None,
            reasons_of(fit) if fit else (),
            tuple(asked.get(need.pk, ())),
            topics.get(need.pk),
        )
        for need, fit in matched
    ]


def _asked(ids: Sequence[int]) -> dict[int, list[str]]:
    """The units that were asked to take on each need, by their names as the log keeps them."""
    found: dict[int, list[str]] = {}
    steps = ActStep.objects.filter(noun=need_acts.noun, act="invite", row_id__in=ids).order_by("pk")
    for pk, name in steps.values_list("row_id", "reason"):
        found.setdefault(pk, []).append(name)
    return found
