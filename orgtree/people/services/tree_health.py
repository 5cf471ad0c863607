"""Both trees checked and mended as a whole; posts and units that are not where the rules put them, listed for a person."""

import logging

from django.db import transaction

from orgtree.database.locks import AREA_TREE, PARTY_TREE, hold
from orgtree.people.models.people import Post
from orgtree.tree.models import Area
from orgtree.tree.rules.intervals import Fault
from orgtree.tree.services.intervals import rebuild_all, stored_faults
from orgtree.units.models.institution import Institution
from orgtree.units.models.party import PartyOrg

LOCKS = {Area: AREA_TREE, PartyOrg: PARTY_TREE}

logger = logging.getLogger(__name__)


@transaction.atomic
def check_trees() -> dict[type, list[Fault]]:
    """The faults of each tree; every one is logged as an error, since a broken interval shows people what is not theirs.

    Takes the locks, so that no edit is seen half done.
    """
    found = {}
    for model, lock in LOCKS.items():
        hold(lock)
        found[model] = stored_faults(model)
        if found[model]:
            logger.error("%s tree: %d faults, first: %s", model.__name__, len(found[model]), found[model][:5])
    return found


def check_seats() -> list[Post]:
    """The posts that sit where their kind may not, each a warning in the log: they hold until somebody ends them."""
    found = list(Post.objects.misseated().select_related("holder", "area", "institution").order_by("pk"))
    if found:
        logger.warning("%d posts sit where their kind may not, first: %s", len(found), [post.pk for post in found[:5]])
    return found


def check_units() -> list[Institution]:
    """The units with more units above them than a line may have, or in a ring; a warning in the log."""
    found = list(Institution.objects.too_deep().order_by("pk"))
    if found:
        logger.warning("%d units stand too deep, first: %s", len(found), [unit.pk for unit in found[:5]])
    return found


@transaction.atomic
def rebuild_trees(*, by) -> dict[type, int]:
    """Number both trees anew from their parents; returns how many nodes of each changed. `by` None: the command line."""
    changed = {}
    for model, lock in LOCKS.items():
        hold(lock)
        changed[model] = rebuild_all(model)
    return changed
