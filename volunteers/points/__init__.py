"""The points ledger: rules, entries, credits, and the proof that nothing was altered."""
