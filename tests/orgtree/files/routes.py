"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "files/<slug:key>/<int:pk>/": ("=service-photo", "volunteers.servicerecord"),
}
