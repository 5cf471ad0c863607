"""Signing in and out, passwords, the devices of an account."""
