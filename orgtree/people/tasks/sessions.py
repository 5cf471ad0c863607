"""What signing in leaves behind is cleared at night: sessions that are over, sign-in logs past their time."""

from axes.handlers.proxy import AxesProxyHandler
from celery import shared_task
from django.core.management import call_command

# Network logs are kept for at least six months (网络安全法 Art. 21); a week more, so that no month falls short.
SIGN_IN_LOG_DAYS = 190


@shared_task(name="orgtree.tasks.sessions.clear_sessions")
def clear_sessions() -> None:
    """Delete sessions that have ended and sign-in logs older than SIGN_IN_LOG_DAYS."""
    call_command("clearsessions")
    AxesProxyHandler.reset_logs(age_days=SIGN_IN_LOG_DAYS)
