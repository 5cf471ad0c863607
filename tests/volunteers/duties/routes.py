"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "desk/volunteers/dutypost/<int:pk>/suggest/": ("volunteers.dutypost",),
    "desk/volunteers/dutypost/overview/": (),
    "desk/volunteers/dutypost/overview.xlsx/": (),
    "desk/volunteers/dutypost/notice.docx/": (),
    "desk/volunteers/dutypost/notice.xlsx/": (),
    "m/duties/": (),
    "m/duties/<int:pk>/": ("volunteers.dutypost",),
    "m/duties/claims/<int:pk>/release/": ("volunteers.dutyclaim",),
    "api/v1/duty-posts/": (),
    "api/v1/duty-posts/<pk>/": ("volunteers.dutypost",),
    "api/v1/duty-posts/<pk>/close/": ("volunteers.dutypost",),
    "api/v1/duty-posts/<pk>/reopen/": ("volunteers.dutypost",),
    "api/v1/duty-claims/": (),
    "api/v1/duty-claims/<pk>/": ("volunteers.dutyclaim",),
    "api/v1/duty-claims/<pk>/release/": ("volunteers.dutyclaim",),
    "api/v1/duty-claims/appoint/": (),
    "api/v1/duty-claims/decline/": (),
}
