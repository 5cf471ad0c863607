"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "api/v1/deadlines/": (),
    "api/v1/deadlines/<pk>/": ("=1",),
    "api/v1/deadlines/<pk>/confirm/": ("=1",),
    "api/v1/deadlines/<pk>/decline/": ("=1",),
    "api/v1/deadlines/<pk>/end/": ("=1",),
}
