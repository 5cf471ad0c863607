"""Nightly roots over the trail, and the look at all of it: nothing that was written once is altered, gone or put in between."""

from collections.abc import Iterator
from datetime import date

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.chain.rules import GENESIS
from orgtree.choices import Permission as P
from orgtree.database.app_role import append_only_tables
from orgtree.database.locks import hold_for
from orgtree.notices.services import notify
from orgtree.people.models.people import Post
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.trail.models import Erasure, TrailPart, TrailRoot
from orgtree.trail.rules import Part, trail_digest

AT_ONCE = 200_000  # rows under one digest, so that a first night of millions fits into memory
TAKEN_FROM_LOGS = ("reason", "text", "by", "about")  # what `erase_written` may blank
BLANKABLE = (ArrayField, models.CharField, models.TextField, models.JSONField, models.FileField)
DIGEST = """
    SELECT count(*), coalesce(encode(sha256(convert_to(string_agg(md5(ROW({columns})::text), '' ORDER BY {key}), 'UTF8')), 'hex'), '')
    FROM {table} WHERE {key} > %s AND {key} <= %s
"""


def sealed_models() -> dict[str, type[models.Model]]:
    """Table → model of all that is written once and has no chain of its own: histories, looks, steps, remarks, erasures."""
    written = set(append_only_tables())
    kept = (model for model in apps.get_models() if model._meta.db_table in written)
    return {
        model._meta.db_table: model
        for model in kept
        if model is Erasure or not any(trigger.name == "no_truncate" for trigger in model._meta.triggers)
    }


def sealed_columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that no erasure may touch: of a history the moment, the act, the row, the context, its codes, and what is never empty."""
    fields = model._meta.concrete_fields
    if not hasattr(model, "pgh_tracked_model"):
        return tuple(field.column for field in fields if field.name not in TAKEN_FROM_LOGS)
    return tuple(
        field.column
        for field in fields
        if field.name.startswith("pgh_")
        or field.choices
        or not (field.null or isinstance(field, BLANKABLE) or field.is_relation)
    )


def _of_rows(model_table: str, key: str, columns: tuple[str, ...], after: int, until: int) -> tuple[int, str]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone = 'UTC'")
        words = DIGEST.format(columns=", ".join(map(quote, columns)), key=quote(key), table=quote(model_table))
        cursor.execute(words, [after, until])
        return cursor.fetchone()


# --- The night -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def make_trail_root(day: date) -> TrailRoot:
    """The root of `day`: made now, or the one that was made when it was asked for before."""
    hold_for("trail-root")
    if made := TrailRoot.objects.filter(day=day).first():
        return made
    last = TrailRoot.objects.order_by("-day").first()
    previous = last.digest if last else GENESIS
    parts = list(_parts_of_tonight())
    root = TrailRoot.objects.create(
        day=day,
        digest=trail_digest(day, parts, previous),
        previous_digest=previous,
        entries=sum(part.rows for part in parts),
        accounts=len({part.table for part in parts}),
        made_at=timezone.now(),
    )
    TrailPart.objects.bulk_create(_row(root, part) for part in parts)
    return root


def _row(root: TrailRoot, part: Part) -> TrailPart:
    return TrailPart(
        root=root,
        table_name=part.table,
        columns=list(part.columns),
        after_id=part.after,
        until_id=part.until,
        seen_id=part.seen,
        rows=part.rows,
        digest=part.digest,
    )


def _parts_of_tonight() -> Iterator[Part]:
    newest_first = TrailPart.objects.order_by("table_name", "-root__day", "-until_id").distinct("table_name")
    before = {part.table_name: (part.until_id, part.seen_id) for part in newest_first}
    for table, model in sorted(sealed_models().items()):
        after, due = before.get(table, (0, 0))
        seen = model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0
        columns, key = sealed_columns(model), model._meta.pk.column
        if seen > due and after == due:  # nothing to seal yet, but something to remember
            yield Part(table, columns, after, after, seen, 0, "")
        while after < due:
            until = min(due, after + AT_ONCE)
            yield Part(table, columns, after, until, max(seen, due), *_of_rows(table, key, columns, after, until))
            after = until


# --- The look ------------------------------------------------------------------------------------------------------------


def inspect_trail(*, until: date | None = None, digest: str = "") -> list[str]:
    """Sentences on every night whose root, and every part whose rows, are not what they were; empty when all is whole.

    `digest` is the root of `until` as it was printed then: with it even a trail that was sealed anew is found out.
    """
    found, models_now = [], sealed_models()
    previous = GENESIS
    for root in TrailRoot.objects.order_by("day").prefetch_related("parts"):
        parts = [_part(row) for row in root.parts.all()]
        if root.previous_digest != previous or root.digest != trail_digest(root.day, parts, previous):
            found.append(f"{root.day}的留痕摘要被改动")
        elif root.day == until and digest and root.digest != digest:
            found.append(f"{root.day}的留痕摘要与留存的不一致")
        found += [words for part in parts if (words := _fault_of(part, models_now.get(part.table), root.day))]
        previous = root.digest
    return found


def _part(row: TrailPart) -> Part:
    return Part(row.table_name, tuple(row.columns), row.after_id, row.until_id, row.seen_id, row.rows, row.digest)


@transaction.atomic
def _fault_of(part: Part, model: type[models.Model] | None, day: date) -> str:
    if model is None or not {field.column for field in model._meta.concrete_fields} >= set(part.columns):
        return ""  # a later version of the platform keeps no such table or column: there is nothing to compare
    rows, digest = _of_rows(part.table, model._meta.pk.column, part.columns, part.after, part.until)
    if (rows, digest) == (part.rows, part.digest):
        return ""
    what = (
        f"少了{part.rows - rows}行"
        if rows < part.rows
        else f"多了{rows - part.rows}行"
        if rows > part.rows
        else "有行被改动"
    )
    return f"{day}的{part.table}第{part.after + 1}至{part.until}行：{what}"


@transaction.atomic
def check_trail() -> list[str]:
    """Inspect the trail and tell the auditors where something is wrong. Returns what was found."""
    found = inspect_trail()
    if found:
        auditors = Post.objects.live().filter(kind__in=post_kinds_with(P.AUDIT_VIEW)).values_list("holder", flat=True)
        notify(
            users=auditors,
            key=f"trail-check:{timezone.localdate()}",
            title=f"操作留痕核验发现{len(found)}处问题",
            text=f"{found[0]}。请保留现场，与系统管理员一同查明。",
            url=reverse("admin:orgtree_trailroot_changelist"),
        )
    return found
