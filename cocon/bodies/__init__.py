"""大党委 and coordination bodies: who sits in them, for which unit and how long, and which seats are empty."""
