"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "api/v1/replies/": (),
    "api/v1/replies/<pk>/": ("grids.reply",),
    "api/v1/replies/<pk>/edit/": ("grids.reply",),
    "api/v1/replies/<pk>/withdraw/": ("grids.reply",),
}
