"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "m/teams/": (),
    "m/teams/<int:pk>/": ("volunteers.serviceteam",),
    "m/teams/<int:pk>/services/": ("volunteers.serviceteam",),
    "m/teams/<int:pk>/join/": ("volunteers.serviceteam",),
    "m/teams/<int:pk>/leave/": ("volunteers.serviceteam",),
    "m/teams/<int:pk>/people/<int:place_pk>/": ("volunteers.serviceteam", "volunteers.teammember"),
    "api/v1/service-teams/": (),
    "api/v1/service-teams/accept/": (),
    "api/v1/service-teams/refuse/": (),
    "api/v1/service-teams/<pk>/": ("volunteers.serviceteam",),
    "api/v1/service-teams/<pk>/join/": ("volunteers.serviceteam",),
    "api/v1/service-teams/<pk>/leave/": ("volunteers.serviceteam",),
    "api/v1/service-teams/<pk>/people/": ("volunteers.serviceteam",),
}
