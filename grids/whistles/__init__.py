"""吹哨报到: the whistle, its legs by department, ratings and their contest, score sheets."""
