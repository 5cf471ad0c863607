"""Classes of cases: dated rows with level, limits, lead and list of duties; what is not taken here and where it belongs."""
