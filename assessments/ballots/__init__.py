"""Secret ballots: roll, blind tokens, sheets, paper, turnout, tally, keepers of the key."""
