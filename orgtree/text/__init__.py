"""Words and numbers as people write them: reading, comparing, masking, scanning."""
