"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "life/enter/": (),
    "api/v1/life-quarters/": (),
    "api/v1/life-quarters/check/": (),
    "api/v1/life-quarters/<pk>/": ("assessments.lifequarter",),
    "api/v1/life-quarters/<pk>/void/": ("assessments.lifequarter",),
}
