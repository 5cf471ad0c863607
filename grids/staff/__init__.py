"""Who works in grids and streets: responsible posts, coverage, terms, training, the public card of a grid."""
