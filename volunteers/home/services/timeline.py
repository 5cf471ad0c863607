"""What came of it in a community, month by month: sessions held, good deeds, teams founded, and what higher floors add. No names.

A photo is shown of a confirmed record or of a session, while the consent of the member who added it is in force.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import registry
from orgtree.models import Area
from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.models.session_photo import SessionPhoto
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.models.consent import Consent
from volunteers.members.models.report_in import ReportIn
from volunteers.service.models.service import ServiceRecord
from volunteers.teams.models import ServiceTeam

MONTHS = 12
PHOTOS = 6  # of one month


@dataclass
class Month:
    """One month of a community; `events` are (day, kind, words), newest first."""

    first: date
    events: list[tuple[date, str, str]] = field(default_factory=list)
    services: int = 0
    hours: int = 0
    good_deeds: int = 0
    photos: list[tuple[str, int, str]] = field(default_factory=list)  # name of the address, row, words

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def community_in_sight(area_id: int, user) -> Area | None:
    """The community, when the person belongs to it or has a post over it; None otherwise."""
    if found := _worked_in(user).filter(pk=area_id).first():
        return found
    communities = Area.objects.communities().filter(pk=area_id)
    own = ReportIn.objects.mine(user).belonging().filter(community=area_id)
    return communities.first() if own.exists() else None


def _worked_in(user) -> QuerySet[Area]:
    """The communities in the person's areas, and those that the grids and buildings of their posts belong to."""
    if not user.holds(P.AREA_VIEW):
        return Area.objects.none()
    seats = [post.area for post in user.live_posts if post.area_id]
    around = [pk for seat in seats for pk in seat.get_ancestors().values_list("pk", flat=True)]
    inside = Area.objects.allowed(user, P.AREA_VIEW).values("pk")
    return Area.objects.communities().filter(Q(pk__in=inside) | Q(pk__in=around))


def communities_to_show(user, *, text: str = "") -> QuerySet[Area]:
    """The communities whose timelines the person's posts open, by street and order; `text` looks for a name."""
    found = _worked_in(user)
    if text.strip():
        found = found.matching(text)
    return found.select_related("parent").order_by("parent__code", "code")


def months_of(community: Area, *, today: date) -> list[Month]:
    """The months of the last year in which something came of it, the newest first."""
    since = (today.replace(day=1) - timedelta(days=31 * (MONTHS - 1))).replace(day=1)
    months: dict[date, Month] = {}
    for day, kind, words in _events(community, since):
        _month(months, day).events.append((day, kind, words))
    for row in _sums(community, since):
        month = _month(months, row["month"])
        month.services, month.hours, month.good_deeds = row["services"], row["hours"], row["good_deeds"]
    shown = defaultdict(list)
    for day, photo in sorted(_photos(community, since), key=lambda dated: dated[0], reverse=True):
        shown[day.replace(day=1)].append(photo)
    for first, photos in shown.items():
        _month(months, first).photos = photos[:PHOTOS]
    for month in months.values():
        month.events.sort(key=lambda event: event[0], reverse=True)
    return sorted(months.values(), key=lambda month: month.first, reverse=True)


def _month(months: dict[date, Month], day: date) -> Month:
    first = day.replace(day=1)
    return months.setdefault(first, Month(first))


def _events(community: Area, since: date):
    attended = Count("sign_ups", filter=Q(sign_ups__state=SignUpState.ATTENDED))
    held = (
        ActivitySession.objects.within(community)
        .standing()
        .filter(roll_submitted_at__isnull=False, starts_at__date__gte=since)
    )
    for session in held.annotate(attended=attended).filter(attended__gt=0).select_related("activity"):
        day = timezone.localdate(session.starts_at)
        yield (
            day,
            "培训" if session.activity.is_training else "活动",
            f"{session.activity.title}，{session.attended}名党员参加",
        )
    for team in ServiceTeam.objects.within(community).filter(founded_on__gte=since):
        yield team.founded_on, "服务队", f"{team.name}成立"
    for past in registry.past.values():
        yield from past.events(community, since)


def _sums(community: Area, since: date):
    done = ServiceRecord.objects.confirmed().within(community).filter(served_on__gte=since).order_by()
    return (
        done.annotate(month=TruncMonth("served_on"))
        .values("month")
        .annotate(services=Count("pk"), hours=Sum("hours"), good_deeds=Sum("good_deeds"))
    )


def _photos(community: Area, since: date):
    """(day, (name of the address, row, words)) of every photo to be shown."""
    for photo in session_photos_in_sight(community).filter(session__starts_at__date__gte=since):
        yield timezone.localdate(photo.session.starts_at), ("timeline-session-photo", photo.pk, photo.words)
    for pk, day in photos_in_sight(community).filter(served_on__gte=since).values_list("pk", "served_on"):
        yield day, ("timeline-photo", pk, f"{day.year}年{day.month}月的服务照片")


def session_photos_in_sight(community: Area) -> QuerySet[SessionPhoto]:
    """Photos of sessions held by the community or below it that other members may see, in their order."""
    return _session_photos(ActivitySession.objects.within(community))


def _session_photos(sessions: QuerySet[ActivitySession]) -> QuerySet[SessionPhoto]:
    held = sessions.standing().values("pk")
    return SessionPhoto.objects.filter(session__in=held).to_show().select_related("session__activity__area")


def photos_in_sight(community: Area) -> QuerySet[ServiceRecord]:
    """Confirmed records with a photo, of members who agree to public photos now."""
    return _photos_agreed(ServiceRecord.objects.within(community))


def _photos_agreed(records: QuerySet[ServiceRecord]) -> QuerySet[ServiceRecord]:
    agreed = Consent.objects.filter(
        member=OuterRef("member"), text__purpose=ConsentPurpose.PHOTO, withdrawn_at__isnull=True
    )
    shown = records.confirmed().exclude(photo="").filter(Exists(agreed))
    return shown.select_related("area").order_by("-served_on", "-pk")


def photo_on_timeline(user, pk: int):
    """The photo of a record, for whoever sees the timeline of its community; None for anybody else."""
    record = _photos_agreed(ServiceRecord.objects.filter(pk=pk)).first()
    return record.photo if record and _sees_timeline_of(record.area, user) else None


def session_photo_on_timeline(user, pk: int):
    """The picture of a session, for whoever sees the timeline of its community; None for anybody else."""
    photo = _session_photos(ActivitySession.objects.all()).filter(pk=pk).first()
    return photo.file if photo and _sees_timeline_of(photo.session.activity.area, user) else None


def _sees_timeline_of(area: Area, user) -> bool:
    communities = Area.objects.communities().filter(pk__in=area.get_ancestors(include_self=True).values("pk"))
    return any(community_in_sight(community.pk, user) for community in communities)
