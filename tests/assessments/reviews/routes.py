"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "reviews/<int:pk>/roll/": ("assessments.review",),
    "reviews/<int:pk>/votes/": ("assessments.review",),
    "reviews/<int:pk>/decide/": ("assessments.review",),
    "api/v1/member-reviews/": (),
    "api/v1/member-reviews/<pk>/": ("assessments.review",),
    "api/v1/member-reviews/<pk>/fix/": ("assessments.review",),
    "api/v1/member-reviews/<pk>/redo/": ("assessments.review",),
    "api/v1/member-reviews/<pk>/close/": ("assessments.review",),
    "api/v1/member-reviews/<pk>/void/": ("assessments.review",),
}
