"""三会一课: whether branches held each quarter what the regulations ask of them."""
