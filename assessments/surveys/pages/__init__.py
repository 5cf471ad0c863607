"""Pages of surveys: the household's own, the draw for everybody, and those on which the desk enters what came otherwise."""
