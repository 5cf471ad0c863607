"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "m/services/": (),
    "m/services/new/": (),
    "m/services/<int:pk>/": ("volunteers.servicerecord",),
    "m/services/<int:pk>/edit/": ("volunteers.servicerecord",),
    "m/services/<int:pk>/withdraw/": ("volunteers.servicerecord",),
    "m/services/<int:pk>/change/": ("volunteers.servicerecord",),
    "m/services/changes/<int:pk>/withdraw/": ("volunteers.hourchange",),
    "api/v1/service-kinds/": (),
    "api/v1/service-kinds/<pk>/": ("=1",),
    "api/v1/service-records/": (),
    "api/v1/service-records/<pk>/": ("volunteers.servicerecord",),
    "api/v1/service-records/<pk>/withdraw/": ("volunteers.servicerecord",),
    "api/v1/service-records/<pk>/void/": ("volunteers.servicerecord",),
    "api/v1/service-records/confirm/": (),
    "api/v1/service-records/reject/": (),
    "api/v1/hour-changes/": (),
    "api/v1/hour-changes/<pk>/": ("volunteers.hourchange",),
    "api/v1/hour-changes/<pk>/withdraw/": ("volunteers.hourchange",),
    "api/v1/hour-changes/approve/": (),
    "api/v1/hour-changes/decline/": (),
}
