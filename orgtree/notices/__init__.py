"""Notices, and the ways they reach people."""
