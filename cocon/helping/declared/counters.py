"""What counts for goals of agreements: visits to helping pairs, and sessions of a social organisation, in the community."""

from datetime import date

from cocon.agreements.models import Agreement
from cocon.declare import GoalCounter
from cocon.helping.choices import HelpKind
from cocon.helping.models import HelpGiven, SocialService


def visits_of_unit(agreement: Agreement, until: date) -> int:
    """Visits of the unit to its pairs in the community, what was made void left out."""
    given = HelpGiven.objects.kept().filter(pair__area=agreement.community, pair__unit=agreement.unit)
    return given.filter(kind=HelpKind.VISIT, day__gte=agreement.since, day__lte=until).count()


def sessions_of_organisation(agreement: Agreement, until: date) -> int:
    """Sessions that the unit, as a social organisation, held for the community."""
    held = SocialService.objects.kept().filter(engagement__area=agreement.community)
    held = held.filter(engagement__organisation=agreement.unit)
    return held.filter(day__gte=agreement.since, day__lte=until).count()


COUNTERS = [
    GoalCounter("help_visits", "帮扶走访", visits_of_unit),
    GoalCounter("social_sessions", "社工服务", sessions_of_organisation),
]
