"""Communities merged into one, or split into two, as one dated act."""
