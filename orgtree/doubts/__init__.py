"""Words on a number: who reads one says that it may be wrong, and whoever keeps it answers (docs/decisions/0100-doubts.md)."""
