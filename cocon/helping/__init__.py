"""帮扶对子 between units or teams and households that are never named; social organisations and what their social workers did."""
