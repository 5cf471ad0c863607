"""Schemes of evaluation: versions by level and year, components, classes of voters, bands, caps, quotas; red lines."""
