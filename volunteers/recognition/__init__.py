"""Certificates, and what points buy."""
