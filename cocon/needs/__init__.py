"""The lists of 共驻共建: what communities need, what units take on of it, and how it comes to 销号."""
