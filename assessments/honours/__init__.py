"""Demonstrations, honours with a document, cases promoted, outcomes of careers, training and its rolls."""
