"""A roll as a workbook: a line for each person and class."""
