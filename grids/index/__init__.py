"""The monthly index of grids, explained point by point."""
