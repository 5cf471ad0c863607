"""Who may do what where: grants, and querysets that ask them."""
