"""Reasons that acts ask for: words that somebody reads."""

LONGEST = 200
