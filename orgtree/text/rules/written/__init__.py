"""What people write, read in one way by every form and sheet: names, days, clock times, durations, marks for nothing.

Pure rules, each with its table of cases in tests/orgtree/text/. Telephone numbers: `orgtree.text.rules.phones`.
"""
