"""Answers without names: counters alone, a page behind a signed address, shown from so many on (docs/decisions/0018, 0046)."""
