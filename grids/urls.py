"""Addresses of every subject, from the lowest to the highest."""

from grids.rooms import SUBJECTS
from orgtree.rooms import parts_called

urlpatterns = [address for part in parts_called("grids", SUBJECTS, "urls") for address in part.urlpatterns]
