"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "covenants/<int:area_id>/": ("orgtree.area",),
    "u/covenants/": (),
    "u/covenants/new/": (),
    "u/covenants/<int:pk>/": ("cocon.covenant",),
    "u/covenants/<int:pk>/<slug:slug>/": ("cocon.covenant", "=hide"),
    "api/v1/covenants/": (),
    "api/v1/covenants/<pk>/": ("cocon.covenant",),
    "api/v1/covenants/<pk>/hide/": ("cocon.covenant",),
    "api/v1/covenants/<pk>/end/": ("cocon.covenant",),
    "api/v1/recognitions/": (),
    "api/v1/recognitions/<pk>/": ("cocon.recognition",),
}
