"""What is done with bodies and seats."""
