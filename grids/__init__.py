"""Events of the grids: reporting, clocks, dispatch, 吹哨 and the grid index. Floor 2, beside cocon. Nothing is built here yet."""
