"""Feedback sheets to units (双向反馈)."""
