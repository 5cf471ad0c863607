"""Decisions and arithmetic of ballots: pure functions, by the file what they are about."""
