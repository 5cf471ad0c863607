"""What counts for goals of agreements: needs of the community that the unit took on and both sides accepted."""

from datetime import date

from cocon.agreements.models import Agreement
from cocon.declare import GoalCounter
from cocon.needs.choices import ClaimState
from cocon.needs.models import Claim


def needs_done(agreement: Agreement, until: date) -> int:
    """Claims of the unit that were accepted from the agreement's first day on."""
    claims = Claim.objects.filter(unit=agreement.unit, need__area=agreement.community, state=ClaimState.ACCEPTED)
    return claims.filter(accepted_at__date__gte=agreement.since, accepted_at__date__lte=until).count()


COUNTERS = [GoalCounter("needs_done", "完成共建需求", needs_done)]
