"""Rounds of evaluation: subjects frozen at opening, facts from closed figures, reports, panels, the meeting."""
