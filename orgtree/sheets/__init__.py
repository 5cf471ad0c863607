"""Spreadsheets in and out: reading what clerks upload, and writing templates and sheets of errors."""
