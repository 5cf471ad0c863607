"""What offices say about a row to each other: words that are added and never altered (docs/decisions/0043)."""
