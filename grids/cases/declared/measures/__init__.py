"""Figures of cases: `counting` has what is counted and how rates are made, `figures` what is declared of it."""
