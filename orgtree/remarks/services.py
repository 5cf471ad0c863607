"""Adding a remark, reading those of a row, the person's own, and taking out the words of who has left."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from orgtree.database.written_once import erase_written
from orgtree.declare import Section, registry
from orgtree.declare.opened import RemarkPanel
from orgtree.errors import RuleBroken, not_found
from orgtree.notices.services import notify
from orgtree.notices.words import called
from orgtree.remarks.models import Remark
from orgtree.remarks.rules import checked_remark

SAME_WITHIN = timedelta(minutes=1)  # the same words again are a second tap


def owner_in(panel: RemarkPanel, pk: int, user) -> Any:
    """The row, for who may read its remarks. Raises RuleBroken, which is 404."""
    owner = panel.reach(user).filter(pk=pk).first()
    if owner is None:
        raise not_found()
    return owner


@transaction.atomic
def add_remark(*, key: str, pk: int, text: str, by) -> Remark:
    """The new remark on the row of the panel, told to those whom it concerns; the earlier one for the same words a moment later.

    Raises RuleBroken: not found for who may not read the row, `closed` where they may not write, or at `text`.
    """
    panel = registry.remarks[key]
    owner, now = owner_in(panel, pk, by), timezone.now()
    if not panel.may_write(by, owner):
        raise RuleBroken("closed", "您现在不能在这里留言", conflict=True)
    words = checked_remark(text)
    mine = remarks_on(panel, owner).filter(by=by, text=words, at__gt=now - SAME_WITHIN)
    if earlier := mine.first():
        return earlier
    remark = panel.model.objects.create(**{panel.model.owner: owner}, text=words, by=by, at=now)
    users = [user for user in panel.tells(owner) if user != by.pk]
    notify(
        users=users,
        key=f"{panel.notice}:{owner.pk}:remark:{remark.pk}",
        title=f"新留言：{called(owner)}",
        url=panel.page(owner),
    )
    return remark


def remarks_on(panel: RemarkPanel, owner):
    """The remarks on the row with their authors, the first one first. One query."""
    return panel.model.objects.filter(**{panel.model.owner: owner}).select_related("by").order_by("at", "pk")


def own_remarks(member) -> Section:
    """The person's own remarks, of all panels, for the copy of their data."""
    rows = []
    for panel in registry.remarks.values():
        mine = panel.model.objects.filter(by=member.user_id) if member.user_id else panel.model.objects.none()
        for remark in mine.select_related(panel.model.owner).order_by("at", "pk"):
            moment = f"{timezone.localtime(remark.at):%Y-%m-%d %H:%M}"
            rows.append((panel.label, str(getattr(remark, panel.model.owner)), remark.text, moment))
    return Section("我的留言", ("事项", "名称", "留言", "时间"), rows)


def erase_remarks(user, mark: str) -> None:
    """Put `mark` for the words of everything that the person said; that they said something stays."""
    for panel in registry.remarks.values():
        erase_written(panel.model, panel.model.objects.filter(by=user).values_list("pk", flat=True), {"text": mark})
