"""What runs outside a request, of every subject; Celery imports this module and with it all of them."""

from assessments.rooms import SUBJECTS
from orgtree.rooms import load_all

load_all("assessments", SUBJECTS, "tasks")
