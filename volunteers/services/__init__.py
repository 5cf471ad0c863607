"""Every write of the first floor, a module per noun."""
