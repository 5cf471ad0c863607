"""Surveys of residents: link lists of households without names, the seeded draw, answers, small cells hidden."""
