"""Entries of accounts that nobody alters unseen: a chain of digests an account, roots over them, the look at all of it (docs/decisions/0042)."""

from orgtree.chain.services import Findings, Ledger

__all__ = ["Findings", "Ledger"]
