"""The units around a community: what they have to give, whom to call, with which communities they are paired."""
