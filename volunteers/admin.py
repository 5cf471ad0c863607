"""The desk's pages of every subject; each module registers its own."""

from volunteers.rooms import load_all

load_all("desk")
