"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "m/check-ins/": (),
    "m/check-ins/<int:pk>/": ("volunteers.checkin",),
    "m/check-ins/<int:pk>/withdraw/": ("volunteers.checkin",),
    "api/v1/check-ins/": (),
    "api/v1/check-ins/<pk>/": ("volunteers.checkin",),
    "api/v1/check-ins/<pk>/resubmit/": ("volunteers.checkin",),
    "api/v1/check-ins/<pk>/withdraw/": ("volunteers.checkin",),
    "api/v1/check-ins/accept/": (),
    "api/v1/check-ins/return/": (),
}
