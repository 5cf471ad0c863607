"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "survey/<str:token>/": ("=no-such-token",),
    "surveys/<int:pk>/draw/": ("=0",),
    "surveys/<int:pk>/places/": ("assessments.survey",),
    "surveys/<int:pk>/phone/": ("assessments.survey",),
    "surveys/<int:pk>/paper/": ("assessments.survey",),
    "surveys/paper/<int:pk>/": ("assessments.surveybatch",),
    "surveys/<int:pk>/sheets.pdf": ("assessments.survey",),
    "api/v1/surveys/": (),
    "api/v1/surveys/<pk>/": ("assessments.survey",),
    "api/v1/surveys/<pk>/edit/": ("assessments.survey",),
    "api/v1/surveys/<pk>/seed/": ("assessments.survey",),
    "api/v1/surveys/<pk>/draw/": ("assessments.survey",),
    "api/v1/surveys/<pk>/open/": ("assessments.survey",),
    "api/v1/surveys/<pk>/close/": ("assessments.survey",),
    "api/v1/surveys/<pk>/publish/": ("assessments.survey",),
    "api/v1/surveys/<pk>/void/": ("assessments.survey",),
    "api/v1/survey-results/": (),
    "api/v1/survey-results/<pk>/": ("assessments.surveycell",),
}
