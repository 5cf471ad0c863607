"""The tree of areas, from province to building."""
