"""民主评议党员: votes and the organisation's judgement apart, told to the person."""
