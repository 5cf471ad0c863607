"""Working days, office hours, deadlines, clocks that stop and go on."""
