"""What signing in leaves behind is cleared at night: sessions that are over, devices long forgotten."""

from axes.handlers.proxy import AxesProxyHandler
from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from orgtree.people.models.drafts import Draft
from orgtree.people.models.sign_ins import Device

# Network logs are kept for at least six months (网络安全法 Art. 21); a week more, so that no month falls short. Since there is a
# record of our own (term `sign_ins`), axes writes none, and this clears what it wrote before.
SIGN_IN_LOG_DAYS = 190


@shared_task(name="orgtree.tasks.sessions.clear_sessions")
def clear_sessions() -> None:
    """Delete sessions that have ended, devices that nobody has signed in on for long, drafts that are over, and logs older than SIGN_IN_LOG_DAYS."""
    call_command("clearsessions")
    Device.objects.filter(until__lt=timezone.now()).delete()
    Draft.objects.over().delete()
    AxesProxyHandler.reset_logs(age_days=SIGN_IN_LOG_DAYS)
