"""Short permanent codes and their Chinese labels, a module per noun."""
