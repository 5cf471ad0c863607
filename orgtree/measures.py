"""Figures of the ground floor, a module per subject."""

from importlib import import_module

from orgtree.declare import Subject, registry

# Boards show the figures in this order.
for subject in ("tree", "units", "assigned", "figures", "oneform"):
    import_module(f"orgtree.{subject}.declared.measures")

registry.add_subjects([Subject("organisation", "组织", 70, ("区域概况", "党的组织", "任务", "数字上报", "报表上报"))])
