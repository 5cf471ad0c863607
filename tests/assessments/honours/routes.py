"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "trainings/<int:pk>/roll/": ("assessments.training",),
    "api/v1/honours/": (),
    "api/v1/honours/check/": (),
    "api/v1/honours/<pk>/": ("assessments.honour",),
    "api/v1/honours/<pk>/edit/": ("assessments.honour",),
    "api/v1/honours/<pk>/decline/": ("assessments.honour",),
    "api/v1/honours/<pk>/end/": ("assessments.honour",),
    "api/v1/trainings/": (),
    "api/v1/trainings/<pk>/": ("assessments.training",),
    "api/v1/trainings/<pk>/void/": ("assessments.training",),
    "api/v1/training-rolls/": (),
    "api/v1/training-rolls/<pk>/": ("assessments.trainingroll",),
    "api/v1/training-rolls/<pk>/void/": ("assessments.trainingroll",),
}
