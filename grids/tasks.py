"""What runs outside a request, of every subject; Celery imports this module and with it all of them."""

from grids.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("grids", SUBJECTS, "tasks")
