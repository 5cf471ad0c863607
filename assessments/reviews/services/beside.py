"""What the platform knows of members' service in a year: facts that stand beside a grade and never feed it."""

from collections.abc import Iterable

from django.db.models import Count, Sum

from assessments.reviews.models import Reviewed
from orgtree.text.rules.numbers import plain
from volunteers.models import MemberYear, ServiceRecord


def facts_beside(rows: Iterable[Reviewed], year: int) -> dict[int, str]:
    """By member: 服务12次、30小时，积分45. Nothing of whom the platform does not know. Two queries."""
    ids = [row.member_id for row in rows if row.member_id]
    served = ServiceRecord.objects.confirmed().filter(member__in=ids, started_at__year=year).order_by()
    hours = {
        line["member"]: f"服务{line['times']}次、{plain(line['sum'])}小时"
        for line in served.values("member").annotate(times=Count("pk"), sum=Sum("hours"))
    }
    years = MemberYear.objects.with_total().filter(member__in=ids, year=year)
    points = {account.member_id: f"积分{plain(account.sum_now)}" for account in years}
    return {pk: "，".join(filter(None, (hours.get(pk, "本年没有服务记录"), points.get(pk)))) for pk in ids}
