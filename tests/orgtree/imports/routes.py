"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "imports/": (),
    "imports/list.xlsx": (),
    "imports/new/<slug:key>/": ("=roster",),
    "imports/template/<slug:key>.xlsx": ("=roster",),
    "imports/<int:pk>/": ("orgtree.importjob",),
    "imports/<int:pk>/confirm/": ("orgtree.importjob",),
    "imports/<int:pk>/columns/": ("orgtree.importjob",),
    "imports/<int:pk>/answers/": ("orgtree.importjob",),
    "imports/<int:pk>/undo/": ("orgtree.importjob",),
    "imports/<int:pk>/discard/": ("orgtree.importjob",),
    "imports/<int:pk>/errors.xlsx": ("orgtree.importjob",),
}
