"""Figures of this floor, a module per noun, and the sentences made of them."""

from importlib import import_module

# Boards show the figures in this order.
NOUNS = (
    "members.declared.measures_report_ins",
    "check_ins.declared.measures",
    "members.declared.measures_units",
    "duties.declared.measures",
    "service.declared.measures",
    "teams.declared.measures",
    "activities.declared.measures_activities",
    "recognition.declared.measures_certificates",
    "activities.declared.measures_ratings",
    "points.declared.measures",
    "emergencies.declared.measures",
    "recognition.declared.measures_rewards",
    "home.declared.measures",
)
for noun in NOUNS:
    import_module(f"volunteers.{noun}")
