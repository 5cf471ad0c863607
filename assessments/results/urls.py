"""Addresses of this subject."""

from django.urls import path

from assessments.results import pages

urlpatterns = [
    path("a/rounds/<int:pk>/committee/", pages.committee, name="round-committee"),
    path("a/outcomes/<int:pk>/object/", pages.object_to, name="outcome-object"),
    *pages.outcome_pages.urls("a/outcomes/"),
    *pages.dispute_pages.urls("a/disputes/"),
]
