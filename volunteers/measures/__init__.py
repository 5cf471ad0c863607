"""Figures of this floor, a module per noun."""

from importlib import import_module

# Boards show the figures in this order.
for noun in ("report_ins", "units", "services", "points"):
for noun in ("report_ins", "services", "points", "sentences"):
    import_module(f"volunteers.measures.{noun}")
