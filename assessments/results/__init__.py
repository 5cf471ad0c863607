"""What a round comes to: the composite and its trace, grades decided, publicity, objections, sheets for signature."""
