"""Accounts, posts, signing in."""
