"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "desk/orgtree/area/<int:area_id>/below/": ("orgtree.area",),
    "api/v1/areas/": (),
    "api/v1/areas/<pk>/": ("orgtree.area",),
    "api/v1/areas/<pk>/children/": ("orgtree.area",),
}
