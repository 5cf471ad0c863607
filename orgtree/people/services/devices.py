"""Browsers that an account is known on: found by the secret in a cookie, listed and ended by its owner."""

import hashlib
import secrets

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from orgtree.choices import SignInKind
from orgtree.errors import not_found
from orgtree.people.models.people import User
from orgtree.people.models.sign_ins import Device
from orgtree.people.rules import DEVICES_OF_A_BROWSER, KNOWN_FOR, name_browser
from orgtree.people.services.sign_ins import record_sign_in
from orgtree.people.services.tokens import password_mark
from orgtree.web.middleware import PROVED_AT, STAYS_UNTIL
from orgtree.web.sessions import SessionStore

COOKIE = "known_devices"
SECRET_BYTES = 32
LONGEST_COOKIE = 400


def known_device(request: HttpRequest, account: User | None) -> Device | None:
    """The live device of `account` whose secret the browser brings; None for a stranger's, and after a new password."""
    digests = [_digest(secret) for secret in _secrets(request)]
    if not digests or account is None:
        return None
    device = Device.objects.live().filter(user=account.pk, digest__in=digests).first()
    return device if device and constant_time_compare(device.password_mark, password_mark(account)) else None


def know_device(request: HttpRequest, response: HttpResponse, *, user: User, stays: bool) -> Device:
    """The device of whoever has just signed in, and its cookie on `response`. Staff do not stay signed in, whatever they ask."""
    now, stays = timezone.now(), stays and not user.is_staff
    device, kept = known_device(request, user), _secrets(request)
    if device is None:
        secret = secrets.token_urlsafe(SECRET_BYTES)
        device, kept = Device(user=user, digest=_digest(secret)), [secret, *kept]
    device.password_mark = password_mark(user)
    device.browser = name_browser(request.META.get("HTTP_USER_AGENT", ""))
    device.stays, device.signed_in_at, device.until = stays, now, now + KNOWN_FOR
    request.session[PROVED_AT] = now.timestamp()
    if stays:
        request.session[STAYS_UNTIL] = device.until.timestamp()
        request.session.set_expiry(device.until)
    if not request.session.session_key:
        request.session.create()
    device.session_key = request.session.session_key
    device.save()
    response.set_cookie(
        COOKIE,
        ".".join(kept[:DEVICES_OF_A_BROWSER]),
        max_age=int(KNOWN_FOR.total_seconds()),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return device


@transaction.atomic
def end_device(request: HttpRequest, *, device_id: int) -> Device:
    """The signed-in person's own device, ended: its session is over now, and it is a stranger's again. Raises RuleBroken for others'."""
    device = Device.objects.live().select_for_update().filter(pk=device_id, user=request.user.pk).first()
    if device is None:
        raise not_found("设备")
    device.ended_at = timezone.now()
    device.save(update_fields=["ended_at"])
    transaction.on_commit(lambda: _end_session(device))
    record_sign_in(request, SignInKind.ENDED, request.user)
    return device


def forget_session(request: HttpRequest) -> None:
    """After signing out by hand nothing of this session stays; the browser is still known, so that nobody can lock it out."""
    Device.objects.filter(user=request.user.pk, session_key=request.session.session_key or "-").update(
        stays=False, session_key=""
    )


def live_devices(user: User) -> list[Device]:
    """Those known under the password of today, the last used first."""
    mark = password_mark(user)
    return [one for one in Device.objects.live().filter(user=user.pk) if constant_time_compare(one.password_mark, mark)]


def _end_session(device: Device) -> None:
    session = SessionStore(device.session_key)
    if device.session_key and session.load().get(SESSION_KEY) == str(device.user_id):
        session.delete()


def _secrets(request: HttpRequest) -> list[str]:
    brought = request.COOKIES.get(COOKIE, "")[:LONGEST_COOKIE]
    return [secret for secret in brought.split(".") if secret][:DEVICES_OF_A_BROWSER]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
