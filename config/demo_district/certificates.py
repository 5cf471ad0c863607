"""Service certificates: one issued to a login, one that waits, a small batch from the counter; slips of the logins' last services."""

from datetime import date

from config.demo_district.names import demo_phone
from orgtree.acts import make, make_each
from orgtree.models import User
from volunteers.models import Member, ServiceRecord
from volunteers.recognition.services.certificates import certificates, countable
from volunteers.recognition.services.service_slips import issue_slips

BATCH = 8


def build_certificates(today: date) -> None:
    """Sheets for this year so far, in the community of the demo's secretary."""
    secretary = User.objects.get(account="shuji")
    community = next(post.area for post in secretary.live_posts if post.area)
    since = date(today.year, 1, 1)
    members = Member.objects.within(community).filter(report_ins__ended_at=None, report_ins__accepted_at__isnull=False)
    served = [member for member in members.order_by("pk") if countable([member.pk], since, today).exists()]
    ids = [member.pk for member in served[:BATCH]]
    make_each(certificates, "issue_for", ids=ids, since=since, until=today, by=secretary)
    own = [Member.objects.with_phone(demo_phone(number)).first() for number in (1, 2, 3)]
    for member in (one for one in own if one in served and one.user):
        make(certificates, "ask", since=since, until=today, purpose="个人存档", by=member.user)
    for member in (one for one in own if one in served):
        latest = countable([member.pk], since, today).order_by("-started_at").values_list("pk", flat=True)[:2]
        issue_slips(ServiceRecord.objects.filter(pk__in=list(latest)))
