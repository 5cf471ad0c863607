"""民情台账: what happened in a grid, as a view of cases and visits."""
