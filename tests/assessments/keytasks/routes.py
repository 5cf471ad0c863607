"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "walls/": (),
    "walls/<int:area_pk>/": ("orgtree.area",),
    "key-tasks/<int:pk>/": ("assessments.keytask",),
    "api/v1/key-tasks/": (),
    "api/v1/key-tasks/<pk>/": ("assessments.keytask",),
    "api/v1/key-tasks/<pk>/edit/": ("assessments.keytask",),
    "api/v1/key-tasks/<pk>/give/": ("assessments.keytask",),
    "api/v1/key-tasks/<pk>/finish/": ("assessments.keytask",),
    "api/v1/key-tasks/<pk>/cancel/": ("assessments.keytask",),
    "api/v1/supervision-visits/": (),
    "api/v1/supervision-visits/<pk>/": ("assessments.supervisionvisit",),
    "api/v1/supervision-visits/<pk>/follow-up/": ("assessments.supervisionvisit",),
    "api/v1/supervision-visits/<pk>/void/": ("assessments.supervisionvisit",),
    "api/v1/mechanism-parts/": (),
    "api/v1/mechanism-parts/<pk>/": ("assessments.mechanismpart",),
    "api/v1/mechanism-parts/<pk>/end/": ("assessments.mechanismpart",),
}
