"""What the platform counts for goals of agreements by itself: services of the unit's members in the community."""

from datetime import date

from cocon.agreements.models import Agreement
from cocon.declare import GoalCounter
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import ServiceRecord


def services_of_members(agreement: Agreement, until: date) -> int:
    """Confirmed services in the community of members whose unit it is, a number without names."""
    records = ServiceRecord.objects.within(agreement.community).filter(member__unit=agreement.unit_id)
    return records.filter(state=ServiceState.CONFIRMED, served_on__gte=agreement.since, served_on__lte=until).count()


COUNTERS = [GoalCounter("members_services", "党员到社区服务", services_of_members)]
