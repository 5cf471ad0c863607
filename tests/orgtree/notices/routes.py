"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "notices/": (),
    "notices/<int:pk>/open/": ("orgtree.notice",),
    "notices/read-all/": (),
    "notices/channels/": (),
    "desk/notices/": (),
    "api/v1/notices/": (),
    "api/v1/notices/<pk>/read/": ("orgtree.notice",),
    "api/v1/notices/read-all/": (),
}
