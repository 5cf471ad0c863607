"""Service records, changes to their hours, paper booklets."""
