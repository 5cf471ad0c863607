"""Figures of the ground floor, a module per subject."""

from importlib import import_module

# Boards show the figures in this order.
for subject in ("tree", "units", "assigned"):
    import_module(f"orgtree.{subject}.declared.measures")
