"""Where a member stands: deeds and deductions, a year's account, publication and objections."""
