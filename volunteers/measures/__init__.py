"""Figures of this floor, a module per noun, and the sentences made of them."""

from importlib import import_module

# Boards show the figures in this order.
NOUNS = (
    "report_ins",
    "check_ins",
    "units",
    "duties",
    "services",
    "teams",
    "activities",
    "certificates",
    "wishes",
    "ratings",
    "points",
    "emergencies",
    "rewards",
    "sentences",
)
for noun in NOUNS:
    import_module(f"volunteers.measures.{noun}")
