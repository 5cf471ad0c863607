"""Floor 0: who belongs where, who may do what, how figures climb the tree."""
