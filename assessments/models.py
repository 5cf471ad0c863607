"""Tables of this floor, a module per noun."""
