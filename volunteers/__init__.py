"""Floor 1: report-in of in-service members, their service hours, and the points ledger."""
