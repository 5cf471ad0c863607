"""From an entry of the ledger to the member's page of what it was entered for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import ITEMS
from volunteers.duties.models import DutyClaim
from volunteers.duties.services.duty_claim_acts import CLAIMED_A_POST
from volunteers.points.models.points import MOVED, PointEntry
from volunteers.points.services.reporting_in import REPORTED_IN

# The head of a source -> the page that has the number behind it, and the words of the link.
BY_NUMBER = {
    "service": ("member-service", "查看这次服务"),
    "deed": ("member-deed", "查看这一事项"),
    "restored": ("member-deed", "查看这一事项"),
}
BY_NAME = {
    REPORTED_IN: ("member-report-in", "查看我的报到"),
    CLAIMED_A_POST: ("member-duties", "查看我的岗位"),
}


@dataclass(frozen=True)
class Origin:
    """A link: where to, in which words."""

    url: str
    words: str


def add_origins(entries: Sequence[PointEntry], user) -> None:
    """Set `origin` on each entry, None where there is no page. At most two queries, for check-ins and posts."""
    heads = {entry.source.partition(":")[0] for entry in entries}
    check_ins = _check_ins(user) if heads & set(ITEMS.values()) else {}
    monthly = heads - {*BY_NUMBER, *BY_NAME, *ITEMS.values(), "reverse"}
    posts = dict(DutyClaim.objects.mine(user).values_list("pk", "post")) if monthly else {}
    for entry in entries:
        entry.origin = _origin(entry.source.partition(MOVED)[0], check_ins, posts)


def _check_ins(user) -> dict[str, int]:
    return {one.source: one.pk for one in CheckIn.objects.mine(user).live()}


def _origin(source: str, check_ins: dict[str, int], posts: dict[int, int]) -> Origin | None:
    head, number = source.split(":")[:2]
    if head in BY_NUMBER:
        route, words = BY_NUMBER[head]
        return Origin(reverse(route, args=[number]), words)
    if head in BY_NAME:
        route, words = BY_NAME[head]
        return Origin(reverse(route), words)
    if head == "reverse":
        return Origin(f"#entry-{number}", "看被冲正的那一笔")
    if source in check_ins:
        return Origin(reverse("member-check-in", args=[check_ins[source]]), "查看这次报到")
    post = posts.get(int(number)) if number.isdigit() else None
    return Origin(reverse("member-duty", args=[post]), "查看这个岗位") if post else None
