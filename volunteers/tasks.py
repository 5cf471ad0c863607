"""What runs outside a request, of every subject; Celery imports this module and with it all of them."""

from orgtree.rooms import load_all
from volunteers.rooms import SUBJECTS

load_all("volunteers", SUBJECTS, "tasks")
