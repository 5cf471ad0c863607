"""Who did something to a row: an account beside the moment, kept as long as the row."""

from django.db import models


def by_account(label: str, **more) -> models.ForeignKey:
    """The account that did it, known from the first; `more` as of ForeignKey."""
    return models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name=label, **more)


def by_account_later(label: str, **more) -> models.ForeignKey:
    """The same, where nobody has yet."""
    return by_account(label, null=True, blank=True, **more)
