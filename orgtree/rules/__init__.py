"""Decisions and arithmetic of the ground floor: plain Python, no database, no clock."""
