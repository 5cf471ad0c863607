"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "remarks/<slug:key>/<int:pk>/": ("=task", "orgtree.task"),
}
