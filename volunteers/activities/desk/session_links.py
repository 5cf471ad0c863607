"""Where a session on the desk leads: what is sent out, what is printed, what residents answer; whom calling it off meets."""

from django.urls import reverse
from django.utils import timezone

from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.services.outreach import SHARE, may_see_echo


def outward_links(user, session: ActivitySession) -> list[tuple[str, str, str]]:
    """(label, address, icon) of the public page, the poster, the calendar file and residents' answers; none of a draft."""
    if session.activity.published_at is None:
        return []
    token = SHARE.token(session.pk)
    links = [
        ("分享链接", reverse("session-share", args=[session.pk]), "share"),
        ("海报（PDF）", reverse("session-poster", args=[session.pk]), "print"),
        ("日历文件", reverse("public-session-ics", args=[token]), "calendar_add_on"),
    ]
    if may_see_echo(session.pk, user):
        links.append(("居民评价二维码", reverse("session-echo", args=[session.pk]), "qr_code_2"))
    return links


def session_to_share(activity) -> ActivitySession | None:
    """The session that an organiser sends round now: the next one to come, else the last; None where all are called off."""
    standing = activity.sessions.standing().filter(activity__published_at__isnull=False).select_related("activity")
    return standing.coming(timezone.now()).first() or standing.order_by("-starts_at").first()
