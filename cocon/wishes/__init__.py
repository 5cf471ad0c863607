"""Wishes of residents (微心愿)."""
