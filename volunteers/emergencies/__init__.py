"""Emergencies (应急动员)."""
