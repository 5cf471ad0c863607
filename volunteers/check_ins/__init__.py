"""Checking in with the community: each half-year, and in words once a year."""
