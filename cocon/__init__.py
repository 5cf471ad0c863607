"""Agreements, the three lists, projects, meetings, venues and funds of 共驻共建. Floor 2, beside grids. Nothing is built here yet."""
