"""Duty posts (设岗定责) and claims on them."""
