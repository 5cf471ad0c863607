"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "forms/<int:pk>/<int:area_id>/": ("orgtree.askedform", "orgtree.area"),
    "forms/<int:pk>/<int:area_id>/filled.xlsx": ("orgtree.askedform", "orgtree.area"),
    "forms/returns/<int:pk>/return.xlsx": ("orgtree.formreturn",),
    "forms/progress/": (),
    "forms/progress/<int:area_id>/": ("orgtree.area",),
    "forms/progress/<int:area_id>/progress.xlsx": ("orgtree.area",),
    "api/v1/forms/": (),
    "api/v1/forms/<pk>/": ("orgtree.askedform",),
    "api/v1/forms/<pk>/approve/": ("orgtree.askedform",),
    "api/v1/forms/<pk>/decline/": ("orgtree.askedform",),
    "api/v1/forms/<pk>/stop/": ("orgtree.askedform",),
    "api/v1/form-returns/": (),
    "api/v1/form-returns/<pk>/": ("orgtree.formreturn",),
    "api/v1/form-returns/confirm/": (),
    "api/v1/form-returns/<pk>/call-back/": ("orgtree.formreturn",),
    "api/v1/form-returns/<pk>/unlock/": ("orgtree.formreturn",),
    "api/v1/form-protests/": (),
    "api/v1/form-protests/<pk>/": ("orgtree.formprotest",),
    "api/v1/form-protests/<pk>/answer/": ("orgtree.formprotest",),
}
