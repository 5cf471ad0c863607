"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "api/v1/figure-returns/": (),
    "api/v1/figure-returns/<pk>/": ("orgtree.figurereturn",),
    "api/v1/figure-returns/confirm/": (),
    "api/v1/figure-returns/<pk>/call-back/": ("orgtree.figurereturn",),
    "api/v1/figure-returns/<pk>/unlock/": ("orgtree.figurereturn",),
}
