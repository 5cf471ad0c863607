"""小区: where residents live together, which company looks after it, its owners' committee and its party organisation."""
