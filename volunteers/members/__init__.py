"""Who a member is: members, their report-ins and those of their units, consents, deadlines, the roster."""
