"""Decisions and arithmetic of the first floor: pure functions over frozen values, no database, no clock."""
