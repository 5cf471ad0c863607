"""The ledger of points: entries are appended here and nowhere else, the accounts locked by the caller; its nightly roots."""

from orgtree.chain import Ledger
from volunteers.points.models.ledger_roots import LedgerHead, LedgerRoot
from volunteers.points.models.points import PointEntry

LEDGER = Ledger(PointEntry, LedgerRoot, LedgerHead)
