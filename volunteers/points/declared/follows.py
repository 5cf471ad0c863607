"""Reporting in gives points."""

from volunteers.declare import report_ins_accepted
from volunteers.points.services.reporting_in import credit_report_ins

report_ins_accepted.add("points.reported_in", credit_report_ins)
