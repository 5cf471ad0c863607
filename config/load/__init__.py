"""A city's busiest hours at a site that runs as in production, on this machine alone (`make load`): what a member waits, and that nothing is lost.

The site is what `Procfile` starts, with the production settings and a database of its own; only TLS is left out. A time says
something of the machine it was taken on and of what else ran there, so the processor that a request takes is told beside it.
"""
