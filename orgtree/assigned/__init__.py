"""Tasks that one office gives another (docs/decisions/0032): given, accepted, reported done, confirmed by the giver."""
