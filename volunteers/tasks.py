"""What runs outside a request, of every subject; Celery imports this module and with it all of them."""

from volunteers.rooms import load_all

load_all("tasks")
