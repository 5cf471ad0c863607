"""What runs outside a request, of every subject; Celery imports this module and with it all of them."""

from orgtree.rooms import SUBJECTS, load_all

load_all("orgtree", SUBJECTS, "tasks")
