"""承诺 that units and teams give to a community, and what is recognised of them: nothing else is kept."""
