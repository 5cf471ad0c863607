"""What a unit's clerk may know of the unit's members: where they reported in, as counts; names by consent only."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from orgtree.choices import Permission as P
from orgtree.models import Area, Institution
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.models.consent import Consent
from volunteers.members.models.report_in import ReportIn


def agreed_to_feedback(member: str = "pk") -> Exists:
    """Condition on rows: the member found by the lookup `member` agreed that the unit is told (consent in force)."""
    return Exists(
        Consent.objects.filter(
            member=OuterRef(member), text__purpose=ConsentPurpose.UNIT_FEEDBACK, withdrawn_at__isnull=True
        )
    )


@dataclass(frozen=True)
class Whereabouts:
    """One community: how many of the unit's members belong there, and the names of those who agreed."""

    community: Area
    members: int
    names: tuple[str, ...]

    @property
    def unnamed(self) -> int:
        return self.members - len(self.names)


def own_units(user):
    """The units whose members' feedback `user` receives."""
    return Institution.objects.allowed(user, P.FEEDBACK_RECEIVE).order_by("name")


def whereabouts(unit: Institution) -> list[Whereabouts]:
    """Per community where members of `unit` belong now, by code. Nothing of a member but a name, and that by consent.

    Source: 个人信息保护法 Art. 23: the unit is another handler. Two queries.
    """
    rows = (
        ReportIn.objects.belonging()
        .filter(member__unit=unit)
        .annotate(agreed=agreed_to_feedback("member"))
        .values_list("community", "member__name", "agreed")
        .order_by("member__name")
    )
    names, counts = defaultdict(list), defaultdict(int)
    for community, name, agreed in rows:
        counts[community] += 1
        if agreed:
            names[community].append(name)
    communities = Area.objects.filter(pk__in=counts).select_related("parent").order_by("code")
    return [Whereabouts(area, counts[area.pk], tuple(names[area.pk])) for area in communities]
