"""Cases and reports: one case, many reports, one declared course, clocks that add up."""
