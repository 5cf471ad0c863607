"""Days, periods and working time: pure rules."""
