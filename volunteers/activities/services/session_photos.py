"""Photos of a session: several added at once or none of them, described, taken away; by its leader and its desk.

Who may see which: docs/rules.md, "Photos".
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models.either import rows_of_either
from orgtree.services.files import clean_photo
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.models.session_photo import SessionPhoto
from volunteers.activities.rules.session_photos import check_room, checked_caption
from volunteers.activities.services.activity_reach import open_to
from volunteers.activities.services.rolls import OPENS_BEFORE, sessions_to_lead
from volunteers.activities.services.sign_ups import lock_session
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
    check_room(0, len(uploads))  # before any file is decoded
    pictures = dict(_decoded(uploads))
    there = {photo.digest: photo for photo in session.photos.filter(digest__in=pictures)}
    fresh = {digest: picture for digest, picture in pictures.items() if digest not in there}
    check_room(session.photos.count(), len(fresh))
    member = _as_leader(session, by)
    with _no_files_left() as stored:
        for digest, picture in fresh.items():
            photo = SessionPhoto(session=session, digest=digest, caption=kept, member=member, added_by=by)
            photo.added_at = timezone.now()
            photo.picture.save(picture.name, picture, save=False)
            stored.append(photo.picture)
            photo.save()
            there[digest] = photo
    return [there[digest] for digest in pictures]


@transaction.atomic
def describe_photo(*, photo_id: int, caption: str, by) -> SessionPhoto:
    """The photo with its caption changed. Raises RuleBroken at `caption`."""
    photo = _of_led(photo_id, by)
    photo.caption = checked_caption(caption)
    photo.save(update_fields=["caption"])
    return photo


@transaction.atomic
def remove_photo(*, photo_id: int, by) -> ActivitySession:
    """The session that the photo stood in; its file goes when that is certain. Raises RuleBroken for a stranger's."""
    photo = _of_led(photo_id, by)
    session, storage, name = photo.session, photo.picture.storage, photo.picture.name
    photo.delete()
    transaction.on_commit(lambda: storage.delete(name))
    return session


def photos_seen_by(user) -> QuerySet[SessionPhoto]:
    """What the person may look at: all of sessions that they keep or lead; of those open to them, what is to be shown."""
    photos = SessionPhoto.objects.all()
    halves = [photos.filter(session__in=ActivitySession.objects.allowed(user, P.ACTIVITY_VIEW).values("pk"))]
    if user.token_covers(OWN):
        halves.append(photos.filter(session__in=ActivitySession.objects.led_by(user).shown().values("pk")))
        if member := Member.objects.mine(user).first():
            halves.append(photos.filter(session__in=open_to(member).values("pk")).to_show())
            halves.append(photos.filter(session__in=SignUp.objects.mine(user).values("session")).to_show())
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


def _decoded(uploads: Sequence) -> Iterator[tuple[str, ContentFile]]:
    """(digest, clean picture) of each file; raises RuleBroken at `pictures` with the number of the bad one."""
    for number, upload in enumerate(uploads, start=1):
        try:
            picture = clean_photo(upload)
        except RuleBroken as broken:
            raise RuleBroken(
                broken.code, f"第{number}张：{broken.message}。没有添加任何照片", field="pictures"
            ) from broken
        yield sha256(picture.read()).hexdigest(), picture


@contextmanager
def _no_files_left() -> Iterator[list]:
    """Collects the files that were stored; should the block fail, none of them stays behind without its row."""
    stored: list = []
    try:
        yield stored
    except BaseException:
        for file in stored:
            file.storage.delete(file.name)
        raise
