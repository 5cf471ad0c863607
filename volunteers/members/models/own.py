"""Rows about one member, who is the `member` of each."""

from orgtree.models import ScopedQuerySet


class OfMemberQuerySet(ScopedQuerySet):
    def mine(self, user):
        """Those about this person themselves."""
        return self.filter(member__user=user.pk)
