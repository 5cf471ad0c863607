"""Addresses of this subject: what is entered for a whole branch."""

from django.urls import path

from assessments.reviews import pages

urlpatterns = [
    path("reviews/<int:pk>/roll/", pages.roll, name="review-roll"),
    path("reviews/<int:pk>/votes/", pages.votes, name="review-votes"),
    path("reviews/<int:pk>/decide/", pages.decide, name="review-decide"),
]
