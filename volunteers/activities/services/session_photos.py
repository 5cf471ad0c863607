"""Photos of a session: several added at once or none of them, described, taken away; by its leader and its desk.

Who may see which: docs/rules.md, "Photos".
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from orgtree.acts import Act, Acts, declare_acts, note_first
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.files.services import attach
from orgtree.scope.models.either import rows_of_either
from volunteers.activities.choices import PhotoState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.models.session_photo import SessionPhoto
from volunteers.activities.rules.session_photos import checked_caption
from volunteers.activities.services.activity_reach import open_to
from volunteers.activities.services.joining import lock_session
from volunteers.activities.services.rolls import OPENS_BEFORE, sessions_to_lead
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Member


@transaction.atomic
def add_photos(*, session_id: int, uploads: Sequence, caption: str = "", by) -> list[SessionPhoto]:
    """The photos of these files in this session, in their order; one that is there already is not added again.

    All or none: raises RuleBroken at `pictures` naming the first bad file, `too_many`, `too_early`, or at `caption`.
    """
    session = _led(session_id, by)
    _check_time(session)
    kept = checked_caption(caption)
    known = set(session.photos.values_list("pk", flat=True))
    photos = attach(SessionPhoto, session, uploads, caption=kept, by=by, member=_as_leader(session, by))
    note_first(photo_acts, "add", *(photo for photo in photos if photo.pk not in known), by=by)
    return photos


@transaction.atomic
def describe_photo(*, photo_id: int, caption: str, by) -> SessionPhoto:
    """The photo with its caption changed. Raises RuleBroken at `caption`."""
    photo = _of_led(photo_id, by)
    photo.caption = checked_caption(caption)
    photo.save(update_fields=["caption"])
    return photo


def _photos_kept_by(user) -> QuerySet[SessionPhoto]:
    return SessionPhoto.objects.filter(session__in=sessions_to_lead(user).values("pk"))


KEEPER = {"own": True, "reach": _photos_kept_by, "doer": "带队人、组织活动的工作人员"}
# Source: docs/rules.md, "Photos".
photo_acts = declare_acts(
    Acts(
        SessionPhoto,
        member="member",
        loads=("session__activity", "member"),
        called="照片",
        derived=tuple(PhotoState.choices),
        acts=(
            Act("add", "添加照片", "添加", frozenset(), None, leads=PhotoState.KEPT.label, by_form=True, **KEEPER),
            Act(
                "remove",
                "删除照片",
                "删除",
                frozenset({PhotoState.KEPT}),
                None,
                leads="（删除）",
                removes=True,
                done="照片已删除。",
                **KEEPER,
            ),
        ),
    )
)


def photos_seen_by(user) -> QuerySet[SessionPhoto]:
    """What the person may look at: all of sessions that they keep or lead; of those open to them, what is to be shown."""
    photos = SessionPhoto.objects.all()
    halves = [photos.filter(session__in=ActivitySession.objects.allowed(user, P.ACTIVITY_VIEW).values("pk"))]
    if user.token_covers(OWN):
        halves.append(photos.filter(session__in=ActivitySession.objects.led_by(user).shown().values("pk")))
        if member := Member.objects.mine(user).first():
            halves += photos.filter(session__in=open_to(member).values("pk")).to_show_each_way()
            halves += photos.filter(session__in=SignUp.objects.mine(user).values("session")).to_show_each_way()
    return rows_of_either(photos, *halves)


def may_add_photos(session: ActivitySession, user) -> bool:
    """Whether the person leads the session or keeps its activity, and it has begun."""
    return session.starts_at - OPENS_BEFORE <= timezone.now() and _leads(session.pk, user)


def stays_unseen(session: ActivitySession, user) -> bool:
    """Whether what the person adds is kept from other members, for want of consent to public photos."""
    member = _as_leader(session, user)
    agreed = Consent.objects.filter(member=member, text__purpose=ConsentPurpose.PHOTO, withdrawn_at__isnull=True)
    return member is not None and not agreed.exists()


def _leads(session_id: int, user) -> bool:
    return sessions_to_lead(user).filter(pk=session_id).exists()


def _led(session_id: int, by) -> ActivitySession:
    session = lock_session(session_id)
    if not _leads(session_id, by):
        raise not_found("场次")
    return session


def _of_led(photo_id: int, by) -> SessionPhoto:
    photo = SessionPhoto.objects.select_for_update(of=("self",)).select_related("session__activity").filter(pk=photo_id)
    found = photo.first()
    if found is None or not _leads(found.session_id, by):
        raise not_found("照片")
    return found


def _check_time(session: ActivitySession) -> None:
    if session.cancelled_at:
        raise RuleBroken("closed", "这一场已取消", conflict=True)
    if timezone.now() < session.starts_at - OPENS_BEFORE:
        raise RuleBroken("too_early", "活动开始前半小时起可以添加照片", conflict=True)


def _as_leader(session: ActivitySession, by) -> Member | None:
    """The member as whom `by` adds photos; None for who keeps activities there."""
    if ActivitySession.objects.allowed(by, P.ACTIVITY_MANAGE).filter(pk=session.pk).exists():
        return None
    return Member.objects.mine(by).first()
