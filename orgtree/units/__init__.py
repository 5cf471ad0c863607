"""Institutions, and party organisations."""
