"""数据开放: counts of cases by street and month for everybody, from which nobody can be told."""
