"""Both trees checked and mended as a whole."""

import logging

from django.db import transaction

from orgtree.models import Area, PartyOrg
from orgtree.rules.intervals import Fault
from orgtree.services.intervals import rebuild_all, stored_faults
from orgtree.services.locks import AREA_TREE, PARTY_TREE, hold

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


@transaction.atomic
def rebuild_trees(*, by) -> dict[type, int]:
    """Number both trees anew from their parents; returns how many nodes of each changed. `by` None: the command line."""
    changed = {}
    for model, lock in LOCKS.items():
        hold(lock)
        changed[model] = rebuild_all(model)
    return changed
