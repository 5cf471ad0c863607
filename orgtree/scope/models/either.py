"""Rows that a person may see for one of several reasons.

`A OR B` with a scope in it cannot become a join: PostgreSQL tries it on every row of the table, a second for a hundred
thousand. Each half alone is found by its own index; their keys are put together by a UNION.
"""

from django.db.models import Exists, OuterRef


def rows_of_either(rows, *halves):
    """Those of the queryset `rows` that are in any of `halves`, querysets of the same model; each row once."""
    if not halves:
        return rows.none()
    first, *others = [half.order_by().values("pk") for half in halves]
    return rows.filter(pk__in=first.union(*others, all=True) if others else first)


def rows_by_post_or_own(rows, user, permission: str, own_path: str, *, reads: bool = False):
    """Those of `rows` on which a live post of `user` gives `permission`, and those whose `own_path` leads to them.

    Only the half that matters is asked: a person without such a post sees their own; whose own rows lie all within the
    post's reach, or who has none, sees what the post shows. Else it is both, by `rows_of_either`. `reads`: for a page that
    only reads.
    """
    own = rows.filter(**{own_path: user.pk})
    if not user.holds(permission):
        return own
    by_post = rows.shown_to(user, permission) if reads else rows.allowed(user, permission)
    beyond = own.exclude(Exists(rows.model.objects.allowed(user, permission).filter(pk=OuterRef("pk"))))
    return rows_of_either(rows, by_post, own) if beyond.exists() else by_post
