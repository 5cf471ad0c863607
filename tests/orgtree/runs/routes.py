"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "runs/": (),
    "runs/list.xlsx": (),
    "runs/<int:pk>/": ("orgtree.run",),
    "runs/<int:pk>/<slug:act>/": ("orgtree.run", "=stop"),
    "api/v1/runs/": (),
    "api/v1/runs/<pk>/": ("orgtree.run",),
    "api/v1/runs/<pk>/stop/": ("orgtree.run",),
    "api/v1/runs/<pk>/again/": ("orgtree.run",),
}
