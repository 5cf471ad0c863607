"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "api/v1/figure-doubts/": (),
    "api/v1/figure-doubts/<pk>/": ("orgtree.figuredoubt",),
    "api/v1/figure-doubts/<pk>/answer/": ("orgtree.figuredoubt",),
}
