"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "desk/cocon/body/<int:pk>/roster.docx": ("cocon.body",),
    "api/v1/bodies/": (),
    "api/v1/bodies/<pk>/": ("cocon.body",),
    "api/v1/bodies/<pk>/end/": ("cocon.body",),
    "api/v1/seats/": (),
    "api/v1/seats/<pk>/": ("cocon.seat",),
    "api/v1/seats/approve/": (),
    "api/v1/seats/file/": (),
    "api/v1/seats/<pk>/decline/": ("cocon.seat",),
    "api/v1/seats/<pk>/leave/": ("cocon.seat",),
    "api/v1/seats/<pk>/withdraw/": ("cocon.seat",),
}
