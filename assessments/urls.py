"""Addresses of every subject, from the lowest to the highest."""

from assessments.rooms import SUBJECTS
from orgtree.rooms import parts_called

urlpatterns = [address for part in parts_called("assessments", SUBJECTS, "urls") for address in part.urlpatterns]
