"""What is counted, where, and how it climbs the tree."""
