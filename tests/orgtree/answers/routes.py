"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "say/<str:token>/": ("=1~x",),
}
