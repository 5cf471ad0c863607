"""The staff desk: its site, menu, home, and the classes that its pages are made of."""
