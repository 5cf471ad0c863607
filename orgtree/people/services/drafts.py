"""Drafts that follow a person: kept, given back, dropped. Source: docs/rules.md, "Drafts"; docs/decisions/0098-drafts-that-follow.md."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from orgtree.errors import RuleBroken
from orgtree.people.models.drafts import Draft
from orgtree.people.models.people import User

MOST = 20  # of one person; the oldest makes way
LARGEST = 64 * 1024  # characters of one


@transaction.atomic
def keep_draft(*, name: str, page: str, title: str, values: str, by: User) -> Draft:
    """The draft as it is now, in place of what was kept of the same form. Raises RuleBroken (`draft`, `too_large`)."""
    if not name or len(name) > 320 or not page.startswith("/") or page.startswith("//") or len(page) > 300:
        raise RuleBroken("draft", "草稿没有对应的页面，只存在这台设备上", field="page")
    if len(values) > LARGEST:
        raise RuleBroken("too_large", "内容太长，只存在这台设备上", field="values")
    if not _are_fields(values):
        raise RuleBroken("draft", "草稿内容无法识别，只存在这台设备上", field="values")
    said = {"page": page, "title": title[:80] or page, "values": values, "saved_at": timezone.now()}
    draft, _ = Draft.objects.update_or_create(user=by, name=name, defaults=said)
    kept = Draft.objects.filter(user=by).order_by("-saved_at", "-pk").values_list("pk", flat=True)
    Draft.objects.filter(pk__in=list(kept[MOST:])).delete()
    return draft


def _are_fields(text: str) -> bool:
    """Whether it is what stands in fields, by name or in order, and at least in one of them."""
    try:
        fields = json.loads(text)
    except ValueError:
        return False
    return isinstance(fields, dict | list) and bool(fields)


def draft_told(*, name: str, by: User) -> dict[str, Any] | None:
    """{"at": milliseconds, "values"} of this form, as the browser keeps one; None where there is none."""
    draft = Draft.objects.mine(by).filter(name=name).first()
    return draft and {"at": int(draft.saved_at.timestamp() * 1000), "values": json.loads(draft.values)}


def drop_draft(*, name: str, by: User) -> None:
    """It was sent, or is not wanted any more. What is not there is dropped already."""
    Draft.objects.filter(user=by, name=name).delete()
