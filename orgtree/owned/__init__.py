"""Rows of rules that belong to an area and are inherited downward."""
