"""Forms of the members' pages and of the desk, a module per noun."""
