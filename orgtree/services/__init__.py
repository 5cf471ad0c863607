"""Every write of the ground floor that means something, a module per noun."""
