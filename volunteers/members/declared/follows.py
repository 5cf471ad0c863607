"""Whoever is placed in a grid goes where it goes."""

from orgtree.declare.follows import area_moved
from volunteers.members.services.carrying import carry_report_ins

area_moved.add("members.report_ins", carry_report_ins)
