"""Workbooks that come in: uploaded, checked, confirmed, written."""
