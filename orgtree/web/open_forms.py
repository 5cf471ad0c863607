"""The one brake: the guard of forms that anybody may send without signing in (how large, how often, and a field that only
programs fill), of signing in, of codes and of exports.

    @guard_form(Guard("register", most=60, everywhere=2_000, seconds=3600))
    def register(request): ...

The page's template includes `parts/decoy.html` inside the form. Numbers: docs/rules.md, "Open forms".
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis.exceptions import RedisError

from orgtree.errors import RuleBroken
from orgtree.text.crypto import blind_index

log = logging.getLogger(__name__)

DECOY = "homepage"  # the name of the field that people do not see
LARGEST = 64 * 1024  # bytes of a form without files
NET_OF_ONE = 64  # bits of an IPv6 address that one line has; the rest its owner chooses anew as often as he likes


class TooOften(RuleBroken):
    """What is slowed down for now: 429 on pages and in the API."""

    def __init__(self, message: str):
        super().__init__("too_often", message, conflict=True)


@dataclass(frozen=True)
class Guard:
    """What one form takes: `most` in `seconds` from one address (of IPv6, one /64), `everywhere` from all together, `largest`
    bytes each. Without `everywhere` nobody is kept out by what others do.
    """

    name: str
    most: int
    everywhere: int | None
    seconds: int
    largest: int = LARGEST

    def lets_in(self, address: str) -> bool:
        """Count one more, and whether it is still within the limits. Redis counts, so that workers beside each other agree.

        No address is kept: what stands in the cache is its keyed digest, for two windows. While the cache is away everybody
        is let in, as everywhere (G03).
        """
        try:
            if self._count(self._own(address)) > self.most:
                return False
            return self.everywhere is None or self._count("all") <= self.everywhere
        except RedisError:
            log.warning("open form %s not counted: the cache is away", self.name)
            return True

    def give_back(self, address: str) -> None:
        """Take one off again: it was counted before anybody knew that it was right, so that many at once are not many guesses."""
        try:
            cache.decr(self._key(self._own(address)))
        except (RedisError, ValueError):  # away, or counted in a window that is over
            log.warning("open form %s not given back", self.name)

    def _own(self, address: str) -> str:
        return blind_index(f"{self.name}:{line_of(address)}", purpose="open-form")

    def _key(self, who: str) -> str:
        return f"open-form:{self.name}:{who}:{int(time() // self.seconds)}"

    def _count(self, who: str) -> int:
        """How many there were in this window, with this one. A window has a key of its own, so that none lives on by itself."""
        key = self._key(who)
        cache.add(key, 0, 2 * self.seconds)
        try:
            return cache.incr(key)
        except ValueError:  # pushed out of a full cache between the two
            return 1


def guard_form(guard: Guard) -> Callable:
    """A decorator of the view: a form that is too large, too frequent or filled by a program does not reach it."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            refused = _refusal(guard, request) if request.method == "POST" else None
            if refused is None:
                return view(request, *args, **kwargs)
            status, words = refused
            log.warning("open form %s refused with %s", guard.name, status)
            return render(request, "parts/form_refused.html", {"words": words}, status=status)

        guarded.guard = guard
        return guarded

    return decorate


def _refusal(guard: Guard, request: HttpRequest) -> tuple[int, str] | None:
    """(status, words) for a form that is not taken."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > guard.largest:
        return 413, "填写的内容太多，请缩短后再提交。"
    if not guard.lets_in(client_address(request)):
        return 429, "提交太频繁，请过一会儿再试；着急请直接联系社区。"
    if request.POST.get(DECOY):
        return 422, "没有提交成功。请返回上一页再提交一次；仍不成功请直接联系社区。"
    return None


def client_address(request: HttpRequest) -> str:
    """Where the request comes from; behind a proxy what the proxy itself saw, which is the last entry it wrote."""
    if settings.BEHIND_PROXY and (passed := request.META.get("HTTP_X_FORWARDED_FOR")):
        return passed.rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def line_of(address: str) -> str:
    """What is counted as one: the address, of IPv6 the /64 around it; as it is where it is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((found, NET_OF_ONE), strict=False))
